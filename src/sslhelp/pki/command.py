"""The one command that makes the CSR that was meant: the names mended, the key of a kind that CAs take."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from sslhelp.pki import names, oids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.model.pki import NameAttribute, PublicKey

_KEPT = {"C": 2, "ST": 128, "L": 128, "O": 64}  # TLS BR 7.1.4.2; OU must not be there, the rest no CA asks for
_COUNTRY_MEANT = {"UK": "GB", "EL": "GR"}
_MAX_CN = 64
_KEY_CURVES = {"P-256": "P-256", "P-384": "P-384", "P-521": "P-521"}
_SPECIAL = re.compile(r"([\\/+=])")
_PLAIN_EMAIL = re.compile(r"[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9.-]{1,253}")  # nothing that openssl.cnf gives a meaning
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def openssl(
    subject: Sequence[NameAttribute], hosts: Sequence[str], emails: Sequence[str], key: PublicKey | None
) -> str | None:
    """Return an `openssl req` command line for a POSIX shell, or None when no name in the CSR can be mended.

    `hosts` are names as they were asked for, mistakes included. Everything is quoted: names come from strangers.
    """
    mended = list(dict.fromkeys(filter(None, map(names.mended, hosts))))
    addresses = list(dict.fromkeys(email for email in emails if _PLAIN_EMAIL.fullmatch(email)))
    wanted = mended or addresses
    if not wanted:
        return None
    stem = re.sub(r"[^A-Za-z0-9.-]+", "_", wanted[0].replace("*", "wildcard")).lstrip("-.")
    kept = [("CN", wanted[0])] if len(wanted[0]) <= _MAX_CN else []
    kept += [(each.type, value) for each in subject if (value := _mended_value(each))]
    alternatives = [_alternative(name) for name in mended] or [f"email:{name}" for name in addresses]
    subject_words = "".join(f"/{kind}={_escaped(value)}" for kind, value in dict(kept).items())
    words = [
        *("openssl", "req", "-new", *_new_key(key), "-nodes", "-sha256", "-utf8"),
        *("-keyout", f"{stem}.key", "-out", f"{stem}.csr"),
        *("-subj", subject_words or "/"),
        *("-addext", f"subjectAltName={','.join(alternatives)}"),
    ]
    return shlex.join(words)


def _new_key(key: PublicKey | None) -> tuple[str, ...]:
    """Keep to the kind of key that was chosen where public CAs take it; RSA 2048 otherwise."""
    curve = _KEY_CURVES.get((key and key.curve) or "")
    if curve:
        return "-newkey", "ec", "-pkeyopt", f"ec_paramgen_curve:{curve}"
    bits = key.bits if key and key.algorithm == "RSA" and key.bits in {3072, 4096} else 2048
    return "-newkey", f"rsa:{bits}"


def _mended_value(attribute: NameAttribute) -> str:
    """Return the attribute's value as it may stand in a certificate, "" when it has to be left out."""
    value = _CONTROL.sub("", attribute.value).strip()[: _KEPT.get(attribute.type, 0)]
    if attribute.type == "C":
        value = _COUNTRY_MEANT.get(value.upper(), value.upper())
        return value if value in oids.COUNTRIES else ""
    return value if re.search(r"\w", value) else ""


def _escaped(value: str) -> str:
    return _SPECIAL.sub(r"\\\1", value)


def _alternative(name: str) -> str:
    return f"{'IP' if names.address(name) else 'DNS'}:{name}"
