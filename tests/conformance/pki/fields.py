"""Our report beside what OpenSSL reads, field by field, both as values that are equal when they mean the same."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sslhelp.render.wire import Json
from tests.conformance.pki import names, openssl, signature
from tests.conformance.pki.names import Pair


@dataclass(frozen=True, slots=True)
class Field:
    """A field of both readings: `compare(truth, report)` gives theirs and ours, None where theirs says nothing."""

    name: str
    kinds: frozenset[str]
    compare: Callable[[Json, Json], Pair | None]


def _key(report: Json) -> Json:
    return report["key"] or {}


def _date(theirs: str, ours: str) -> Callable[[Json, Json], Pair | None]:
    def compare(truth: Json, report: Json) -> Pair | None:
        found = report[ours]
        return openssl.moment(truth[theirs]), datetime.fromisoformat(found) if found else None

    return compare


def _serial(truth: Json, report: Json) -> Pair | None:
    return int(truth["serial"], 16), int(report["serial"], 16) if report["serial"] else None


def _algorithm(truth: Json, report: Json) -> Pair | None:
    theirs, ours = truth["key_alg"], _key(report).get("algorithm")
    if theirs == "pSpecified":  # the OID of an OAEP parameter where a key's belongs: nobody has a name for that key
        return None
    names = openssl.KEY_ALGORITHMS.get(theirs, (theirs,))
    return names[0], names[0] if _letters(ours) in map(_letters, names) else ours


def _letters(word: str | None) -> str:
    """Return a word without case, hyphens and blanks, which differ from one source to the next."""
    return "".join(filter(str.isalnum, word or "")).casefold()


def _bits(truth: Json, report: Json) -> Pair | None:
    """Compare the size; OpenSSL prints none for Edwards curves, nor for keys that it cannot read."""
    return (truth["key_bits"], _key(report).get("bits")) if truth["key_bits"] is not None else None


def _curve(truth: Json, report: Json) -> Pair | None:
    """Compare the curve, by NIST's name where it has one; one given by its parameters has no name to print."""
    wanted = truth["nist"] or truth["curve"]
    return (wanted, _key(report).get("curve")) if wanted is not None else None


def _exponent(truth: Json, report: Json) -> Pair | None:
    return (int(truth["exponent"]), _key(report).get("exponent")) if truth["exponent"] is not None else None


def _signature_algorithm(truth: Json, report: Json) -> Pair | None:
    theirs, ours = truth["sig_alg"], report["signature_algorithm"]
    if theirs is None:
        return None
    wanted = openssl.SIGNATURE_ALGORITHMS.get(theirs, theirs)
    return wanted, wanted if _letters(ours) in {_letters(wanted), _letters(theirs)} else ours


def _signature(truth: Json, report: Json) -> Pair | None:
    """Compare the signature check; a key that OpenSSL 3.0 cannot read it cannot check with either.

    For certificates the truth is of `openssl verify`, which refuses a sound signature by a key without the usage, and
    takes a self-issued certificate that is its own anchor without any check: there a third opinion decides.
    """
    theirs, ours = truth.get("self_sig_ok"), report["signature_valid"]
    if theirs is None or truth["key_unparsable"]:
        return None
    if theirs != ours and "issuer" in truth and signature.signs_itself(report["pem"]) == ours:
        return None
    return theirs, ours


def _extensions(truth: Json, report: Json) -> Pair | None:
    """Compare OIDs and criticality in order; of a list with a fault OpenSSL prints nothing, and we what can be read."""
    wanted = [(openssl.EXTENSIONS.get(name, name), critical) for name, critical in truth["extensions"]]
    if names.gave_up(truth) or (not wanted and _has_unreadable_extension(report)):
        return None
    found = [(each["oid"], each["critical"]) for each in report["extensions"] or ()]
    return wanted, [each for each in found if each[0] in _PRINTED_AS_SUCH or each in wanted]


def _has_unreadable_extension(report: Json) -> bool:
    evidence = [each["evidence"] for each in report["findings"] if each["code"].endswith(".field_unreadable")]
    return any("extension" in each for each in evidence)


_PRINTED_AS_SUCH = frozenset(openssl.EXTENSIONS.values())
"""The truth has extensions under these headings and under bare OIDs; others that OpenSSL names were passed over."""


