"""Certificates field by field: odd numbers, times, versions and extensions; who signed; and when it is valid."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from sslhelp.pki.asn1 import der, extensions, issued, oids
from sslhelp.pki.asn1.issued import Certificate
from tests import asn1, factories
from tests.factories import AT


def read(encoding: bytes) -> Certificate:
    found = issued.read(encoding)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("content", "number"), [(b"\x05", 5), (b"\x00", 0), (b"\xff", -1), (b"\x7f" * 100, int.from_bytes(b"\x7f" * 100))]
)
def test_a_serial_number_of_any_sign_and_size_is_read(content: bytes, number: int) -> None:
    certificate = read(asn1.certificate(serial=der.encode(der.INTEGER, content)))
    assert (certificate.serial, certificate.unreadable) == (number, [])


@pytest.mark.parametrize(
    ("version", "number"),
    [(b"", 1), (b"\xa0\x03\x02\x01\x00", 1), (b"\xa0\x03\x02\x01\x02", 3), (b"\xa0\x03\x02\x01\x63", 100)],
)
def test_any_version_is_read(version: bytes, number: int) -> None:
    certificate = read(asn1.certificate(version=version))
    assert (certificate.version, certificate.self_signed) == (number, True)


def times(*written: tuple[int, bytes]) -> bytes:
    return asn1.sequence(*(der.encode(tag, content) for tag, content in written))


@pytest.mark.parametrize(
    ("validity", "start", "end"),
    [
        (
            times((0x17, b"491231235959Z"), (0x18, b"99991231235959Z")),
            datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC),
            datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
        ),
        (
            times((0x17, b"500101000000Z"), (0x17, b"2601010000+0100")),
            datetime(1950, 1, 1, tzinfo=UTC),
            datetime(2025, 12, 31, 23, 0, tzinfo=UTC),
        ),
    ],
)
def test_validity_is_read_in_utc_up_to_the_last_year(validity: bytes, start: datetime, end: datetime) -> None:
    certificate = read(asn1.certificate(validity=validity))
    assert (certificate.not_before, certificate.not_after) == (start, end)


def test_one_time_that_is_none_leaves_the_other() -> None:
    certificate = read(asn1.certificate(validity=times((0x18, b"00000101000000Z"), (0x17, b"271231235959Z"))))
    assert (certificate.not_before, certificate.unreadable) == (None, ["not before"])
    assert certificate.not_after == datetime(2027, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert not certificate.is_valid(AT)


def test_a_validity_that_is_none_leaves_the_rest() -> None:
    certificate = read(asn1.certificate(validity=b"\x30\x02\x17\x7f"))
    assert (certificate.not_before, certificate.not_after, certificate.unreadable) == (None, None, ["validity"])
    assert certificate.subject is not None
    assert certificate.self_signed is True


@pytest.mark.parametrize(
    "kind",
    [
        extensions.ALTERNATIVE_NAMES,
        extensions.BASIC_CONSTRAINTS,
        extensions.PURPOSES,
        extensions.KEY_USAGE,
        extensions.POLICIES,
        extensions.ACCESS,
        extensions.CRL_POINTS,
        extensions.SCTS,
        extensions.FEATURES,
        extensions.SUBJECT_KEY,
        extensions.AUTHORITY_KEY,
    ],
)
def test_one_broken_extension_takes_no_other_along(kind: str) -> None:
    broken, names = asn1.extension(kind, b"\x02\x7f"), asn1.alternative_names("www.example.com")
    certificate = read(asn1.certificate(broken, names, asn1.extension("1.2.3", b"")))
    assert certificate.unreadable == [oids.EXTENSIONS[kind]]
    assert len(certificate.extensions or ()) == 3
    assert certificate.names.dns == (() if kind == extensions.ALTERNATIVE_NAMES else ("www.example.com",))
    assert certificate.self_signed is True


def test_a_repeated_extension_is_kept_and_the_first_counts() -> None:
    certificate = read(asn1.certificate(asn1.alternative_names("a.example"), asn1.alternative_names("b.example")))
    assert (certificate.names.dns, len(certificate.extensions or ())) == (("a.example",), 2)
    assert certificate.loaded is not None
    with pytest.raises(x509.DuplicateExtension):
        _ = certificate.loaded.extensions


def test_broken_extensions_are_none_and_absent_ones_are_empty() -> None:
    assert read(asn1.certificate(b"\x30\x7f")).extensions is None
    assert read(asn1.certificate()).extensions == ()


BROKEN, NAMES = b"\x30\x02\x31\x7f", asn1.alternative_names("a.example")


@pytest.mark.parametrize(
    ("encoding", "field"),
    [
        (asn1.certificate(NAMES, issuer=BROKEN), "issuer"),
        (asn1.certificate(NAMES, subject=BROKEN), "subject"),
        (asn1.certificate(NAMES, public_key=BROKEN), "key"),
        (asn1.certificate(NAMES, inner=BROKEN), "signature algorithm"),
        (asn1.certificate(NAMES, version=b"\xa0\x00"), "version"),
    ],
    ids=["issuer", "subject", "key", "algorithm", "version"],
)
def test_one_broken_field_takes_no_other_along(encoding: bytes, field: str) -> None:
    certificate = read(encoding)
    assert certificate.unreadable == [field]
    assert (certificate.names.dns, certificate.serial) == (("a.example",), 5)


def test_unique_identifiers_between_key_and_extensions_are_passed_over() -> None:
    key = factories.ec_key()
    listed = asn1.explicit(3, asn1.sequence(asn1.alternative_names("a.example")))
    spki = asn1.spki_of(key) + asn1.implicit(1, b"\0id") + asn1.implicit(2, b"\0id") + listed
    assert read(asn1.certificate(public_key=spki, key=key)).names.dns == ("a.example",)


def test_bytes_after_the_certificate_and_indefinite_lengths_are_no_hindrance() -> None:
    whole = asn1.certificate(asn1.alternative_names("a.example"))
    ((_, _, body, end),) = der.inside(whole, 0, len(whole))
    for encoding in (whole + b"\r\n", asn1.indefinite(der.SEQUENCE, whole[body:end])):
        certificate = read(encoding)
        assert (certificate.names.dns, certificate.self_signed) == (("a.example",), True)


@pytest.mark.parametrize(
    "encoding", [b"", b"\x30\x00", b"\x30\x80" * 5000, asn1.request(), asn1.certificate()[:-1]], ids=str
)
def test_what_has_not_the_outline_of_a_certificate_is_none(encoding: bytes) -> None:
    assert issued.read(encoding) is None


def test_a_signature_is_the_issuers_or_not() -> None:
    made = factories.chain()
    leaf, intermediate, root = (read(each.der) for each in (made.leaf, made.intermediate, made.root))
    assert leaf.is_signed_by(intermediate) is True
    assert leaf.is_signed_by(root) is False
    assert (root.self_signed, intermediate.self_signed, leaf.self_signed) == (True, None, None)
    assert (root.ends_chain, intermediate.ends_chain, leaf.ends_chain) == (True, False, False)


def test_a_signature_by_another_algorithm_than_the_one_signed_along_is_none() -> None:
    other = asn1.sequence(asn1.oid("1.2.840.10045.4.3.3"))
    assert read(asn1.certificate(inner=other)).self_signed is False
    assert read(asn1.certificate(inner=b"\x30\x00")).self_signed is False


def test_a_ca_that_changes_its_key_names_itself_but_does_not_end_the_chain() -> None:
    old, new = factories.authority("Example Root"), factories.ec_key()
    rollover = factories.authority("Example Root", issuer=old, key=new)
    certificate = read(rollover.der)
    assert (certificate.is_self_issued, certificate.self_signed, certificate.ends_chain) == (True, False, False)
    assert certificate.is_signed_by(read(old.der)) is True


def test_a_self_issued_certificate_that_cannot_be_checked_ends_the_chain() -> None:
    certificate = read(asn1.certificate(public_key=asn1.spki("1.2.643.7.1.1.1.1"), algorithm=asn1.GOST))
    assert (certificate.self_signed, certificate.ends_chain) == (None, True)


def test_both_ends_belong_to_the_validity_to_the_last_fraction_of_its_last_second() -> None:
    certificate = read(factories.certificate(not_before=AT, days=90).der)
    end = AT + timedelta(days=90, seconds=-1)
    assert [certificate.is_valid(moment) for moment in (AT, end, end + timedelta(seconds=0.9))] == [True] * 3
    assert not certificate.is_valid(AT - timedelta(seconds=1))
    assert certificate.has_expired(end + timedelta(seconds=1))


def test_equal_encodings_are_the_same_certificate() -> None:
    encoding = asn1.certificate()
    assert read(encoding) == read(encoding)
    assert len({read(encoding), read(encoding), read(asn1.certificate())}) == 2
    assert read(encoding) != encoding


def test_what_cryptography_refuses_is_read_but_not_loaded() -> None:
    certificate = read(asn1.certificate(asn1.alternative_names("a.example"), version=b"\xa0\x03\x02\x01\x63"))
    assert (certificate.loaded, certificate.names.dns) == (None, ("a.example",))
