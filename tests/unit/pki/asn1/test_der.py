"""The lenient reader of DER and BER: what is whole is read, what is not is refused, and nothing runs away."""

from __future__ import annotations

import pytest

from sslhelp.pki.asn1 import der
from sslhelp.pki.asn1.der import Element
from tests import asn1


def test_an_element_is_tag_and_extent() -> None:
    assert der.element(b"\x02\x01\x05") == Element(0x02, 0, 2, 3)
    assert der.element(b"\0\0\x04\x81\x80" + bytes(128), 2) == Element(0x04, 2, 5, 133)


def test_a_truncated_element_says_where_it_would_end() -> None:
    outline = der.element(b"\x30\x82\x01\x00\x02\x01\x05")
    assert outline == Element(0x30, 0, 4, 260)
    assert der.children(b"\x30\x82\x01\x00\x02\x01\x05", outline) == [Element(0x02, 4, 6, 7)]


@pytest.mark.parametrize("data", [b"", b"\x30", b"\x30\x85\x01\x01\x01\x01\x01", b"\x30\x82\x01"])
def test_there_is_no_element_without_a_tag_and_a_length(data: bytes) -> None:
    assert der.element(data) is None


def test_a_tag_of_several_bytes_is_passed_over_and_an_endless_one_refused() -> None:
    assert der.element(b"\x7f\x8f\x01\x01\x05") == Element(0x7F, 0, 4, 5)
    assert der.inside(b"\x7f\x8f\x01\x01\x05\x02\x01\x07", 0, 8)[1] == (0x02, 5, 7, 8)
    assert der.element(b"\x7f" + b"\xff" * 64) is None


def test_children_are_read_as_far_as_they_go_and_no_more_than_asked_for() -> None:
    outline = der.element(asn1.sequence(*[b"\x05\x00"] * 10))
    assert outline is not None
    assert len(der.children(asn1.sequence(*[b"\x05\x00"] * 10), outline)) == 10
    assert len(der.children(asn1.sequence(*[b"\x05\x00"] * 10), outline, most=3)) == 3


def test_what_is_inside_fills_it_to_the_byte() -> None:
    data = b"\x02\x01\x05\x05\x00"
    assert der.inside(data, 0, 5) == [(0x02, 0, 2, 3), (0x05, 3, 5, 5)]
    for end in (1, 2, 4):
        with pytest.raises(ValueError, match=r"overlong|cut off"):
            der.inside(data, 0, end)
    with pytest.raises(ValueError, match="cut off"):
        der.inside(b"\x02", 0, 1)


def test_more_elements_than_allowed_are_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        der.inside(b"\x05\x00" * 4, 0, 8, most=3)


def test_indefinite_lengths_become_definite() -> None:
    ber = asn1.indefinite(0x30, asn1.integer(5), asn1.indefinite(0x31, b"\x05\x00"))
    assert der.definite(ber) == asn1.sequence(asn1.integer(5), asn1.set_of(b"\x05\x00"))
    with pytest.raises(ValueError, match="indefinite"):
        der.inside(ber, 0, len(ber))


def test_der_is_left_as_it_is() -> None:
    for data in (asn1.sequence(asn1.integer(5)), asn1.octets(b"\x80"), asn1.octets(b"\x30\x80\0\0")):
        assert der.definite(data) == data


def test_an_element_ends_where_its_length_or_its_mark_says() -> None:
    ber = asn1.indefinite(0x30, asn1.indefinite(0x31, b"\x05\x00"))
    assert der.after(ber + b"tail", 0) == len(ber)
    assert der.after(b"\x02\x01\x05tail", 0) == 3


def test_what_follows_an_indefinite_length_is_kept() -> None:
    assert der.definite(asn1.indefinite(0x30) + b"tail") == b"\x30\x00tail"


@pytest.mark.parametrize("data", [b"\x30\x80" * 10_000, b"\x30\x80\x02\x01", b"\x04\x80\x00\x00"])
def test_nested_too_deep_cut_off_or_indefinite_without_elements_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"too deep|cut off"):
        der.definite(data)


@pytest.mark.parametrize(("size", "header"), [(0, "0400"), (127, "047f"), (128, "048180"), (256, "04820100")])
def test_a_value_is_encoded_with_the_shortest_length(size: int, header: str) -> None:
    assert der.encode(0x04, bytes(size)) == bytes.fromhex(header) + bytes(size)
