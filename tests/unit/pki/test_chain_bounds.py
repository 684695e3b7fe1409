"""What no library takes, and what is meant to keep us busy: explained all the same, within bounds."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from sslhelp.model.pki import Verdict
from sslhelp.pki.asn1.issued import Certificate
from tests import asn1, factories
from tests.chains import INTERMEDIATE, LEAF, ROOT, again, build, bundled
from tests.reports import codes


def test_a_leaf_that_cryptography_cannot_load_is_explained_and_put_in_order() -> None:
    assert isinstance(INTERMEDIATE.key, ec.EllipticCurvePrivateKey)
    odd = asn1.certificate(
        asn1.alternative_names("www.example.com"),
        asn1.extension("2.5.29.35", asn1.sequence(asn1.implicit(0, b"key"))),
        version=b"\xa0\x03\x02\x01\x63",
        issuer=INTERMEDIATE.certificate.subject.public_bytes(),
        public_key=asn1.spki_of(factories.ec_key()),
        key=INTERMEDIATE.key,
    )
    report = build(INTERMEDIATE, odd)
    assert report.verdict is Verdict.BROKEN
    assert codes(report) == ["chain.refused", "chain.wrong_order"]
    assert [link.role for link in report.path] == ["leaf", "intermediate", "root"]


@pytest.mark.parametrize(
    "broken",
    [
        asn1.certificate(issuer=b"\x30\x02\x31\x7f"),
        asn1.certificate(issuer=asn1.common_name("Example CA"), subject=b"\x30\x02\x31\x7f"),
        asn1.certificate(validity=b"\x30\x00"),
        asn1.certificate(public_key=b"\x30\x00"),
        asn1.certificate(b"\x30\x7f"),
    ],
    ids=["issuer", "subject", "validity", "key", "extensions"],
)
def test_a_certificate_that_is_broken_inside_is_explained_alone_and_harms_no_other(broken: bytes) -> None:
    alone = build(broken)
    assert alone.verdict is not Verdict.COMPLETE
    assert alone.findings
    stranger = build(LEAF, INTERMEDIATE, broken)
    assert stranger.verdict is Verdict.COMPLETE
    assert bundled(stranger) == [LEAF.der, INTERMEDIATE.der]


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[Certificate]:
    """The certificates whose signature was checked, as often as it was."""
    checked: list[Certificate] = []
    check = Certificate.is_signed_by

    def counted(self: Certificate, issuer: Certificate) -> bool | None:
        checked.append(self)
        return check(self, issuer)

    monkeypatch.setattr(Certificate, "is_signed_by", counted)
    return checked


def test_a_hundred_intermediates_of_one_name_cost_a_bounded_number_of_checks(checks: list[Certificate]) -> None:
    impostors = [factories.authority("Example Issuing CA", issuer=ROOT) for _ in range(100)]
    report = build(LEAF, *impostors)
    assert report.verdict is Verdict.BROKEN
    assert {"chain.wrong_signature", "chain.too_many"} <= set(codes(report))
    assert len(checks) <= 150
    known = build(LEAF, known=impostors)
    assert known.verdict is Verdict.INCOMPLETE
    assert len(checks) <= 400


def test_a_hundred_cross_signs_lead_to_the_root_all_the_same(checks: list[Certificate]) -> None:
    keys = [factories.ec_key() for _ in range(4)]
    layers = [[factories.authority("Layer 0", issuer=ROOT, key=keys[0]) for _ in range(25)]]
    for depth in range(1, 4):
        above = [*layers[-1], *layers[-1]]
        layers.append([factories.authority(f"Layer {depth}", issuer=each, key=keys[depth]) for each in above[:25]])
    leaf = factories.certificate(issuer=layers[-1][0])
    report = build(leaf, *[each for layer in layers for each in layer[:15]])
    assert (report.verdict, len(report.path)) == (Verdict.COMPLETE, 6)
    assert "chain.cross_signed" in codes(report)
    assert len(checks) <= 300


def test_two_cas_that_sign_each_other_end_somewhere() -> None:
    left, right = factories.authority("Left CA"), factories.authority("Right CA")
    crossed = again(left, issuer=right), again(right, issuer=left)
    report = build(factories.certificate(issuer=crossed[0]), *crossed)
    assert (report.verdict, report.bundle_pem) == (Verdict.INCOMPLETE, None)
    assert len(report.path) == 3
