"""Write docs/findings.md anew from the catalogue: `make findings`."""

from itertools import groupby
from pathlib import Path

from sslhelp.pki import findings
from sslhelp.pki.findings import Declaration

TARGET = Path(__file__).with_suffix(".md")
_FAMILIES = {
    "csr": "CSRs",
    "certificate": "Certificates",
    "chain": "Chains",
    "pair": "Two pastes compared",
}
_HEAD = """\
# Findings

What sslhelp finds in what is pasted. Each finding is declared once, in `src/sslhelp/pki/findings.toml`; this page is
made from it by `make findings`. Info is good to know, a warning is worth mending, an error has to be mended, and a
fatal one leaves nothing to use.
"""


def page() -> str:
    """Return the page: a table of findings for each family, in the order of the catalogue."""
    tables = [
        "\n".join([f"## {_FAMILIES[family]}\n", "| Code | Severity | What it says | Rule |", "|---|---|---|---|"])
        + "\n"
        + "".join(map(_row, declared))
        for family, declared in groupby(findings.catalogue().values(), key=lambda each: each.code.partition(".")[0])
    ]
    return "\n".join([_HEAD, *tables])


def _row(declared: Declaration) -> str:
    cells = f"`{declared.code}`", declared.severity, _plain(declared.summary), _plain(declared.citation)
    return f"| {' | '.join(cells)} |\n"


def _plain(text: str) -> str:
    """Keep a placeholder, an asterisk and an upright stroke from meaning anything in Markdown."""
    return text.replace("|", "\\|").replace("*", "\\*").replace("{", "<").replace("}", ">").replace("<", "&lt;")


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
