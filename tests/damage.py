"""What can happen to an encoding: in its bytes, as on its way, or in its structure, as by an attacker's hand."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from random import Random

from sslhelp.pki.asn1 import der

_MOST_DEPTH = 40
_WRAPPERS = der.BIT_STRING, der.OCTET_STRING  # which often hold DER themselves
_TAGS = bytes.fromhex("01 02 03 04 05 06 0c 13 14 16 17 18 1e 30 31 80 82 a0 a3 a4")


@dataclass
class Node:
    """An element: its tag, the octet before its content (a BIT STRING has one), and its octets or elements."""

    tag: int
    lead: bytes
    content: bytes | list[Node]

    def encode(self) -> bytes:
        """Return the DER, with the lengths that it now has."""
        body = self.content if isinstance(self.content, bytes) else b"".join(each.encode() for each in self.content)
        return der.encode(self.tag, self.lead + body)

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
        lead = body[:1] if tag == der.BIT_STRING else b""
        inside = trees(body[len(lead) :], depth + 1) if tag & der.CONSTRUCTED or tag in _WRAPPERS else None
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
