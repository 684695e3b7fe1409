"""What can happen to an encoding: in its bytes, as on its way, or in its structure, as by an attacker's hand."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random

from sslhelp.pki.asn1 import der

_CONSTRUCTED, _MOST_DEPTH = 0x20, 40
_WRAPPERS = 0x03, 0x04  # BIT STRING and OCTET STRING, which often hold DER themselves
_TAGS = (
    0x01,
    0x02,
    0x03,
    0x04,
    0x05,
    0x06,
    0x0C,
    0x13,
    0x14,
    0x16,
    0x17,
    0x18,
    0x1E,
    0x30,
    0x31,
    0x80,
    0x82,
    0xA0,
    0xA3,
    0xA4,
)


@dataclass
class Node:
    """An element: its tag, the octet before its content (a BIT STRING has one), and its octets or elements."""

    tag: int
    lead: bytes
    content: bytes | list[Node]

    def encode(self) -> bytes:
        """Return the DER, with the lengths that it now has."""
        body = self.content if isinstance(self.content, bytes) else b"".join(each.encode() for each in self.content)
        body = self.lead + body
        size = len(body)
        length = bytes((size,)) if size < 0x80 else b"\x84" + size.to_bytes(4, "big")
        if 0x80 <= size < 0x10000:
            octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
            length = bytes((0x80 | len(octets),)) + octets
        return bytes((self.tag,)) + length + body

    def all(self) -> Iterator[Node]:
        """Yield this and every element in it."""
        yield self
        for each in self.content if isinstance(self.content, list) else ():
            yield from each.all()


def trees(data: bytes, depth: int = 0) -> list[Node] | None:
    """Return the elements that `data` consists of, or None when it does not consist of elements."""
    found: list[Node] = []
    at = 0
    while at < len(data):
        span = der.element(data, at)
        if span is None or span.end > len(data) or depth > _MOST_DEPTH:
            return None
        tag, body = data[at], data[span.body : span.end]
        lead = body[:1] if tag == 0x03 else b""
        inside = trees(body[len(lead) :], depth + 1) if tag & _CONSTRUCTED or tag in _WRAPPERS else None
        found.append(Node(tag, lead, inside or body[len(lead) :]))
        at = span.end
    return found


def in_structure(data: bytes, other: bytes, random: Random) -> bytes:
    """Change one to three elements, and make every length around them right; `other` lends elements."""
    outer, others = trees(data), trees(other)
    if not outer:
        return data
    lent = [node for each in others or () for node in each.all()]
    for _ in range(random.randint(1, 3)):
        _change(random.choice([node for each in outer for node in each.all()]), lent, random)
    return b"".join(each.encode() for each in outer)


def _change(node: Node, lent: list[Node], random: Random) -> None:
    match random.choice("empty tag octets nest inside inside".split()):
        case "empty":
            node.content, node.lead = b"", b""
        case "tag":
            node.tag = random.choice(_TAGS)
        case "octets":
            node.content = random.randbytes(random.choice((1, 2, 5, 20)))
        case "nest":
            for _ in range(random.choice((1, 3, 50))):
                node.content = [Node(node.tag, node.lead, node.content)]
        case _ if isinstance(node.content, bytes):
            node.content = in_bytes(node.content, node.content, random) * random.choice((1, 1, 30))
        case _:
            _change_members(node.content, lent, random)


def _change_members(members: list[Node], lent: list[Node], random: Random) -> None:
    if not members:
        return
    place = random.randrange(len(members))
    match random.choice("drop repeat swap lend".split()):
        case "drop":
            del members[place]
        case "repeat":
            members += [deepcopy(members[place]) for _ in range(random.choice((1, 3, 60)))]
        case "swap":
            random.shuffle(members)
        case _:
            members[place] = deepcopy(random.choice(lent or members))


def in_bytes(data: bytes, other: bytes, random: Random) -> bytes:
    """Flip, insert, delete, cut off, or splice bytes, or change a length."""
    at = random.randrange(len(data) + 1)
    some = random.randbytes(random.choice((1, 2, 4, 8)))
    match random.choice("flip insert delete truncate splice length".split()):
        case "flip":
            return data[:at] + some + data[at + len(some) :]
        case "insert":
            return data[:at] + some + data[at:]
        case "delete":
            return data[:at] + data[at + random.choice((1, 4, 40)) :]
        case "truncate":
            return data[:at]
        case "splice":
            source = random.randrange(len(other) + 1)
            return data[:at] + other[source : source + random.choice((8, 80, 800))] + data[at:]
        case _:
            return data[:1] + some[:1] + data[2:] if at % 2 else data[:2] + some + data[2 + len(some) :]
