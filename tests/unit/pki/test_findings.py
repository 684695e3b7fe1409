"""The catalogue and the code agree: each finding is declared, is triggered by a case, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

import sslhelp.pki
from sslhelp.model.pki import Finding
from sslhelp.pki import certificate, chain, csr, findings
from tests import factories
from tests.factories import AT, Issued

MADE = factories.chain()
ROOTS = chain.TrustStore.of([MADE.root.der])
GARBAGE = b"\x30\x03\x02\x01\x00"


def of_csr(der: bytes) -> Sequence[Finding]:
    return csr.read(der).findings


def of_name(name: str) -> Sequence[Finding]:
    return of_csr(factories.csr((name,) if name.isascii() else (), common_name=name))


def of_certificate(issued: Issued, *, days_later: int = 0, host: str | None = None) -> Sequence[Finding]:
    return certificate.read(issued.der, at=AT + timedelta(days=days_later), host=host).findings


def of_chain(*pasted: Issued, days_later: int = 0, host: str | None = None) -> Sequence[Finding]:
    ders = [each.der for each in pasted]
    return chain.build(ders, at=AT + timedelta(days=days_later), roots=ROOTS, host=host).findings


def changed(der: bytes, old: bytes, new: bytes) -> bytes:
    assert old in der
    return der.replace(old, new)


RSA, RSA_1024, ODD_RSA = factories.rsa_key(), factories.rsa_key(1024), factories.rsa_key(2052)
KOBLITZ = factories.ec_key(ec.SECP256K1())
STRANGER = factories.certificate(("other.example.org",), common_name="other.example.org")
BROKEN_NAME = (b"\x82\x0fwww.example.com", b"\x82\x0fwww.ex\xffmple.com")

CASES: Mapping[str, Callable[[], Sequence[Finding]]] = {
    "csr.unreadable": lambda: of_csr(GARBAGE),
    "csr.field_unreadable": lambda: of_csr(changed(factories.csr(), *BROKEN_NAME)),
    "csr.signature.invalid": lambda: of_csr(changed(factories.csr(), b"www.example.com", b"www.examp1e.com")),
    "csr.signature.weak_hash": lambda: of_csr(factories.over_sha1(factories.csr(key=RSA), RSA)),
    "csr.key.rsa_too_small": lambda: of_csr(factories.csr(key=RSA_1024)),
    "csr.key.rsa_odd_size": lambda: of_csr(factories.csr(key=ODD_RSA)),
    "csr.key.curve": lambda: of_csr(factories.csr(key=KOBLITZ)),
    "csr.key.algorithm": lambda: of_csr(factories.csr(key=factories.dsa_key())),
    "csr.name.none": lambda: of_csr(factories.csr((), common_name=None)),
    "csr.name.url": lambda: of_name("https://www.example.com/"),
    "csr.name.characters": lambda: of_name("www. example.com"),
    "csr.name.trailing_dot": lambda: of_name("www.example.com."),
    "csr.name.underscore": lambda: of_name("my_host.example.com"),
    "csr.name.u_label": lambda: of_name("bücher.example.com"),
    "csr.name.internal": lambda: of_name("mail.local"),
    "csr.name.reserved_ip": lambda: of_name("192.168.1.1"),
    "csr.name.wildcard_misplaced": lambda: of_name("w*.example.com"),
    "csr.name.public_suffix": lambda: of_name("*.co.uk"),
    "csr.cn_not_in_san": lambda: of_csr(factories.csr(("example.com",), common_name="www.example.com")),
    "csr.subject.country": lambda: of_csr(factories.csr(subject=(("C", "UK"),))),
    "csr.subject.organizational_unit": lambda: of_csr(factories.csr(subject=(("OU", "IT"),))),
    "csr.challenge_password": lambda: of_csr(factories.csr(challenge_password="secret")),
    "certificate.unreadable": lambda: certificate.read(GARBAGE, at=AT).findings,
    "certificate.field_unreadable": lambda: certificate.read(changed(MADE.leaf.der, *BROKEN_NAME), at=AT).findings,
    "certificate.expired": lambda: of_certificate(MADE.leaf, days_later=100),
    "certificate.not_yet_valid": lambda: of_certificate(MADE.leaf, days_later=-20),
    "certificate.expires_soon": lambda: of_certificate(MADE.leaf, days_later=60),
    "certificate.lifetime_too_long": lambda: of_certificate(factories.certificate(issuer=MADE.root, days=201)),
    "certificate.no_san": lambda: of_certificate(factories.certificate((), issuer=MADE.root)),
    "certificate.weak_hash": lambda: (
        certificate.read(factories.over_sha1(factories.certificate(key=RSA).der, RSA), at=AT).findings
    ),
    "certificate.signature_invalid": lambda: (
        certificate.read(
            changed(factories.certificate().der, b"\x82\x0fwww.example.com", b"\x82\x0fwww.examp1e.com"), at=AT
        ).findings
    ),
    "certificate.self_signed": lambda: of_certificate(factories.certificate()),
    "certificate.precertificate": lambda: of_certificate(factories.certificate(issuer=MADE.root, poison=True)),
    "certificate.key.rsa_too_small": lambda: of_certificate(factories.certificate(issuer=MADE.root, key=RSA_1024)),
    "certificate.key.rsa_odd_size": lambda: of_certificate(factories.certificate(issuer=MADE.root, key=ODD_RSA)),
    "certificate.key.curve": lambda: of_certificate(factories.certificate(issuer=MADE.root, key=KOBLITZ)),
    "certificate.key.algorithm": lambda: of_certificate(
        factories.certificate(issuer=MADE.root, key=factories.dsa_key())
    ),
    "certificate.host_not_covered": lambda: of_certificate(MADE.leaf, host="shop.example.com"),
    "chain.too_many": lambda: of_chain(*[MADE.leaf] * (chain.MAX_CERTIFICATES + 1)),
    "chain.unreadable": lambda: chain.build([GARBAGE], at=AT, roots=ROOTS).findings,
    "chain.duplicate": lambda: of_chain(MADE.leaf, MADE.intermediate, MADE.leaf),
    "chain.no_leaf": lambda: of_chain(MADE.intermediate),
    "chain.missing_intermediate": lambda: of_chain(MADE.leaf),
    "chain.wrong_order": lambda: of_chain(MADE.intermediate, MADE.leaf),
    "chain.root_included": lambda: of_chain(MADE.leaf, MADE.intermediate, MADE.root),
    "chain.unneeded": lambda: of_chain(
        MADE.leaf, MADE.intermediate, factories.authority("Example Root", issuer=factories.authority("Older Root"))
    ),
    "chain.unrelated": lambda: of_chain(MADE.leaf, MADE.intermediate, STRANGER),
    "chain.expired_leaf": lambda: of_chain(MADE.leaf, MADE.intermediate, days_later=100),
    "chain.expired_intermediate": lambda: of_chain(MADE.leaf, MADE.intermediate, days_later=4000),
    "chain.not_yet_valid": lambda: of_chain(MADE.leaf, MADE.intermediate, days_later=-20),
    "chain.wrong_signature": lambda: of_chain(MADE.leaf, factories.authority("Example Issuing CA", issuer=MADE.root)),
    "chain.self_signed": lambda: of_chain(STRANGER),
    "chain.untrusted_root": lambda: of_chain(*vars(factories.chain()).values()),
    "chain.host_not_covered": lambda: of_chain(MADE.leaf, MADE.intermediate, host="shop.example.com"),
    "chain.refused": lambda: of_chain(
        factories.certificate(issuer=MADE.intermediate, usages=("clientAuth",)),
        MADE.intermediate,
        host="www.example.com",
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_each_finding_is_triggered_by_its_case(code: str) -> None:
    found = {finding.code: finding for finding in CASES[code]()}
    assert code in found
    assert "{" not in found[code].summary + found[code].fix + found[code].citation


def test_every_declared_finding_has_a_case_and_every_case_is_declared() -> None:
    assert set(CASES) == set(findings.catalogue())


def test_every_code_in_the_sources_is_declared_and_every_declared_one_is_in_the_sources() -> None:
    sources = "".join(path.read_text("utf-8") for path in Path(sslhelp.pki.__file__).parent.glob("*.py"))
    assert set(re.findall(r'"((?:csr|certificate|chain)\.[a-z0-9_.]+)"', sources)) == set(findings.catalogue())


def test_what_is_sound_has_no_findings() -> None:
    assert of_csr(factories.csr()) == ()
    assert of_certificate(MADE.leaf, host="www.example.com") == ()
    assert of_chain(MADE.leaf, MADE.intermediate, host="www.example.com") == ()


def test_texts_are_sentences_and_cite_a_clause() -> None:
    for declared in findings.catalogue().values():
        assert declared.summary.endswith((".", "{reason}")), declared.code
        assert declared.fix.endswith((".", "{advice}")), declared.code
        assert re.search(r"\d|\{cite\}", declared.citation), declared.code
        assert re.fullmatch(r"[a-z0-9-]+", declared.article), declared.code
        assert not re.search(r"!|sorry|\bplease\b", declared.summary + declared.fix, re.IGNORECASE), declared.code


def test_evidence_is_cut_at_its_limit() -> None:
    assert len(findings.make("csr.name.none", "x" * 10_000).evidence) == findings.MAX_EVIDENCE_CHARS


def test_an_undeclared_code_fails_loudly() -> None:
    with pytest.raises(KeyError):
        findings.make("csr.no_such_thing")
