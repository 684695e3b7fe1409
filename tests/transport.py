"""What mail, forms, shells and word processors do to a pasted block."""

from __future__ import annotations

import base64
import html
import quopri
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


def _markup(text: str) -> str:
    return html.escape(text).replace("+", "&#43;").replace("\n", "<br>\n")


def _without(edge: str) -> Callable[[str], str]:
    return lambda text: "\n".join(line for line in text.splitlines() if f"-----{edge} " not in line)


def _relabelled(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(change(line) if line.startswith("-----") else line for line in text.splitlines())


def _requoted(width: int) -> Callable[[str], str]:
    def torn(line: str) -> list[str]:
        return [line] if line.startswith("-") else [line[at : at + width] for at in range(0, len(line), width)]

    return lambda text: "\n".join(f"> {piece}" for line in text.splitlines() for piece in torn(line))


DAMAGES: Mapping[str, Callable[[str], str]] = {
    "quoted": _quoted,
    "quoted_twice": lambda text: _quoted(_quoted(text)),
    "indented": lambda text: "\n".join(f"    {line}" for line in text.splitlines()),
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "cr": lambda text: text.replace("\n", "\r"),
    "html": _markup,
    "paragraphs": lambda text: "".join(f"<p class='x'>{line}</p>" for line in text.splitlines()),
    "escaped": lambda text: text.replace("\n", "\\n"),
    "json": lambda text: text.replace("/", "\\/").replace("\n", "\\r\\n"),
    "url_encoded": lambda text: text.replace("+", "%2B").replace(" ", "+").replace("/", "%2F").replace("\n", "%0D%0A"),
    "one_line": lambda text: " ".join(text.split()),
    "double_spaced": lambda text: text.replace("\n", "\n\n"),
    "rewrapped": lambda text: (
        text.replace("\n", "~", 1).replace("\n", "").replace("~", "\n").replace("-----END", "\n-----END")
    ),
    "joined": lambda text: text.replace("\n", ""),
    "lost_plus": lambda text: text.replace("+", " "),
    "added_in_a_diff": lambda text: "\n".join(f"+{line}" for line in text.splitlines()),
    "commented": lambda text: "\n".join(f"# {line}" for line in text.splitlines()),
    "continued": lambda text: text.replace("\n", " \\\n"),
    "markdown": lambda text: re.sub(r"([-+_=])", r"\\\1", text),
    "returns_shown": lambda text: text.replace("\n", "^M$\n"),
    "spreadsheet": lambda text: text.replace("\n", "_x000D_\n"),
    "rich_text": lambda text: text.replace("\n", "\\par\r\n"),
    "encoded_once_more": lambda text: base64.b64encode(text.encode()).decode(),
    "em_dashes": _relabelled(lambda line: line.replace("-----", "\u2014\u2014-")),
    "three_dashes": _relabelled(lambda line: line.replace("-----", "---")),
    "four_dashes": _relabelled(lambda line: line.replace("-----", "----")),
    "no_dashes": _relabelled(lambda line: line.replace("-----", "")),
    "six_dashes": _relabelled(lambda line: line.replace("-----", "------")),
    "lower_case": _relabelled(str.lower),
    "no_begin": _without("BEGIN"),
    "no_end": _without("END"),
    "bare": lambda text: _without("END")(_without("BEGIN")(text)),
    "bom": lambda text: f"\ufeff{text}",
    "no_break_spaces": lambda text: text.replace("\n", "\u00a0\n"),
    "zero_width": lambda text: "\u200b".join(text[at : at + 11] for at in range(0, len(text), 11)),
    "fenced": lambda text: f"```\n{text}\n```",
    "numbered": lambda text: "\n".join(f"{place:>3}: {line}" for place, line in enumerate(text.splitlines(), 1)),
    "table": lambda text: "".join(f"| {place} | {line} |\n" for place, line in enumerate(text.splitlines(), 1)),
    "table_rows": lambda text: "".join(
        f"<tr><td>{at}</td><td>{line}</td></tr>" for at, line in enumerate(text.split("\n"))
    ),
    "comma_separated": lambda text: ",".join(f'"{line}"' for line in text.splitlines()),
    "string_literals": lambda text: " +\n".join(f'  "{line}\\n"' for line in text.splitlines()),
    "found_by_grep": lambda text: "\n".join(f"server.pem:{at}:{line}" for at, line in enumerate(text.splitlines(), 1)),
    "pre": lambda text: f"<pre>{text.replace(chr(10), '<br/>')}</pre>",
    "tabs": lambda text: text.replace("\n", "\t"),
    "quoted_printable": lambda text: quopri.encodestring(text.encode()).decode(),
    "url_encoded_twice": lambda text: quote(quote(text)),
    "full_width": lambda text: "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text),
    "no_blanks": lambda text: text.replace(" ", ""),
    "base64url": lambda text: text.replace("+", "-").replace("/", "_"),
    **{f"requoted_{width}": _requoted(width) for width in (11, 17, 30, 50)},
    "in_prose": lambda text: f"Hello, can you look at this please:\n{text}\nThanks, Bob",
}
"""Each a function of the text, by name."""
