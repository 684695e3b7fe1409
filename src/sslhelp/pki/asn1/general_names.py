"""General names (RFC 5280 4.2.1.6): the alternative names of a CSR or certificate, by kind."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, NamedTuple

from sslhelp.model.pki import one_line
from sslhelp.pki.asn1 import der, dn, primitives

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_NAMES = 65_536
ADDRESS = 0x87
"""The tag of an iPAddress."""


class GeneralNames(NamedTuple):
    """Alternative names by kind (RFC 5280 4.2.1.6); `others` are written as "URI:..." and the like."""

    dns: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def alternative(content: bytes) -> GeneralNames:
    """Read alternative names; a malformed one among them is listed as text with the others."""
    return read(content, der.sequence(content, MAX_NAMES))


def text_of(names: GeneralNames, most: int) -> str:
    """Return names on one line, as OpenSSL calls their kinds: "DNS:www.example.com, IP:192.0.2.1"; `most` at most."""
    written = [f"DNS:{name}" for name in names.dns] + [f"IP:{address}" for address in names.addresses]
    return ", ".join([*written, *[f"email:{email}" for email in names.emails], *names.others][:most])


def read(content: bytes, spans: Iterable[der.Span]) -> GeneralNames:
    """Read the GeneralName elements at `spans` of `content`."""
    dns: list[str] = []
    addresses: list[str] = []
    emails: list[str] = []
    others: list[str] = []
    for tag, _, body, end in spans:
        value = content[body:end]
        match tag:
            case 0x82:
                dns.append(text(value))
            case 0x87:
                (addresses if len(value) in {4, 16} else others).append(_address(value))
            case 0x81:
                emails.append(text(value))
            case _:
                others.append(_other_name(tag, content, body, end))
    return GeneralNames(tuple(dns), tuple(addresses), tuple(emails), tuple(others))


def text(value: bytes) -> str:
    """IA5String by the standard; UTF-8 is what people put there all the same."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _address(value: bytes) -> str:
    """Write an address, or an address and its mask, as they stand in name constraints (RFC 5280 4.2.1.10)."""
    half = len(value) // 2
    try:
        if len(value) in {8, 32}:
            return f"IP:{ipaddress.ip_address(value[:half])}/{ipaddress.ip_address(value[half:])}"
        return str(ipaddress.ip_address(value))
    except ValueError:
        return f"IP:{value.hex()}"


def _other_name(tag: int, content: bytes, body: int, end: int) -> str:
    try:
        match tag:
            case 0x86:
                return f"URI:{text(content[body:end])}"
            case 0x88:
                return f"RID:{primitives.oid(content[body:end])}"
            case 0xA4:
                _, _, name, name_end = der.only(content, body, end)
                return f"DirName:{one_line(dn.read(content, name, name_end))}"
            case 0xA0:
                return _typed_name(content, body, end)
            case _:
                pass
    except ValueError:
        pass
    return f"[{tag & 0x1F}]:{content[body:end].hex()}"


def _typed_name(content: bytes, body: int, end: int) -> str:
    (_, _, oid, oid_end), (_, _, wrapped, wrapped_end) = der.inside(content, body, end, 2)
    tag, _, value, value_end = der.only(content, wrapped, wrapped_end)
    text = primitives.text(tag, content[value:value_end])
    return (
        f"otherName:{primitives.oid(content[oid:oid_end])}:{content[value:value_end].hex() if text is None else text}"
    )
