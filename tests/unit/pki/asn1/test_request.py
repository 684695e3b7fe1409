"""Requests field by field: odd versions, keys, attributes and encodings, and what is broken by itself."""

from __future__ import annotations

import pytest

from sslhelp.pki.asn1 import der, extensions, oids, request
from sslhelp.pki.asn1.request import Attribute, Request
from tests import asn1, factories

OS_VERSION, CLIENT_INFO, CSP = "1.3.6.1.4.1.311.13.2.3", "1.3.6.1.4.1.311.21.20", "1.3.6.1.4.1.311.13.2.2"


def read(encoding: bytes) -> Request:
    found = request.read(encoding)
    assert found is not None
    return found


def attribute(kind: str, *values: bytes) -> bytes:
    return asn1.sequence(asn1.oid(kind), asn1.set_of(*values))


def text(written: str, tag: int = asn1.UTF8) -> bytes:
    return der.encode(tag, written.encode())


def test_a_request_without_attributes_is_whole() -> None:
    found = read(asn1.request())
    assert (found.version, found.signature_valid, found.extensions, found.attributes) == (1, True, (), ())
    assert found.unreadable == ()


@pytest.mark.parametrize(("encoded", "version"), [(asn1.integer(1), 2), (asn1.integer(-1), 0), (b"", None)])
def test_another_version_or_none_is_no_hindrance(encoded: bytes, version: int | None) -> None:
    found = read(asn1.request(asn1.extension_request(asn1.alternative_names("a.example")), version=encoded))
    assert (found.version, found.signature_valid, found.names.dns) == (version, True, ("a.example",))
    assert found.subject is not None


def test_attributes_may_be_left_out_altogether() -> None:
    key = factories.ec_key()
    found = read(asn1.signed(asn1.sequence(asn1.integer(0), asn1.NAME, asn1.spki_of(key)), key))
    assert (found.version, found.signature_valid, found.extensions, found.attributes) == (1, True, (), ())


@pytest.mark.parametrize("kind", [asn1.EXTENSION_REQUEST, asn1.MICROSOFT_EXTENSION_REQUEST])
def test_extensions_are_found_under_either_oid(kind: str) -> None:
    found = read(asn1.request(asn1.extension_request(asn1.alternative_names("a.example"), kind=kind)))
    assert found.names.dns == ("a.example",)


def test_the_extensions_of_two_requests_for_some_are_taken_together() -> None:
    found = read(
        asn1.request(
            asn1.extension_request(asn1.extension("2.5.29.19", b"\x30\x00"), kind=asn1.MICROSOFT_EXTENSION_REQUEST),
            asn1.extension_request(asn1.alternative_names("a.example")),
        )
    )
    assert [each.oid for each in found.extensions or ()] == ["2.5.29.19", "2.5.29.17"]
    assert found.names.dns == ("a.example",)
    assert found.constraints is not None


def test_of_a_repeated_extension_the_first_counts() -> None:
    both = asn1.alternative_names("first.example"), asn1.alternative_names("second.example")
    found = read(asn1.request(asn1.extension_request(*both)))
    assert len(found.extensions or ()) == 2
    assert found.names.dns == ("first.example",)
    assert found.unreadable == ()


def test_attributes_of_windows_are_read_as_text() -> None:
    client = asn1.sequence(asn1.integer(5), text("pc.example"), text("EXAMPLE\\bob"), text("certreq.exe"))
    csp = asn1.sequence(asn1.integer(1), der.encode(asn1.BMP, "Microsoft RSA".encode("utf-16-be")), asn1.bits(b""))
    found = read(
        asn1.request(
            attribute(OS_VERSION, text("10.0.20348.2", asn1.IA5)), attribute(CLIENT_INFO, client), attribute(CSP, csp)
        )
    )
    assert found.attributes == (
        Attribute(OS_VERSION, "10.0.20348.2"),
        Attribute(CLIENT_INFO, "pc.example, EXAMPLE\\bob, certreq.exe"),
        Attribute(CSP, "Microsoft RSA"),
    )


@pytest.mark.parametrize("tag", [asn1.UTF8, asn1.PRINTABLE, asn1.IA5])
def test_a_challenge_password_is_read_in_any_string_type(tag: int) -> None:
    found = read(asn1.request(attribute(request.CHALLENGE_PASSWORD, text("letmein", tag))))
    assert found.attributes == (Attribute(request.CHALLENGE_PASSWORD, "letmein"),)


@pytest.mark.parametrize(
    ("values", "said"),
    [((), ""), ((asn1.integer(5),), "05"), ((b"\x30\x02\x0c\x7f",), "0c7f"), ((text("x" * 9999),), "x" * 1024)],
    ids=["no value", "a number", "a broken sequence", "a long text"],
)
def test_an_odd_attribute_is_given_as_it_is_and_cut(values: tuple[bytes, ...], said: str) -> None:
    assert read(asn1.request(attribute("1.2.3.4", *values))).attributes == (Attribute("1.2.3.4", said),)


SOUND = {
    extensions.ALTERNATIVE_NAMES: asn1.alternative_names("a.example"),
    extensions.PURPOSES: asn1.extension("2.5.29.37", asn1.sequence(asn1.oid("1.3.6.1.5.5.7.3.1"))),
    extensions.BASIC_CONSTRAINTS: asn1.extension("2.5.29.19", b"\x30\x00"),
}


