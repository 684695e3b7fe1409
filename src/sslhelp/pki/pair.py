"""Two pastes laid side by side: a CSR and a certificate by their keys, two certificates by what has changed."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from sslhelp.model.pki import CertificateReport, Change, Comparison, CsrReport, one_line
from sslhelp.pki import findings
from sslhelp.pki.asn1 import dn
from sslhelp.pki.hosts import coverage, names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.model.pki import Finding

Report = CsrReport | CertificateReport

MAX_COMPARISONS = 3
_DIGITS = 16  # of a digest, enough to tell two keys apart at a glance
_RANKS = ("DV", "IV", "OV", "EV")


def comparisons(read: Sequence[Report], earlier: Sequence[Report] = ()) -> list[Comparison]:
    """Compare what belongs together among the reports on one paste, at most `MAX_COMPARISONS` times.

    A CSR and a certificate that come alone together always do. A single report is compared with the last related one
    of the `earlier` reports, which come newest first.
    """
    alone = len(read) == 2
    pairs = [pair for pair in combinations(read, 2) if are_related(*pair) or (alone and _is_match(pair))]
    if len(read) == 1:
        pairs = [(other, read[0]) for other in earlier if are_related(other, read[0])][:1]
    found = [made for pair in pairs if (made := _compare(*pair))]
    return found[:MAX_COMPARISONS]


def _is_match(pair: tuple[Report, Report]) -> bool:
    return isinstance(pair[0], CsrReport) != isinstance(pair[1], CsrReport)


def _compare(first: Report, second: Report) -> Comparison | None:
    match first, second:
        case CsrReport(), CertificateReport():
            return match_key(first, second)
        case CertificateReport(), CsrReport():
            return match_key(second, first)
        case CertificateReport(), CertificateReport():
            return renewal(first, second)
        case _:
            return None


def are_related(first: Report, second: Report) -> bool:
    """Say whether two things are worth comparing: not the same, but of one key, or sharing a name."""
    if first.fingerprints == second.fingerprints:
        return False
    same_key = first.spki_sha256 is not None and first.spki_sha256 == second.spki_sha256
    return same_key or bool(_names(first) & _names(second))


def match_key(request: CsrReport, certificate: CertificateReport) -> Comparison:
    """Say whether a certificate belongs to a CSR, that is, to the private key that signed the CSR."""
    same_key = _same_key(request, certificate)
    return Comparison(
        kind="key",
        first=f"CSR for {_title(request)}",
        second=f"certificate for {_title(certificate)}",
        same_key=same_key,
        changes=(),
        findings=tuple(_judge_match(request, certificate, same_key=same_key)),
    )


def renewal(one: CertificateReport, other: CertificateReport) -> Comparison:
    """Say what has changed from the older to the newer of two certificates, whichever comes first."""
    older, newer = sorted((one, other), key=lambda each: each.not_before.timestamp() if each.not_before else 0.0)
    same_key = _same_key(older, newer)
    return Comparison(
        kind="renewal",
        first=_dated(older),
        second=_dated(newer),
        same_key=same_key,
        changes=tuple(_changes(older, newer)),
        findings=tuple(_judge_renewal(older, newer, same_key=same_key)),
    )


def _same_key(first: Report, second: Report) -> bool | None:
    if first.spki_sha256 is None or second.spki_sha256 is None:
        return None
    return first.spki_sha256 == second.spki_sha256


def _judge_match(request: CsrReport, certificate: CertificateReport, *, same_key: bool | None) -> Iterator[Finding]:
    if same_key is False:
        yield findings.make("pair.key_differs", f"CSR: {_identified(request)}; certificate: {_identified(certificate)}")
    missing = coverage.uncovered(certificate.dns_names, certificate.ip_addresses, _hosts(request))
    if missing:
        yield findings.make("pair.names_missing", ", ".join(missing))


def _judge_renewal(older: CertificateReport, newer: CertificateReport, *, same_key: bool | None) -> Iterator[Finding]:
    lost = coverage.uncovered(newer.dns_names, newer.ip_addresses, _hosts(older))
    if lost:
        yield findings.make("pair.names_lost", ", ".join(lost))
    if older.not_after and newer.not_after and newer.not_after < older.not_after:
        yield findings.make("pair.ends_earlier", f"{newer.not_after:%Y-%m-%d}, {older.not_after:%Y-%m-%d}")
    if same_key:
        yield findings.make("pair.key_kept", _identified(newer))
    if older.validation in _RANKS and newer.validation in _RANKS[: _RANKS.index(older.validation)]:
        yield findings.make("pair.validation_lower", f"{older.validation}, {newer.validation}")


def _hosts(report: Report) -> tuple[str, ...]:
    """Return the alternative names that are hosts; without any, the common names that were meant as such."""
    listed = (*report.dns_names, *report.ip_addresses)
    return listed or tuple(name for name in dn.values(report.subject, "CN") if "." in name and names.is_host(name))


def _changes(older: CertificateReport, newer: CertificateReport) -> Iterator[Change]:
    for what, before, after in (
        ("Names", ", ".join(sorted(_names(older))), ", ".join(sorted(_names(newer)))),
        ("Subject", one_line(older.subject), one_line(newer.subject)),
        ("CA", one_line(older.issuer), one_line(newer.issuer)),
        ("Validation", older.validation or "none named", newer.validation or "none named"),
        ("Key", _key(older), _key(newer)),
        ("Signature", older.signature_algorithm or "", newer.signature_algorithm or ""),
        ("Days", str(older.days or "unknown"), str(newer.days or "unknown")),
        ("Valid until", _day(older), _day(newer)),
    ):
        if before != after:
            yield Change(what, before, after)


def _names(report: Report) -> set[str]:
    return {name.lower() for name in (*report.dns_names, *report.ip_addresses, *report.emails)} or {
        name.lower() for name in dn.values(report.subject, "CN")
    }


def _title(report: Report) -> str:
    listed = (*report.dns_names, *report.ip_addresses, *report.emails, *dn.values(report.subject, "CN"))
    return listed[0] if listed else "no name"


def _dated(report: CertificateReport) -> str:
    begins = f"{report.not_before:%Y-%m-%d}" if report.not_before else "an unknown day"
    return f"certificate for {_title(report)} from {begins}"


def _day(report: CertificateReport) -> str:
    return f"{report.not_after:%Y-%m-%d}" if report.not_after else "unknown"


def _identified(report: Report) -> str:
    """Return a key with the beginning of its digest: "RSA 2048 bits, SHA-256 0962d22ca9ec4291…"."""
    return f"{_key(report)}, SHA-256 {(report.spki_sha256 or '')[:_DIGITS]}…"


def _key(report: Report) -> str:
    return str(report.key or "unknown key")
