"""The corpus: every CSR and certificate that OpenSSL reads is decoded, field for field, and nothing ever raises.

Each row of the file is {"id", "kind" (csr, cert, bundle, p7, garbage or paste), "path", "sha256", "data" (base64),
"truth" (what OpenSSL printed of it), "pyca" (what `cryptography` read, its exceptions under "..._exc")}.
"""

import base64
import traceback
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from sslhelp.pki.trust.roots import mozilla
from sslhelp.render.wire import Json
from tests.conformance.pki.fields import FIELDS
from tests.conformance.pki.inspected import inspected, only
from tests.table import table

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
_REPORTS = {"csr": "csr_report", "cert": "certificate_report", "paste": "csr_report"}
_UNREADABLE = {"csr.unreadable", "certificate.unreadable"}


_UNCHECKED = ".signature.unchecked"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: the parts of the reply, or the exception; `unequal` fields with theirs and ours."""

    row: Json
    parts: list[Json]
    error: str
    seconds: float
    compared: tuple[str, ...] = ()
    unequal: tuple[tuple[str, object, object], ...] = ()

    @property
    def report(self) -> Json | None:
        """The report that a file of this kind should bring, if it came and says anything."""
        found = only(self.parts, _REPORTS.get(self.row["kind"], "certificate_report"))
        return None if found is None or {each["code"] for each in found["findings"]} & _UNREADABLE else found

    @property
    def openssl_reads(self) -> bool:
        """Whether OpenSSL decodes it, so that we have to."""
        return self.row["kind"] in {"csr", "cert"} and bool(self.row["truth"]["openssl_ok"])

    @property
    def whole(self) -> bool:
        """Whether it was decoded with every field equal."""
        return self.report is not None and not self.unequal

    @property
    def pyca_whole(self) -> bool:
        """Whether `cryptography` loads it and reads all of its fields."""
        pyca = self.row["pyca"] or {}
        return bool(pyca.get("load")) and not any(key.endswith("exc") for key in pyca)


def run(rows: Iterable[Json]) -> list[Outcome]:
    """Put every file through the machine interface and compare what has a truth."""
    return [_compared(_outcome(row)) for row in rows]


def _outcome(row: Json) -> Outcome:
    data = base64.b64decode(row["data"])
    begun = perf_counter()
    try:
        parts = inspected(data, at=AT, roots=mozilla)
    except Exception:  # noqa: BLE001  (that nothing is raised is what is measured)
        return Outcome(row, [], traceback.format_exc(), perf_counter() - begun)
    return Outcome(row, parts, "", perf_counter() - begun)


def _compared(outcome: Outcome) -> Outcome:
    row, report = outcome.row, outcome.report
    if report is None or not outcome.openssl_reads:
        return outcome
    truth = row["truth"] | {"file_sha256": row.get("sha256")}
    pairs = {field.name: field.compare(truth, report) for field in FIELDS if row["kind"] in field.kinds}
    compared = {name: pair for name, pair in pairs.items() if pair is not None}
    unequal = tuple((name, theirs, ours) for name, (theirs, ours) in compared.items() if theirs != ours)
    return Outcome(row, outcome.parts, outcome.error, outcome.seconds, tuple(compared), unequal)


def show(outcomes: Sequence[Outcome], *, verbose: bool) -> list[str]:
    """Print the figures; return the floors that were missed, each as a sentence."""
    print(_files(outcomes), end="\n\n")
    print(_fields(outcomes), end="\n\n")
    missed = [*_undecoded(outcomes), *_pastes(outcomes)]
    missed += [f"{outcome.row['id']} raised\n{outcome.error}" for outcome in outcomes if outcome.error]
    missed += [f"{name}: {count} files differ" for name, count in _differences(outcomes, admitted=False).items()]
    behind = [_title(each) for each in outcomes if each.openssl_reads and each.pyca_whole and not each.whole]
    print(f"read whole by cryptography and not by us: {len(behind)}", *(behind if verbose else ()), sep="\n  ")
    if verbose:
        for outcome in outcomes:
            for name, theirs, ours in outcome.unequal:
                print(f"\n{name}  {_title(outcome)}\n  openssl  {theirs}\n  sslhelp  {ours}")
    return missed


def _title(outcome: Outcome) -> str:
    return f"{outcome.row['id']} {outcome.row['kind']} {outcome.row['path'][-70:]}"


def _files(outcomes: Sequence[Outcome]) -> str:
    rows: list[Sequence[object]] = [
        (
            "kind",
            "files",
            "openssl reads",
            "we decode",
            "every field equal",
            "pyca all fields",
            "raised",
            "median ms",
            "most ms",
        )
    ]
    for kind in dict.fromkeys(outcome.row["kind"] for outcome in outcomes):
        group = [outcome for outcome in outcomes if outcome.row["kind"] == kind]
        read = [outcome for outcome in group if outcome.openssl_reads]
        times = [outcome.seconds * 1000 for outcome in group]
        rows.append(
            (
                kind,
                len(group),
                len(read) or "",
                sum(outcome.report is not None for outcome in read or group),
                sum(outcome.whole for outcome in read) if read else "",
                sum(outcome.pyca_whole for outcome in read) if read else "",
                sum(bool(outcome.error) for outcome in group),
                f"{median(times):.2f}",
                f"{max(times):.1f}",
            )
        )
    return table(*rows)


def _differences(outcomes: Sequence[Outcome], *, admitted: bool = True) -> Counter[str]:
    """Count differences by field; without the `admitted` ones, where the report says itself that it did not check.

    `cryptography` has no curves over binary fields any more.
    """
    return Counter(
        name
        for outcome in outcomes
        for name, _, ours in outcome.unequal
        if admitted or not (ours is None and _UNCHECKED in " ".join(_codes(outcome)))
    )


def _fields(outcomes: Sequence[Outcome]) -> str:
    compared = Counter(name for outcome in outcomes for name in outcome.compared)
    unequal = _differences(outcomes)
    rows: list[Sequence[object]] = [("field", "compared", "equal", "unequal", "")]
    for name in (field.name for field in FIELDS if field.name in compared):
        ids = [outcome.row["id"] for outcome in outcomes if name in {each for each, _, _ in outcome.unequal}]
        rows.append((name, compared[name], compared[name] - unequal[name], unequal[name], " ".join(ids[:4])))
    return table(*rows)


def _undecoded(outcomes: Sequence[Outcome]) -> list[str]:
    """Name what OpenSSL reads and we do not, and what we say instead."""
    return [
        f"not decoded: {_title(outcome)}: {', '.join(_codes(outcome)) or 'no answer'}"
        for outcome in outcomes
        if outcome.openssl_reads and outcome.report is None and not outcome.error
    ]


def _codes(outcome: Outcome) -> list[str]:
    return [
        part.get("code") or f"{part['type']} {[each['code'] for each in part['findings']]}"
        for part in outcome.parts
        if "code" in part or "findings" in part
    ]


def _pastes(outcomes: Sequence[Outcome]) -> list[str]:
    """Name the pastes that were not recovered to the byte; one cut short has to be explained instead."""
    original = next((each.report for each in outcomes if each.row["id"] == "gen-iis10"), None)
    missed = []
    for outcome in outcomes:
        if outcome.row["kind"] != "paste":
            continue
        if outcome.row["id"] == "paste-truncated":
            if "paste.truncated" not in _codes(outcome):
                missed.append(f"not explained: {_title(outcome)}")
        elif not outcome.report or (original and outcome.report["fingerprints"] != original["fingerprints"]):
            missed.append(f"not recovered: {_title(outcome)}: {', '.join(_codes(outcome))}")
    return missed
