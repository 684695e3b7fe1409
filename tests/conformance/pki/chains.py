"""Chains beside other verifiers: what a suite says to accept is complete and free of errors, and nothing else is.

Each row of the file is {"id", "trusted", "intermediates", "leaf" (PEM), "peer" {"kind", "value"}, "time", "expected",
"max_depth", "description", "peers" (what pyca, openssl and pyhanko decided)}; ids begin with their namespace. A
`max_depth` is the relying party's own wish, which nobody has to explain to a customer: we have no such limit to set.
"""

import textwrap
import traceback
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from sslhelp.pki.pasted import extract
from sslhelp.pki.trust.roots import TrustStore
from sslhelp.render.wire import Json
from tests.conformance.pki.inspected import inspected, only
from tests.table import table

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
"""The moment for rows that name none."""

_BLOCKING = {"error", "fatal"}
_SUCCESS = "SUCCESS"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What we decided about one chain: the verdict and the codes of the findings that forbid it, or the exception."""

    row: Json
    verdict: str
    blocking: tuple[str, ...]
    other: tuple[str, ...]
    error: str
    seconds: float

    @property
    def accepted(self) -> bool:
        """Whether a customer is told that all is well."""
        return self.verdict == "complete" and not self.blocking

    @property
    def accepted_as_chain(self) -> bool:
        """The same without regard to what is wrong with the leaf on its own."""
        return self.verdict == "complete" and not any(code.startswith("chain.") for code in self.blocking)

    @property
    def expected(self) -> bool:
        """Whether the suite says to accept it."""
        return bool(self.row["expected"] == _SUCCESS)

    def peer(self, name: str) -> bool | None:
        """Return whether another verifier accepts it; None when it was not run."""
        decided = self.row["peers"].get(name)
        return None if decided is None else decided == _SUCCESS


def run(rows: Iterable[Json]) -> list[Outcome]:
    """Judge every chain as a server's: the leaf and its intermediates pasted, the suite's roots trusted."""
    return [_outcome(row) for row in rows]


def _outcome(row: Json) -> Outcome:
    pasted = "".join([row["leaf"], *row["intermediates"]]).encode()
    roots = TrustStore.of(der for pem in row["trusted"] for der in _der(pem))
    at = datetime.fromisoformat(row["time"]) if row["time"] else AT
    host = row["peer"]["value"] if row["peer"] else None
    begun = perf_counter()
    try:
        parts = inspected(pasted, at=at, roots=lambda: roots, host=host)
    except Exception:  # noqa: BLE001  (that nothing is raised is what is measured)
        return Outcome(row, "raised", (), (), traceback.format_exc(), perf_counter() - begun)
    seconds = perf_counter() - begun
    whole, leaf = only(parts, "chain_report"), only(parts, "certificate_report")
    found = [finding for part in (whole, leaf) if part for finding in part["findings"]]
    return Outcome(
        row,
        whole["verdict"] if whole else "none",
        tuple(each["code"] for each in found if each["severity"] in _BLOCKING),
        tuple(each["code"] for each in found if each["severity"] not in _BLOCKING),
        "",
        seconds,
    )


def _der(pem: str) -> Iterable[bytes]:
    return (block.der for block in extract.extract(pem).blocks if block.der)


def show(outcomes: Sequence[Outcome], *, verbose: bool) -> list[str]:
    """Print the figures; return the floors that were missed, each as a sentence."""
    print(_namespaces(outcomes), end="\n\n")
    times = [outcome.seconds * 1000 for outcome in outcomes]
    print(f"median {median(times):.2f} ms, most {max(times):.1f} ms")
    for title, accepted in (("false accepts", True), ("false rejects", False)):
        wrong = [each for each in outcomes if each.accepted is accepted is not each.expected]
        by_code = Counter(code for each in wrong for code in each.blocking or (each.verdict,)).most_common()
        print(f"\n{title}: {len(wrong)}", *(f"{count} {code}" for code, count in by_code), sep="  ")
        for outcome in wrong:
            print(_line(outcome))
            if verbose:
                print(textwrap.indent(outcome.row["description"].strip(), "      "))
    return list(_missed(outcomes))


def describe(outcome: Outcome) -> str:
    """Return all that is known about one chain, for a close look."""
    return "\n".join([_line(outcome), textwrap.indent(outcome.row["description"].strip(), "      ")])


def _line(outcome: Outcome) -> str:
    peers = " ".join(f"{name} {'accepts' if outcome.peer(name) else 'rejects'}" for name in ("pyca", "openssl"))
    said = f"{outcome.verdict} [{' '.join(outcome.blocking)}] ({' '.join(outcome.other)})"
    return f"  {outcome.row['id']}: expected {outcome.row['expected']}, {peers}; we say {said}"


def _missed(outcomes: Sequence[Outcome]) -> Iterable[str]:
    yield from (f"{each.row['id']} raised\n{each.error}" for each in outcomes if each.error)
    ours = sum(each.accepted == each.expected for each in outcomes)
    pyca = sum(each.peer("pyca") == each.expected for each in outcomes)
    if ours < pyca:
        yield f"right: {ours} for us, {pyca} for pyca"
    for each in outcomes:
        of_its_kind = each.row["id"].startswith("webpki::") and each.peer("pyca") and not each.expected
        if of_its_kind and each.accepted:
            yield f"accepted as pyca does, and wrongly: {each.row['id']}"


def _namespaces(outcomes: Sequence[Outcome]) -> str:
    heading = ("right / false accept / false reject", "rows", "sslhelp", "its chain report", "pyca", "openssl")
    groups = {
        name: [each for each in outcomes if each.row["id"].split("::")[0] == name]
        for name in dict.fromkeys(each.row["id"].split("::")[0] for each in outcomes)
    }
    return table(heading, *(_scores(name, group) for name, group in groups.items()), _scores("all", outcomes))


def _scores(name: str, group: Sequence[Outcome]) -> Sequence[object]:
    ours = _score([(each.accepted, each.expected) for each in group])
    as_chain = _score([(each.accepted_as_chain, each.expected) for each in group])
    return (
        name,
        len(group),
        ours,
        as_chain,
        *(_score([(each.peer(peer), each.expected) for each in group]) for peer in ("pyca", "openssl")),
    )


def _score(decisions: Sequence[tuple[bool | None, bool]]) -> str:
    right = sum(accepted == expected for accepted, expected in decisions)
    false_accepts = sum(accepted is True and not expected for accepted, expected in decisions)
    false_rejects = sum(accepted is False and expected for accepted, expected in decisions)
    return f"{right} / {false_accepts} / {false_rejects}"
