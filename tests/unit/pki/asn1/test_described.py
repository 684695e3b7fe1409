"""Extensions in words for people."""

from __future__ import annotations

from sslhelp.pki.asn1 import described, extensions, general_names
from sslhelp.pki.asn1.extensions import Raw
from sslhelp.pki.asn1.general_names import GeneralNames
from tests import asn1, factories

ACCESS = asn1.sequence(
    asn1.sequence(asn1.oid("1.3.6.1.5.5.7.48.1"), asn1.implicit(6, b"http://ocsp.example/")),
    asn1.sequence(asn1.oid("1.3.6.1.5.5.7.48.2"), asn1.implicit(6, b"http://ca.example/1.crt")),
    asn1.sequence(asn1.oid("1.3.6.1.5.5.7.48.2"), asn1.implicit(6, b"http://ca.example/2.crt")),
)


def in_words(kind: str, content: bytes) -> str:
    names = general_names.alternative(content) if kind == extensions.ALTERNATIVE_NAMES else GeneralNames()
    (each,) = described.all_of([Raw(kind, critical=False, content=content)], names)
    return each.value


def test_extensions_are_described_in_words() -> None:
    subtree = asn1.sequence(asn1.implicit(2, b"example.com"))
    constraints = asn1.sequence(
        asn1.explicit(0, subtree), asn1.explicit(1, asn1.sequence(asn1.implicit(1, b"a@b.example")))
    )
    assert {
        "basic": in_words("2.5.29.19", b"\x30\x06\x01\x01\xff\x02\x01\x00"),
        "leaf": in_words("2.5.29.19", b"\x30\x00"),
        "names": in_words(
            "2.5.29.17", asn1.sequence(asn1.implicit(2, b"a.example"), asn1.implicit(7, b"\x08\x08\x08\x08"))
        ),
        "usage": in_words("2.5.29.15", b"\x03\x02\x05\xa0"),
        "constraints": in_words("2.5.29.30", constraints),
        "access": in_words("1.3.6.1.5.5.7.1.1", ACCESS),
        "staple": in_words("1.3.6.1.5.5.7.1.24", asn1.sequence(asn1.integer(5))),
        "timestamps": in_words(extensions.SCTS, bytes(factories.timestamps(2).value)),
        "subject key": in_words("2.5.29.14", asn1.octets(b"\xab")),
        "authority key": in_words("2.5.29.35", asn1.sequence(asn1.implicit(0, b"\xcd"))),
        "unknown": in_words("1.2.3.4", b"\x05\x00"),
        "broken": in_words("2.5.29.15", b"\x05\x00"),
    } == {
        "basic": "CA: yes, path length 0",
        "leaf": "CA: no",
        "names": "DNS:a.example, IP:8.8.8.8",
        "usage": "digitalSignature, keyEncipherment",
        "constraints": "permitted: example.com; excluded: a@b.example",
        "access": "issuer http://ca.example/1.crt, issuer http://ca.example/2.crt, OCSP http://ocsp.example/",
        "staple": "must-staple",
        "timestamps": "2 timestamps",
        "subject key": "ab",
        "authority key": "cd",
        "unknown": "",
        "broken": "cannot be read",
    }


def test_networks_in_name_constraints_are_written_with_their_mask() -> None:
    networks = asn1.sequence(asn1.implicit(7, bytes((10, 0, 0, 0, 255, 0, 0, 0))))
    assert in_words("2.5.29.30", asn1.sequence(asn1.explicit(0, networks))) == "permitted: IP:10.0.0.0/255.0.0.0"
