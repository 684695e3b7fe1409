"""The catalogue, the code and the cases agree: each finding is declared, comes about, and just does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sslhelp.pki
from sslhelp.pki import certificate, chain, csr, findings, key_faults, weak_keys
from sslhelp.pki.hosts import name_faults
from tests import factories
from tests.factories import AT
from tests.unit.pki.findings import certificates, chains, names, pairs, requests
from tests.unit.pki.findings import keys as key_cases

CASES = requests.CASES | names.CASES | key_cases.CASES | certificates.CASES | chains.CASES | pairs.CASES

SPEAKS_FOR_ITSELF = frozenset(
    """
    csr.unreadable csr.signature.invalid csr.extension.ca csr.extension.must_staple csr.challenge_password
    certificate.unreadable certificate.signature.invalid certificate.precertificate certificate.must_staple
    certificate.must_staple_without_ocsp certificate.purpose.none
    """.split()
)
"""Findings that have no evidence: there is nothing to show but what they say."""

DECLARED_BY_KIND = {
    *(f"csr.name.{fault}" for fault in name_faults.Fault),
    *(f"{what}.key.{fault}" for what in ("csr", "certificate") for fault in (*key_faults.Fault, *weak_keys.Fault)),
}


@pytest.mark.parametrize("code", CASES)
def test_each_finding_comes_about_and_shows_what_was_seen(code: str) -> None:
    found = {finding.code: finding for finding in CASES[code].faulty()}
    assert code in found
    assert bool(found[code].evidence) is (code not in SPEAKS_FOR_ITSELF)
    assert not re.search(r"[{}]", found[code].summary + found[code].fix + found[code].citation)


@pytest.mark.parametrize("code", CASES)
def test_the_nearest_to_it_does_not_have_it(code: str) -> None:
    assert code not in [finding.code for finding in CASES[code].sound()]


def test_every_declared_finding_has_a_case_and_every_case_is_declared() -> None:
    assert sorted(CASES) == sorted(findings.catalogue())


def test_every_kind_of_fault_of_a_key_or_a_name_is_declared() -> None:
    assert set(findings.catalogue()) >= DECLARED_BY_KIND


def test_every_code_in_the_sources_is_declared_and_every_other_declared_one_is_in_the_sources() -> None:
    sources = "".join(path.read_text("utf-8") for path in Path(sslhelp.pki.__file__).parent.rglob("*.py"))
    written = set(re.findall(r'"((?:csr|certificate|chain|pair)\.[a-z0-9_.]+)"', sources))
    assert written == set(findings.catalogue()) - DECLARED_BY_KIND


@pytest.mark.parametrize("key", [factories.ec_key(), factories.rsa_key()], ids=["EC", "RSA"])
def test_a_sound_csr_has_no_findings(key: factories.Key) -> None:
    assert csr.read(factories.csr(key=key), at=AT).findings == ()


@pytest.mark.parametrize(
    ("policy", "subject"),
    [
        ("2.23.140.1.2.1", ()),
        ("2.23.140.1.2.2", (("C", "GB"), ("ST", "Greater Manchester"), ("O", "Example Ltd"))),
    ],
    ids=["DV", "OV"],
)
@pytest.mark.parametrize("key", [factories.ec_key(), factories.rsa_key()], ids=["EC", "RSA"])
def test_a_sound_certificate_and_its_chain_have_no_findings(
    key: factories.Key, policy: str, subject: tuple[tuple[str, str], ...]
) -> None:
    leaf = factories.certificate(issuer=chains.INTERMEDIATE, key=key, policies=(policy,), subject=subject, days=200)
    bundle = [leaf.der, chains.INTERMEDIATE.der]
    assert certificate.read(leaf.der, at=AT, host="www.example.com").findings == ()
    assert chain.build(bundle, at=AT, roots=chains.ROOTS, host="www.example.com").findings == ()


def test_sound_ca_certificates_have_no_findings() -> None:
    for each in (chains.ROOT, chains.INTERMEDIATE):
        assert certificate.read(each.der, at=AT).findings == ()


@pytest.mark.parametrize("declared", findings.catalogue().values(), ids=lambda declared: declared.code)
def test_texts_are_sentences_and_cite_a_clause(declared: findings.Declaration) -> None:
    assert declared.summary.endswith((".", "{reason}"))
    assert declared.fix.endswith((".", "{advice}"))
    assert re.search(r"\d|Appendix [A-Z]|\{cite\}", declared.citation)
    assert re.fullmatch(r"[a-z0-9-]+", declared.article)
    assert max(len(declared.summary), len(declared.fix), len(declared.citation)) <= 120
    assert not re.search(r"!|sorry|\bplease\b", declared.summary + declared.fix, re.IGNORECASE)


@pytest.mark.parametrize("declared", findings.catalogue().values(), ids=lambda declared: declared.code)
def test_no_text_points_to_a_command_or_a_bundle_that_a_report_may_not_have(declared: findings.Declaration) -> None:
    assert not re.search(r"\bcommand\b|\bmended\b", declared.summary + declared.fix)


def test_evidence_is_cut_at_its_limit() -> None:
    assert len(findings.make("csr.name.none", "x" * 10_000).evidence) == findings.MAX_EVIDENCE_CHARS


def test_findings_that_say_the_same_are_one_and_the_worst_come_first() -> None:
    repeated = [findings.make("csr.subject.organizational_unit", unit) for unit in ("IT", "Sales")]
    long = [
        findings.make("csr.subject.too_long", kind, most=most) for kind, most in (("O", 64), ("L", 128), ("CN", 64))
    ]
    assert [(each.code, each.evidence) for each in findings.arranged([*repeated, *long])] == [
        ("csr.subject.too_long", "O; CN"),
        ("csr.subject.too_long", "L"),
        ("csr.subject.organizational_unit", "IT; Sales"),
    ]


def test_a_thousand_values_of_one_fault_are_one_finding() -> None:
    units = [("OU", f"Unit {number}") for number in range(1000)]
    (found,) = csr.read(factories.csr(subject=units), at=AT).findings
    assert (found.code, len(found.evidence)) == ("csr.subject.organizational_unit", findings.MAX_EVIDENCE_CHARS)


def test_an_undeclared_code_fails_loudly() -> None:
    with pytest.raises(KeyError):
        findings.make("csr.no_such_thing")
