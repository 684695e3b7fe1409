"""Extensions one by one: the list as it is encoded, and the readers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sslhelp.pki.asn1 import der, extensions
from sslhelp.pki.asn1.extensions import Access, AuthorityKey, BasicConstraints, Raw
from sslhelp.pki.asn1.reading import Fields
from tests import asn1, factories


def read(*listed: bytes) -> tuple[tuple[Raw, ...], list[str]]:
    data, fields = b"".join(listed), Fields()
    return extensions.read(data, 0, len(data), fields), fields.unreadable


def test_each_extension_has_oid_criticality_and_content() -> None:
    found, unreadable = read(
        asn1.extension("2.5.29.19", b"\x30\x00", critical=True), asn1.alternative_names("a.example")
    )
    assert found[0] == Raw("2.5.29.19", critical=True, content=b"\x30\x00")
    assert (found[1].oid, found[1].critical) == ("2.5.29.17", False)
    assert unreadable == []


def test_an_explicit_false_is_not_critical() -> None:
    found, _ = read(asn1.sequence(asn1.oid("1.2.3"), b"\x01\x01\x00", asn1.octets(b"")))
    assert found == (Raw("1.2.3", critical=False, content=b""),)


def test_a_value_in_pieces_is_put_together() -> None:
    value = asn1.sequence(asn1.implicit(2, b"www.example.com"))
    pieces = der.encode(der.OCTET_STRING | der.CONSTRUCTED, asn1.octets(value[:5]) + asn1.octets(value[5:]))
    assert read(asn1.sequence(asn1.oid("2.5.29.17"), pieces)) == ((Raw("2.5.29.17", False, value),), [])


@pytest.mark.parametrize(
    "broken",
    [
        asn1.sequence(),
        asn1.sequence(asn1.oid("1.2.3")),
        asn1.sequence(asn1.oid("1.2.3"), asn1.integer(5)),
        asn1.sequence(der.encode(0x06, b""), asn1.octets(b"")),
        b"\x30\x02\x06\x7f",
    ],
)
def test_a_broken_extension_is_left_out_and_named_by_its_place(broken: bytes) -> None:
    found, unreadable = read(asn1.alternative_names("a.example"), broken, asn1.extension("1.2.3", b""))
    assert [each.oid for each in found] == ["2.5.29.17", "1.2.3"]
    assert unreadable == ["extension 2"]


def test_a_repeated_extension_is_kept_and_the_first_one_counts() -> None:
    found, _ = read(asn1.alternative_names("first.example"), asn1.alternative_names("second.example"))
    assert len(found) == 2
    assert b"first.example" in (extensions.content(found, extensions.ALTERNATIVE_NAMES) or b"")
    assert extensions.content(found, extensions.POLICIES) is None


def test_more_extensions_than_anybody_needs_are_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        read(*[asn1.extension("1.2.3", b"")] * (extensions.MAX_EXTENSIONS + 1))


def url(text: str) -> bytes:
    return asn1.implicit(6, text.encode())


SEVERAL_URLS = asn1.sequence(
    asn1.sequence(asn1.oid("1.3.6.1.5.5.7.48.1"), url("http://ocsp.example/")),
    asn1.sequence(asn1.oid("1.3.6.1.5.5.7.48.2"), url("http://ca.example/1.crt")),
    asn1.sequence(asn1.oid("1.3.6.1.5.5.7.48.2"), url("http://ca.example/2.crt")),
    asn1.sequence(asn1.oid("1.3.6.1.5.5.7.48.2"), asn1.explicit(4, asn1.common_name("no URL"))),
    asn1.sequence(asn1.oid("1.3.6.1.5.5.7.48.3"), url("http://time.example/")),
)
POINTS = asn1.sequence(
    asn1.sequence(asn1.explicit(0, asn1.explicit(0, url("http://crl.example/1.crl"), url("ldap://crl.example/")))),
    asn1.sequence(asn1.explicit(2, asn1.explicit(4, asn1.common_name("issuer")))),
    asn1.sequence(asn1.explicit(0, asn1.explicit(1, asn1.attribute("2.5.4.3", b"\x0c\x01x")))),
)


@pytest.mark.parametrize(
    ("reader", "content", "value"),
    [
        (extensions.key_usage, b"\x03\x02\x05\xa0", ("digitalSignature", "keyEncipherment")),
        (extensions.key_usage, b"\x03\x02\x01\x06", ("keyCertSign", "cRLSign")),
        (extensions.key_usage, b"\x03\x03\x07\x00\x80", ("decipherOnly",)),
        (extensions.key_usage, b"\x03\x01\x00", ()),
        (
            extensions.purposes,
            asn1.sequence(asn1.oid("1.3.6.1.5.5.7.3.1"), asn1.oid("2.5.29.37.0"), asn1.oid("1.2.3")),
            ("serverAuth", "anyExtendedKeyUsage", "1.2.3"),
        ),
        (extensions.basic_constraints, b"\x30\x00", BasicConstraints(ca=False, path_length=None)),
        (extensions.basic_constraints, b"\x30\x03\x01\x01\xff", BasicConstraints(ca=True, path_length=None)),
        (extensions.basic_constraints, b"\x30\x06\x01\x01\x01\x02\x01\x00", BasicConstraints(ca=True, path_length=0)),
        (extensions.policies, asn1.sequence(asn1.sequence(asn1.oid("2.23.140.1.2.1"))), ("2.23.140.1.2.1",)),
        (
            extensions.policies,
            asn1.sequence(asn1.sequence(asn1.oid("1.2.3"), asn1.sequence()), asn1.sequence(asn1.oid("1.2.4"))),
            ("1.2.3", "1.2.4"),
        ),
        (
            extensions.access,
            SEVERAL_URLS,
            Access(("http://ca.example/1.crt", "http://ca.example/2.crt"), ("http://ocsp.example/",)),
        ),
        (extensions.crl_urls, POINTS, ("http://crl.example/1.crl", "ldap://crl.example/")),
        (extensions.features, asn1.sequence(asn1.integer(5), asn1.integer(17)), (5, 17)),
        (extensions.must_staple, asn1.sequence(asn1.integer(5)), True),
        (extensions.must_staple, asn1.sequence(asn1.integer(17)), False),
        (extensions.subject_key, asn1.octets(b"\1\2"), b"\1\2"),
        (extensions.authority_key, asn1.sequence(asn1.implicit(0, b"\1\2")), AuthorityKey(b"\1\2", names_issuer=False)),
        (extensions.authority_key, asn1.sequence(asn1.implicit(2, b"\5")), AuthorityKey(None, names_issuer=True)),
        (extensions.sct_logs, factories.timestamps(2).value, ("01" * 32, "02" * 32)),
        (extensions.sct_logs, asn1.octets(b"\0\0"), ()),
    ],
)
def test_a_kind_that_we_use_is_read(reader: Callable[[bytes], object], content: bytes, value: object) -> None:
    assert reader(content) == value


@pytest.mark.parametrize(
    "reader",
    [
        extensions.key_usage,
        extensions.purposes,
        extensions.basic_constraints,
        extensions.policies,
        extensions.access,
        extensions.crl_urls,
        extensions.features,
        extensions.subject_key,
        extensions.authority_key,
        extensions.sct_logs,
    ],
)
@pytest.mark.parametrize("content", [b"", b"\x05\x00", b"\x30\x7f", b"\x03\x7f", b"\x04\x7f", b"\x30\x00\x00"])
def test_what_a_reader_cannot_read_is_a_value_error(reader: Callable[[bytes], object], content: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        reader(content)


def test_timestamps_that_run_over_their_end_are_counted_once_and_end() -> None:
    listed = bytes.fromhex("0004ffff0000")
    assert len(extensions.sct_logs(asn1.octets(listed))) == 1
