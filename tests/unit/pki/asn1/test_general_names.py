"""Alternative names by kind; one that is malformed is listed as text and takes no other along."""

from __future__ import annotations

import pytest

from sslhelp.pki.asn1 import der, general_names
from sslhelp.pki.asn1.general_names import GeneralNames
from tests import asn1


def read(*names: bytes) -> GeneralNames:
    return general_names.alternative(asn1.sequence(*names))


def test_names_are_sorted_by_kind() -> None:
    found = read(
        asn1.implicit(2, b"www.example.com"),
        asn1.implicit(7, bytes((192, 0, 2, 1))),
        asn1.implicit(7, bytes.fromhex("20010db8000000000000000000000001")),
        asn1.implicit(1, b"info@example.com"),
        asn1.implicit(2, b"example.com"),
    )
    assert found == GeneralNames(
        ("www.example.com", "example.com"), ("192.0.2.1", "2001:db8::1"), ("info@example.com",), ()
    )


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (asn1.implicit(6, b"https://example.com/"), "URI:https://example.com/"),
        (asn1.implicit(8, asn1.oid("1.2.3.4")[2:]), "RID:1.2.3.4"),
        (asn1.explicit(4, asn1.common_name("Bob")), "DirName:CN=Bob"),
        (
            asn1.explicit(
                0, asn1.oid("1.3.6.1.4.1.311.20.2.3"), asn1.explicit(0, der.encode(asn1.UTF8, b"bob@example.com"))
            ),
            "otherName:1.3.6.1.4.1.311.20.2.3:bob@example.com",
        ),
        (asn1.explicit(0, asn1.oid("1.2.3"), asn1.explicit(0, asn1.octets(b"\1\2"))), "otherName:1.2.3:0102"),
        (asn1.implicit(7, b"\x0a\x00\x00"), "IP:0a0000"),
        (asn1.implicit(8, b""), "[8]:"),
        (asn1.explicit(4, b"\x30\x7f"), "[4]:307f"),
        (asn1.explicit(0, b"\x05\x00"), "[0]:0500"),
        (asn1.explicit(3, b"\x05\x00"), "[3]:0500"),
    ],
)
def test_other_kinds_and_malformed_names_are_listed_as_text(name: bytes, written: str) -> None:
    assert read(name, asn1.implicit(2, b"example.com")) == GeneralNames(("example.com",), others=(written,))


def test_a_name_outside_ascii_is_read_as_utf8_else_as_latin1() -> None:
    assert read(asn1.implicit(2, "müller.example".encode())).dns == ("müller.example",)
    assert read(asn1.implicit(2, "müller.example".encode("latin-1"))).dns == ("müller.example",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x04\x00",
        b"\x30\x05\x82\x0fwww",
        asn1.sequence() + b"\0",
        asn1.sequence(*[asn1.implicit(2, b"")] * (general_names.MAX_NAMES + 1)),
    ],
    ids=["empty", "no sequence", "cut off", "trailing bytes", "too many"],
)
def test_a_list_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        general_names.alternative(content)
