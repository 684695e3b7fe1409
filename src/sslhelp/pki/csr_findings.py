"""What is wrong with a request, and what is good to know about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.model.pki import one_line
from sslhelp.pki import countries, findings, key_faults, subject_values
from sslhelp.pki.asn1 import dn, extensions, oids
from sslhelp.pki.asn1.request import CHALLENGE_PASSWORD
from sslhelp.pki.hosts import coverage, names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.model.pki import Finding, NameAttribute
    from sslhelp.pki.asn1.request import Request
    from sslhelp.pki.hosts.name_faults import Fault
    from sslhelp.pki.hosts.names import Judged

_MAX_VALUE = 255


def judge(request: Request, hosts: Sequence[Judged], *, asked: int, most_names: int) -> Iterator[Finding]:
    """Find what a CA would refuse, ignore or ask about.

    `hosts` are the first of the names that the request asks for, judged, and `asked` is how many there are in all;
    `most_names` is how many the largest product takes.
    """
    for field in request.unreadable:
        yield findings.make("csr.field_unreadable", field)
    if request.version not in {None, 1}:
        yield findings.make("csr.version", f"version {request.version}")
    yield from _judge_signature(request)
    is_for_code = "codeSigning" in request.purposes
    for fault, evidence in key_faults.of(request.key, code_signing=is_for_code) if request.key else ():
        yield findings.make(f"csr.key.{fault}", evidence)
    yield from _judge_hosts(request, hosts, asked, most_names)
    yield from _judge_names(request)
    yield from _judge_subject(request.subject or ())
    if request.extensions:
        yield from _judge_extensions(request)
    if CHALLENGE_PASSWORD in [attribute.oid for attribute in request.attributes]:
        yield findings.make("csr.challenge_password")


def _judge_signature(request: Request) -> Iterator[Finding]:
    oid = request.signature_oid or ""
    if request.signature_valid is False:
        yield findings.make("csr.signature.invalid")
    elif request.signature_valid is None:
        yield findings.make("csr.signature.unchecked", oids.SIGNATURE_ALGORITHMS.get(oid, oid))
    if oid in oids.BROKEN_HASH_ALGORITHMS:
        yield findings.make("csr.signature.broken_hash", oids.SIGNATURE_ALGORITHMS[oid])
    elif oid in oids.WEAK_HASH_ALGORITHMS:
        yield findings.make("csr.signature.weak_hash", oids.SIGNATURE_ALGORITHMS[oid])


def _judge_hosts(request: Request, hosts: Sequence[Judged], asked: int, most_names: int) -> Iterator[Finding]:
    """Judge the names one by one, and whether there are any, or too many."""
    if not asked and not request.names.emails and not _is_for_something_else(request):
        yield findings.make("csr.name.none", one_line(request.subject))
    seen: dict[Fault, list[str]] = {}
    for host in hosts:
        for fault, evidence in host.faults.items():
            seen.setdefault(fault, []).append(evidence)
    for fault, faulty in seen.items():
        yield findings.make(f"csr.name.{fault}", ", ".join(dict.fromkeys(faulty)))
    if asked > most_names:
        yield findings.make("csr.name.too_many", f"{asked} names", most=most_names)
    if asked > len(hosts):
        yield findings.make("csr.name.unchecked", f"{len(hosts)} of {asked} names")


def _judge_names(request: Request) -> Iterator[Finding]:
    """Judge the names together."""
    listed = [*map(str.lower, request.names.dns + request.names.addresses)]
    asked = set(listed)
    if len(asked) < len(listed):
        yield findings.make("csr.name.repeated", f"{len(listed) - len(asked)} repeated")
    if any(map(names.is_wildcard, asked)):
        yield from _judge_wildcards(listed)
    if request.names.others:
        yield findings.make("csr.name.other_kind", ", ".join(request.names.others))
    for common in dn.values(request.subject, "CN"):
        if asked and common.lower() not in asked and names.is_host(common):
            yield findings.make("csr.cn_not_in_san", common)


def _judge_wildcards(listed: Sequence[str]) -> Iterator[Finding]:
    uncovered = coverage.without_bare_domain(listed)
    if uncovered:
        yield findings.make("csr.name.bare_domain", ", ".join(uncovered), domain=uncovered[0][2:])
    shared = coverage.over_strangers(listed)
    if shared:
        yield findings.make("csr.name.shared_suffix", ", ".join(shared))


def _is_for_something_else(request: Request) -> bool:
    """Whether the request is for code signing or mail, which need no host."""
    common = dn.values(request.subject, "CN")
    return bool({"codeSigning", "emailProtection"} & {*request.purposes}) or any(map(names.is_email, common))


def _judge_subject(subject: Sequence[NameAttribute]) -> Iterator[Finding]:
    commons: list[str] = []
    for attribute in subject:
        kind, value = attribute.type, attribute.value
        most = subject_values.UPPER_BOUNDS.get(kind, _MAX_VALUE)
        if len(value) > most:
            yield findings.make("csr.subject.too_long", f"{kind}: {len(value)} characters", most=most)
        if kind == "CN":
            commons.append(value)
        else:
            yield from _judge_attribute(kind, value)
    if len(commons) > 1:
        yield findings.make("csr.subject.common_names", ", ".join(commons))


def _judge_attribute(kind: str, value: str) -> Iterator[Finding]:
    match kind:
        case "C":
            yield from _judge_country(value)
        case "ST" if subject_values.is_abbreviated(kind, value):
            yield findings.make("csr.subject.state_abbreviated", f"ST = {value}")
        case "OU":
            yield findings.make("csr.subject.organizational_unit", value)
        case "emailAddress":
            yield findings.make("csr.subject.email", value)
        case _:
            pass
    if not subject_values.says_something(value):
        yield findings.make("csr.subject.says_nothing", f"{kind} = {value!r}")
    elif subject_values.is_sample(value):
        yield findings.make("csr.subject.sample", f"{kind} = {value}")


def _judge_country(country: str) -> Iterator[Finding]:
    if country not in countries.COUNTRIES:
        meant = countries.meant(country)
        advice = f"Write {meant}." if meant else "Look up the two letters of the country and write those."
        yield findings.make("csr.subject.country", f"C = {country}", advice=advice)


def _judge_extensions(request: Request) -> Iterator[Finding]:
    found = request.extensions or ()
    repeated = extensions.repeated(found)
    if repeated:
        yield findings.make("csr.extension.repeated", ", ".join(repeated))
    if request.constraints and request.constraints.ca:
        yield findings.make("csr.extension.ca")
    if "clientAuth" in request.purposes and "serverAuth" in request.purposes:
        yield findings.make("csr.extension.client_auth", "clientAuth")
    if extensions.content(found, extensions.FEATURES) is not None:
        yield findings.make("csr.extension.must_staple")