def _is_ca(truth: Json, report: Json) -> Pair | None:
    """Compare whether it is a CA; the truth says no as well where basicConstraints are there but cannot be read."""
    theirs, ours = truth["is_ca"], report["is_ca"]
    broken = ours is None and any(each["oid"] == "2.5.29.19" for each in report["extensions"] or ())
    return None if broken and not theirs else (theirs, ours)


def _spki(truth: Json, report: Json) -> Pair | None:
    """Compare the key's digest: ours is over its encoding as it stands, OpenSSL's over what it encodes anew.

    They differ where the encoding is odd: RSA without its NULL, DSA under its old OID.
    """
    theirs, ours = truth.get("spki_sha256"), report["spki_sha256"]
    if theirs is None or (theirs != ours and _encoded_anew(truth, report) == theirs):
        return None
    return theirs, ours


def _encoded_anew(truth: Json, report: Json) -> str:
    if truth["key_alg"] == "dsaEncryption-old":
        return str(truth["spki_sha256"])
    try:
        key = x509.load_pem_x509_csr(report["pem"].encode()).public_key()
    except (ValueError, UnsupportedAlgorithm):
        return ""
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def _version(truth: Json, report: Json) -> Pair | None:
    """Compare the version; OpenSSL prints -1 for every number that is too large for it."""
    wanted = openssl.version(truth["version"])
    return None if wanted == 0 and report["version"] > 2**63 else (wanted, report["version"])


def _self_issued(truth: Json, report: Json) -> Pair | None:
    return truth["self_issued"], report["subject"] == report["issuer"]


def _challenge(truth: Json, report: Json) -> Pair | None:
    """Compare the challenge password; one that OpenSSL could not print has to be there, whatever we call it."""
    found = report["challenge_password"]
    if names.gave_up(truth):
        return None
    if truth["challenge"] == "unable to print attribute":
        return True, found is not None
    return truth["challenge"], found


def _attributes(truth: Json, report: Json) -> Pair | None:
    """Compare the attributes by OID, extension requests aside.

    Two-digit "names" in the truth are bytes of a value that OpenSSL prints over several lines, not attributes.
    """
    wanted = [openssl.REQUEST_ATTRIBUTES.get(each, each) for each in truth["attrs"] if len(each) > 2]
    if names.gave_up(truth) or len(wanted) < len(truth["attrs"]):
        return None
    found = [each["oid"] for each in report["attributes"]]
    if report["challenge_password"] is not None:
        found.append(openssl.REQUEST_ATTRIBUTES["challengePassword"])
    return sorted(wanted), sorted(found)


def _digest(truth: Json, report: Json) -> Pair | None:
    """Compare the fingerprint; OpenSSL's is of what it encodes anew, which an odd file is not, byte for byte."""
    ours = report["fingerprints"]["sha256"]
    return truth["file_sha256"] if ours == truth["file_sha256"] else truth["fp_sha256"], ours


_CSR, _CERTIFICATE = frozenset({"csr"}), frozenset({"cert"})
_BOTH = _CSR | _CERTIFICATE


FIELDS = (
    Field("subject", _BOTH, names.name("subject")),
    Field("subject grouping", _BOTH, names.grouping),
    Field("subject spelling", _BOTH, names.spelling),
    Field("issuer", _CERTIFICATE, names.name("issuer")),
    Field("serial", _CERTIFICATE, _serial),
    Field("not before", _CERTIFICATE, _date("notBefore", "not_before")),
    Field("not after", _CERTIFICATE, _date("notAfter", "not_after")),
    Field("key algorithm", _BOTH, _algorithm),
    Field("key bits", _BOTH, _bits),
    Field("curve", _BOTH, _curve),
    Field("exponent", _BOTH, _exponent),
    Field("signature algorithm", _BOTH, _signature_algorithm),
    Field("signature valid", _BOTH, _signature),
    Field("DNS names", _BOTH, names.alternative("dns", "dns_names")),
    Field("IP addresses", _BOTH, names.alternative("ip", "ip_addresses")),
    Field("emails", _BOTH, names.emails),
    Field("other names", _BOTH, names.other_names),
    Field("extensions", _BOTH, _extensions),
    Field("version", _BOTH, _version),
    Field("is CA", _CERTIFICATE, _is_ca),
    Field("self-issued", _CERTIFICATE, _self_issued),
    Field("SHA-256", _CERTIFICATE, _digest),
    Field("SPKI SHA-256", _CSR, _spki),
    Field("challenge", _CSR, _challenge),
    Field("attributes", _CSR, _attributes),
)