@pytest.mark.parametrize("kind", SOUND)
def test_one_broken_extension_takes_no_other_along(kind: str) -> None:
    others = [extension for each, extension in SOUND.items() if each != kind]
    found = read(asn1.request(asn1.extension_request(asn1.extension(kind, b"\x02\x7f"), *others)))
    assert found.unreadable == (oids.EXTENSIONS[kind],)
    assert found.names.dns == (() if kind == extensions.ALTERNATIVE_NAMES else ("a.example",))
    assert found.purposes == (() if kind == extensions.PURPOSES else ("serverAuth",))
    assert (found.constraints is None) is (kind == extensions.BASIC_CONSTRAINTS)
    assert (found.signature_valid, found.key is not None, found.subject is not None) == (True, True, True)


def test_what_is_no_extension_is_named_by_its_place() -> None:
    found = read(asn1.request(asn1.extension_request(b"\x30\x02\x06\x00", asn1.alternative_names("a.example"))))
    assert (found.unreadable, found.names.dns) == (("extension 1",), ("a.example",))


def test_a_broken_subject_takes_nothing_else_along() -> None:
    found = read(asn1.request(asn1.extension_request(asn1.alternative_names("a.example")), subject=b"\x30\x02\x31\x7f"))
    assert (found.subject, found.unreadable) == (None, ("subject",))
    assert (found.names.dns, found.signature_valid) == (("a.example",), True)


def test_a_broken_key_takes_nothing_else_along() -> None:
    found = read(asn1.request(asn1.extension_request(asn1.alternative_names("a.example")), public_key=b"\x30\x00"))
    assert (found.key, found.signature_valid, found.unreadable) == (None, None, ("key",))
    assert found.names.dns == ("a.example",)


def test_broken_attributes_take_nothing_else_along() -> None:
    found = read(asn1.request(b"\x30\x7f"))
    assert (found.extensions, found.attributes, found.unreadable) == (None, (), ("attributes",))
    assert (found.signature_valid, found.subject is not None) == (True, True)


@pytest.mark.parametrize(
    "broken", [b"\x30\x00", b"\x30\x02\x06\x00", b"\x30\x02\x06\x7f", asn1.sequence(asn1.NULL, asn1.NULL)]
)
def test_one_broken_attribute_takes_no_other_along(broken: bytes) -> None:
    password = attribute(request.CHALLENGE_PASSWORD, text("letmein"))
    found = read(asn1.request(broken, password, asn1.extension_request(asn1.alternative_names("a.example"))))
    assert found.unreadable == ("attribute 1",)
    assert found.names.dns == ("a.example",)
    assert Attribute(request.CHALLENGE_PASSWORD, "letmein") in found.attributes


def test_a_broken_list_of_extensions_leaves_the_attributes() -> None:
    asked = attribute(asn1.EXTENSION_REQUEST, b"\x30\x02\x30\x7f")
    found = read(asn1.request(asked, attribute(request.CHALLENGE_PASSWORD, text("letmein"))))
    assert (found.extensions, found.unreadable) == (None, ("extensions",))
    assert Attribute(request.CHALLENGE_PASSWORD, "letmein") in found.attributes


def test_bytes_after_the_request_are_ignored() -> None:
    assert read(factories.csr() + b"\r\n\0").signature_valid is True


def test_a_request_of_indefinite_length_is_read() -> None:
    whole = asn1.request(asn1.extension_request(asn1.alternative_names("a.example")))
    ((_, _, body, end),) = der.inside(whole, 0, len(whole))
    found = read(asn1.indefinite(der.SEQUENCE, whole[body:end]))
    assert (found.signature_valid, found.names.dns) == (True, ("a.example",))


def test_a_signature_holds_over_indefinite_lengths_as_they_were_signed() -> None:
    key = factories.ec_key()
    subject = asn1.indefinite(der.SEQUENCE, asn1.NAME[2:])
    asked = asn1.explicit(0, asn1.extension_request(asn1.alternative_names("a.example")))
    content = asn1.indefinite(der.SEQUENCE, asn1.integer(0), subject, asn1.spki_of(key), asked)
    ((_, _, body, end),) = der.inside(whole := asn1.signed(content, key), 0, len(whole))
    found = read(asn1.indefinite(der.SEQUENCE, whole[body:end]))
    assert (found.signature_valid, found.names.dns) == (True, ("a.example",))
    assert found.subject == read(asn1.request()).subject


def test_a_signature_in_pieces_is_none() -> None:
    key = factories.ec_key()
    content = asn1.sequence(asn1.integer(0), asn1.NAME, asn1.spki_of(key))
    pieces = der.encode(der.BIT_STRING | der.CONSTRUCTED, asn1.bits(b"\1") + asn1.bits(b"\2"))
    found = read(asn1.sequence(content, asn1.SHA256_WITH_EC, pieces))
    assert (found.signature_valid, found.subject is not None) == (False, True)


@pytest.mark.parametrize(
    "encoding",
    [b"", b"\0", b"\x30", b"\x30\x00", b"\x30\x03\x02\x01\x00", b"\x30\x80" * 5000, factories.csr()[:-1], b"\xff" * 99],
    ids=["nothing", "a zero", "a tag", "empty", "a number", "nested", "cut off", "noise"],
)
def test_what_has_not_the_outline_of_a_request_is_none(encoding: bytes) -> None:
    assert request.read(encoding) is None
