"""The values inside an encoding: object identifiers, numbers, strings and times, each as it was meant or refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sslhelp.pki.asn1 import der, primitives
from tests import asn1


@pytest.mark.parametrize(
    ("content", "dotted"),
    [
        ("55040a", "2.5.4.10"),
        ("2a864886f70d010101", "1.2.840.113549.1.1.1"),
        ("883703", "2.999.3"),
        ("00", "0.0"),
        ("27", "0.39"),
        ("4f", "1.39"),
        ("50", "2.0"),
    ],
)
def test_an_object_identifier_is_written_with_dots(content: str, dotted: str) -> None:
    assert primitives.oid(bytes.fromhex(content)) == dotted


@pytest.mark.parametrize("content", [b"", b"\x55\x84", b"\x55" * 200])
def test_an_empty_cut_or_huge_object_identifier_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="object identifier"):
        primitives.oid(content)


@pytest.mark.parametrize(("content", "number"), [("", 0), ("7f", 127), ("0080", 128), ("80", -128), ("ff01", -255)])
def test_an_integer_has_a_sign(content: str, number: int) -> None:
    assert primitives.integer(bytes.fromhex(content)) == number


def test_a_bit_string_begins_with_the_count_of_its_unused_bits() -> None:
    assert primitives.bits(b"\x03\xa8") == b"\xa8"
    for content in (b"", b"\x08\x00"):
        with pytest.raises(ValueError, match="bit string"):
            primitives.bits(content)


@pytest.mark.parametrize(
    ("tag", "content", "text"),
    [
        (asn1.UTF8, "Müller".encode(), "Müller"),
        (asn1.UTF8, "Müller".encode("latin-1"), "Müller"),
        (asn1.PRINTABLE, b"Example", "Example"),
        (asn1.T61, "Müller".encode("latin-1"), "Müller"),
        (asn1.IA5, b"info@example.com", "info@example.com"),
        (asn1.BMP, "Łódź".encode("utf-16-be"), "Łódź"),
        (asn1.UNIVERSAL, "東京".encode("utf-32-be"), "東京"),
        (0x12, b"12345", "12345"),
        (0x1A, b"visible", "visible"),
        (asn1.UTF8 | der.CONSTRUCTED, der.encode(asn1.UTF8, b"M\xc3") + der.encode(asn1.UTF8, b"\xbcller"), "Müller"),
        (asn1.T61 | der.CONSTRUCTED, asn1.octets(b"M\xfc") + asn1.octets(b"ller"), "Müller"),
        (asn1.UTF8 | der.CONSTRUCTED, b"\x0c\x7f", None),
        (asn1.BMP, b"\0A\0", None),
        (asn1.UNIVERSAL, b"\xff\xff\xff\xff", None),
        (0x02, b"\x05", None),
        (0x31, b"", None),
    ],
)
def test_a_string_of_any_kind_is_read_as_it_was_meant(tag: int, content: bytes, text: str | None) -> None:
    assert primitives.text(tag, content) == text


@pytest.mark.parametrize(
    ("tag", "content", "moment"),
    [
        (0x17, b"491231235959Z", datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (0x17, b"500101000000Z", datetime(1950, 1, 1, tzinfo=UTC)),
        (0x17, b"2606011230Z", datetime(2026, 6, 1, 12, 30, tzinfo=UTC)),
        (0x17, b"260601123045+0200", datetime(2026, 6, 1, 10, 30, 45, tzinfo=UTC)),
        (0x17, b"260601003000-0130", datetime(2026, 6, 1, 2, 0, tzinfo=UTC)),
        (0x18, b"20500101000000Z", datetime(2050, 1, 1, tzinfo=UTC)),
        (0x18, b"20260601123045.999Z", datetime(2026, 6, 1, 12, 30, 45, tzinfo=UTC)),
        (0x18, b"20260601123045", datetime(2026, 6, 1, 12, 30, 45, tzinfo=UTC)),
        (0x18, b"99991231235959Z", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_time_is_read_in_utc(tag: int, content: bytes, moment: datetime) -> None:
    assert primitives.time(tag, content) == moment


@pytest.mark.parametrize(
    ("tag", "content"),
    [
        (0x18, b"00000101000000Z"),  # there is no year 0
        (0x18, b"99991231235959-0100"),  # nor 10000
        (0x18, b"00010101000000+0100"),
        (0x17, b"260230000000Z"),
        (0x17, b"260601240000Z"),
        (0x17, b"260601123045+9900"),
        (0x17, b"20260601123045Z"),
        (0x18, b"260601123045Z"),
        (0x0C, b"260601123045Z"),
        (0x17, b""),
    ],
)
def test_what_is_no_time_is_refused(tag: int, content: bytes) -> None:
    with pytest.raises((ValueError, OverflowError)):
        primitives.time(tag, content)
