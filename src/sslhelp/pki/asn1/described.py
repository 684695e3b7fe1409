"""Extensions in words, for people who want to see all that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.model.pki import Extension
from sslhelp.pki.asn1 import der, extensions, general_names, oids

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sslhelp.pki.asn1.extensions import Raw
    from sslhelp.pki.asn1.general_names import GeneralNames


def all_of(found: Sequence[Raw], names: GeneralNames) -> tuple[Extension, ...]:
    """Describe extensions for people, in the order in which they are encoded; `names` are the alternative names."""
    return tuple(
        [
            Extension(each.oid, oids.EXTENSIONS.get(each.oid, each.oid), each.critical, _value(each, names))
            for each in found
        ]
    )


def _value(extension: Raw, names: GeneralNames) -> str:
    if extension.oid == extensions.ALTERNATIVE_NAMES:
        return general_names.text_of(names, most=extensions.MAX_EXTENSIONS)
    describe = _DESCRIBED.get(extension.oid)
    try:
        return describe(extension.content) if describe else ""
    except (ValueError, IndexError):
        return "cannot be read"


def _constraints(content: bytes) -> str:
    """Name constraints in words (RFC 5280 4.2.1.10)."""
    said: list[str] = []
    for tag, _, body, end in extensions.sequence(content, 2):
        subtrees = der.inside(content, body, end, extensions.MAX_EXTENSIONS)
        bases = [der.inside(content, at, to, 3)[0] for _, _, at, to in subtrees]
        names = general_names.read(content, bases)
        word = "permitted" if tag == der.CONTEXT_0 else "excluded"
        said.append(f"{word}: {', '.join([*names.dns, *names.addresses, *names.emails, *names.others])}")
    return "; ".join(said)


def _basic(content: bytes) -> str:
    ca, depth = extensions.basic_constraints(content)
    return f"CA: {'yes' if ca else 'no'}{'' if depth is None else f', path length {depth}'}"


def _access(content: bytes) -> str:
    found = extensions.access(content)
    return ", ".join([*(f"issuer {url}" for url in found.issuers), *(f"OCSP {url}" for url in found.ocsp)])


def _authority(content: bytes) -> str:
    found = extensions.authority_key(content)
    return found.key.hex() if found.key else ""


_DESCRIBED: dict[str, Callable[[bytes], str]] = {
    extensions.SUBJECT_KEY: lambda content: extensions.subject_key(content).hex(),
    extensions.KEY_USAGE: lambda content: ", ".join(extensions.key_usage(content)),
    extensions.BASIC_CONSTRAINTS: _basic,
    extensions.NAME_CONSTRAINTS: _constraints,
    extensions.CRL_POINTS: lambda content: ", ".join(extensions.crl_urls(content)),
    extensions.POLICIES: lambda content: ", ".join(extensions.policies(content)),
    extensions.AUTHORITY_KEY: _authority,
    extensions.PURPOSES: lambda content: ", ".join(extensions.purposes(content)),
    extensions.ACCESS: _access,
    extensions.FEATURES: lambda content: "must-staple" if extensions.must_staple(content) else "",
    extensions.SCTS: lambda content: f"{len(extensions.sct_logs(content))} timestamps",
}
