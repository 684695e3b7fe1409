"""Names beside OpenSSL's: the subject attribute for attribute, the alternative names entry for entry."""

from collections.abc import Callable

from sslhelp.render.wire import Json
from tests.conformance.pki import openssl

Pair = tuple[object, object]
"""A field as OpenSSL has it and as we have it."""


def gave_up(truth: Json) -> bool:
    """Whether OpenSSL stopped printing half-way, so that what is missing in the truth says nothing."""
    return truth["subject"] is None


def name(field: str) -> Callable[[Json, Json], Pair | None]:
    """Return a comparison of the distinguished name in `field`, as OIDs and values in the order of the encoding."""

    def compare(truth: Json, report: Json) -> Pair | None:
        if gave_up(truth):
            return None
        wanted = [(each.oid, each.value) for each in openssl.name(truth[field])]
        if report[field] is None:
            return wanted, None
        found = [(each["oid"], each["value"]) for each in report[field]]
        for place, (_, value) in enumerate(wanted[: len(found)]):
            if value[:1] == "#" and found[place][1] in openssl.dumped_readings(value):
                found[place] = (found[place][0], value)
        return wanted, found

    return compare


def grouping(truth: Json, report: Json) -> Pair | None:
    """Compare which attributes share an RDN with the one before; only names that have such attributes count."""
    wanted = [each.joined for each in openssl.name(truth["subject"] or "")]
    return (wanted, [each.get("joined", False) for each in report["subject"] or ()]) if any(wanted) else None


def spelling(truth: Json, report: Json) -> Pair | None:
    """Compare the words for attribute types, which people and scripts look for."""
    known = {oid: kind for kind, oid in openssl.ATTRIBUTE_TYPES.items()}
    ours = report["subject"] or []
    return [known.get(each["oid"], each["oid"]) for each in ours], [each["type"] for each in ours]


def alternative(kind: str, ours: str) -> Callable[[Json, Json], Pair | None]:
    """Return a comparison of the alternative names of one kind, in any order."""

    def compare(truth: Json, report: Json) -> Pair | None:
        entries = openssl.alternative_names(truth["san_raw"])
        return (sorted(getattr(entries, kind)), sorted(report[ours])) if entries else None

    return compare


def emails(truth: Json, report: Json) -> Pair | None:
    """Compare the mailboxes; our report adds the subject's, which OpenSSL prints with the subject only."""
    entries = openssl.alternative_names(truth["san_raw"])
    if entries is None:
        return None
    in_subject = {each.value for each in openssl.name(truth["subject"] or "")} - {*entries.email}
    return sorted({*entries.email}), sorted({*report["emails"]} - in_subject)


def other_names(truth: Json, report: Json) -> Pair | None:
    """Compare the entries of other kinds, which our report has in the extension's value only."""
    entries = openssl.alternative_names(truth["san_raw"])
    if not entries or not entries.others:
        return None
    values = [each["value"] for each in report["extensions"] or () if each["oid"] == "2.5.29.17"]
    wanted = [_essences(each) for each in entries.others]
    return wanted, [each for each in wanted if any(text in value for value in values for text in each)]


def _essences(entry: str) -> tuple[str, ...]:
    """Return the part of a general name that any way of writing it has in common, in each reading of its bytes."""
    kind, _, value = entry.partition(":")
    if kind == "othername":  # "UPN::name", or an OID and "<unsupported>"
        label, _, value = value.strip().partition("::")
        return (label,) if value == "<unsupported>" else (value,)
    if kind == "DirName":  # "/C=US/O=Example": OpenSSL's old form, with bytes that are not ASCII as \\xC3
        octets = value.rsplit("=", 1)[1].encode("latin-1").decode("unicode_escape").encode("latin-1")
        return octets.decode("latin-1"), octets.decode("utf-8", "replace")
    return (value,)
