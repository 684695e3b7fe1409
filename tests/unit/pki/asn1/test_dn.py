"""Distinguished names: read in any string type, single and multi-valued, and written on a line."""

from __future__ import annotations

import pytest

from sslhelp.model.pki import NameAttribute, one_line
from sslhelp.pki.asn1 import der, dn
from tests import asn1


def read(name: bytes) -> tuple[NameAttribute, ...]:
    ((_, _, body, end),) = der.inside(name, 0, len(name))
    return dn.read(name, body, end)


def named(tag: int, value: bytes) -> bytes:
    return asn1.sequence(asn1.set_of(asn1.attribute(asn1.ORGANIZATION, der.encode(tag, value))))


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        (asn1.UTF8, "Brückner & Söhne".encode()),
        (asn1.T61, "Brückner & Söhne".encode("latin-1")),
        (asn1.PRINTABLE, "Brückner & Söhne".encode("latin-1")),
        (asn1.BMP, "Brückner & Söhne".encode("utf-16-be")),
        (asn1.UNIVERSAL, "Brückner & Söhne".encode("utf-32-be")),
    ],
)
def test_a_value_is_read_in_any_string_type(tag: int, value: bytes) -> None:
    assert read(named(tag, value)) == (NameAttribute("O", "2.5.4.10", "Brückner & Söhne"),)


def test_a_value_that_is_no_string_is_given_in_hexadecimal() -> None:
    (number,) = read(named(der.INTEGER, b"\x05"))
    assert number.value == "#020105"
    (cut,) = read(named(asn1.BMP, b"\0A\0"))
    assert cut.value == "#1e03004100"


def test_an_unknown_attribute_is_called_by_its_oid() -> None:
    name = asn1.sequence(asn1.set_of(asn1.attribute("1.2.3.4", der.encode(asn1.UTF8, b"x"))))
    assert read(name) == (NameAttribute("1.2.3.4", "1.2.3.4", "x"),)


def test_attributes_of_one_rdn_are_joined_and_keep_their_order() -> None:
    organization = asn1.attribute(asn1.ORGANIZATION, der.encode(asn1.UTF8, b"Example Ltd"))
    unit = asn1.attribute(asn1.UNIT, der.encode(asn1.UTF8, b"IT"))
    common = asn1.attribute(asn1.COMMON_NAME, der.encode(asn1.UTF8, b"www.example.com"))
    name = read(asn1.sequence(asn1.set_of(organization, unit), asn1.set_of(common)))
    assert [(each.type, each.joined) for each in name] == [("O", False), ("OU", True), ("CN", False)]
    assert one_line(name) == "O=Example Ltd + OU=IT, CN=www.example.com"


def test_values_are_found_by_their_type() -> None:
    name = read(asn1.sequence(*(named(asn1.UTF8, text)[2:] for text in (b"One", b"Two"))))
    assert dn.values(name, "O") == ["One", "Two"]
    assert dn.values(name, "CN") == []
    assert dn.values(None, "O") == []


def test_what_is_no_text_is_no_value() -> None:
    number = read(named(der.INTEGER, b"\x05"))
    assert one_line(number) == "O=#020105"
    assert dn.values(number, "O") == []
    assert dn.values(read(named(asn1.UTF8, b"#1 Plumbing")), "O") == ["#1 Plumbing"]


def test_an_empty_name_is_empty() -> None:
    assert read(asn1.sequence()) == ()
    assert one_line(()) == ""


@pytest.mark.parametrize(
    "name",
    [
        asn1.sequence(asn1.set_of(asn1.sequence(asn1.oid(asn1.COMMON_NAME)))),
        asn1.sequence(asn1.set_of(asn1.sequence(der.encode(0x06, b""), der.encode(asn1.UTF8, b"x")))),
        asn1.sequence(asn1.set_of(b"\x30\x7f")),
        asn1.sequence(*[asn1.set_of()] * (dn.MAX_ATTRIBUTES + 1)),
    ],
    ids=["no value", "no type", "cut off", "too many"],
)
def test_a_broken_or_endless_name_is_refused(name: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read(name)
