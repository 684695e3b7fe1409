"""An X.509 certificate (RFC 5280), each field read when it is first asked for, before anybody judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography import x509

from sslhelp.pki.asn1 import der, dn, extensions, general_names, keys, oids, primitives, reading, signatures, signed
from sslhelp.pki.asn1.extensions import Access
from sslhelp.pki.asn1.general_names import GeneralNames
from sslhelp.pki.asn1.once import once
from sslhelp.pki.asn1.reading import Fields

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sslhelp.model.pki import NameAttribute
    from sslhelp.pki.asn1.extensions import AuthorityKey, BasicConstraints, Raw
    from sslhelp.pki.asn1.keys import Key
    from sslhelp.pki.asn1.reading import Value
    from sslhelp.pki.asn1.signed import Algorithm, Signed

_EXTENSIONS = 0xA3  # [3]


def read(encoding: bytes) -> Certificate | None:
    """Read a certificate as far as its outline; None when it has not even that."""
    try:
        outline = signed.read(encoding)
        is_versioned = outline.fields[0][0] == der.CONTEXT_0
        serial, algorithm, issuer, validity, subject, spki, *rest = outline.fields[is_versioned:]
    except (ValueError, IndexError):
        return None
    version = outline.fields[0] if is_versioned else None
    return Certificate(encoding, outline, version, (serial, algorithm, issuer, validity, subject, spki), rest)


class Certificate:
    """A certificate; two are equal when their encodings are. A field that cannot be read is None or empty.

    `encoding` is what was given; `issuer_name`, `subject_name` and `spki` are those fields as they are encoded.
    """

    def __init__(
        self,
        encoding: bytes,
        outline: Signed,
        version: der.Span | None,
        parts: tuple[der.Span, der.Span, der.Span, der.Span, der.Span, der.Span],
        rest: Sequence[der.Span],
    ) -> None:
        self.encoding = encoding
        self.outline = outline
        self._version = version
        self._serial, self._algorithm, self._issuer, self._validity, self._subject, spki = parts
        self._rest = rest
        self._fields = Fields()
        self.issuer_name = self._encoded(self._issuer)
        self.subject_name = self._encoded(self._subject)
        self.spki = self._encoded(spki)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Certificate) and self.encoding == other.encoding

    def __hash__(self) -> int:
        return hash(self.encoding)

    def _encoded(self, span: der.Span) -> bytes:
        return self.outline.encoding[span[1] : span[3]]

    def _value(self, span: der.Span) -> bytes:
        return self.outline.encoding[span[2] : span[3]]

    @property
    def unreadable(self) -> Sequence[str]:
        """The fields that could not be read, of all that there are: asking for it reads them all."""
        for name in _READ:
            getattr(self, name)
        return self._fields.unreadable

    @once
    def loaded(self) -> x509.Certificate | None:
        """The certificate as `cryptography` knows it, None when it refuses it, or its names or dates."""
        try:
            certificate = x509.load_der_x509_certificate(self.encoding)
            _ = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        except reading.UNREADABLE:
            return None
        return certificate

    @once
    def sha256(self) -> str:
        """The fingerprint, lower-case hex."""
        return reading.sha256(self.encoding)

    @once
    def version(self) -> int:
        """The version, counted from 1; that of a certificate that does not say is 1."""
        span = self._version
        return (self._fields.read("version", self._read_version, span) or 1) if span else 1

    def _read_version(self, span: der.Span) -> int:
        _, _, body, end = der.only(self.outline.encoding, span[2], span[3])
        return primitives.integer(self.outline.encoding[body:end]) + 1

    @once
    def serial(self) -> int | None:
        """The serial number, with its sign."""
        return primitives.integer(self._value(self._serial)) if self._serial[0] == der.INTEGER else None

    @once
    def inner_algorithm(self) -> Algorithm | None:
        """The signature algorithm named inside what is signed, which has to be the one outside (4.1.1.2)."""
        return self._fields.read("signature algorithm", signed.read_algorithm, self.outline.encoding, self._algorithm)

    @once
    def issuer(self) -> tuple[NameAttribute, ...] | None:
        """The issuer's name."""
        return self._fields.read("issuer", dn.read, self.outline.encoding, self._issuer[2], self._issuer[3])

    @once
    def subject(self) -> tuple[NameAttribute, ...] | None:
        """The holder's name."""
        return self._fields.read("subject", dn.read, self.outline.encoding, self._subject[2], self._subject[3])

    @once
    def _times(self) -> list[der.Span]:
        body, end = self._validity[2:]
        return self._fields.read("validity", der.inside, self.outline.encoding, body, end, 2) or []

    def _time(self, name: str, place: int) -> datetime | None:
        span = self._times[place] if place < len(self._times) else None
        return self._fields.read(name, primitives.time, span[0], self._value(span)) if span else None

    @once
    def not_before(self) -> datetime | None:
        """The first second of its validity, in UTC."""
        return self._time("not before", 0)

    @once
    def not_after(self) -> datetime | None:
        """The last second of its validity, in UTC."""
        return self._time("not after", 1)

    @once
    def key(self) -> Key | None:
        """The public key."""
        return self._fields.read("key", keys.read, self.spki)

    @once
    def extensions(self) -> tuple[Raw, ...] | None:
        """The extensions as they are encoded; None when their list cannot be read."""
        listed = next((span for span in self._rest if span[0] == _EXTENSIONS), None)
        return self._fields.read("extensions", self._read_extensions, listed) if listed else ()

    def _read_extensions(self, listed: der.Span) -> tuple[Raw, ...]:
        _, _, body, end = der.only(self.outline.encoding, listed[2], listed[3])
        return extensions.read(self.outline.encoding, body, end, self._fields)

    @once
    def _contents(self) -> dict[str, bytes]:
        return extensions.contents(self.extensions or ())

    def _extension(self, reader: Callable[[bytes], Value], oid: str) -> Value | None:
        return extensions.field(self._fields, reader, self._contents, oid)

    @once
    def names(self) -> GeneralNames:
        """The alternative names."""
        names = self._extension(general_names.alternative, extensions.ALTERNATIVE_NAMES)
        return names or GeneralNames()

    @once
    def constraints(self) -> BasicConstraints | None:
        """The basic constraints, None without any."""
        return self._extension(extensions.basic_constraints, extensions.BASIC_CONSTRAINTS)

    @once
    def purposes(self) -> tuple[str, ...] | None:
        """The extended key usages, None without any."""
        return self._extension(extensions.purposes, extensions.PURPOSES)

    @once
    def key_usage(self) -> tuple[str, ...] | None:
        """The key usages, None without any."""
        return self._extension(extensions.key_usage, extensions.KEY_USAGE)

    @once
    def policies(self) -> tuple[str, ...]:
        """The OIDs of the certificate policies."""
        return self._extension(extensions.policies, extensions.POLICIES) or ()

    @once
    def access(self) -> Access:
        """Where its issuer and its status can be had."""
        return self._extension(extensions.access, extensions.ACCESS) or Access()

    @once
    def crl_urls(self) -> tuple[str, ...]:
        """Where its revocation lists are."""
        return self._extension(extensions.crl_urls, extensions.CRL_POINTS) or ()

    @once
    def sct_logs(self) -> tuple[str, ...]:
        """The log of each embedded timestamp."""
        return self._extension(extensions.sct_logs, extensions.SCTS) or ()

    @once
    def must_staple(self) -> bool:
        """Whether it demands a stapled OCSP answer."""
        return self._extension(extensions.must_staple, extensions.FEATURES) or False

    @once
    def subject_key(self) -> bytes | None:
        """The identifier of its own key."""
        return self._extension(extensions.subject_key, extensions.SUBJECT_KEY)

    @once
    def authority_key(self) -> AuthorityKey | None:
        """The identifiers of the key that signed it."""
        return self._extension(extensions.authority_key, extensions.AUTHORITY_KEY)

    @once
    def self_signed(self) -> bool | None:
        """None for a certificate that names another as its issuer or cannot be checked, else whether its key signed."""
        return self.is_signed_by(self) if self.is_self_issued else None

    def is_signed_by(self, issuer: Certificate) -> bool | None:
        """Say whether the key of `issuer` signed this one; None when that cannot be checked. Names do not matter.

        A signature by another algorithm than the one that was signed along is none (4.1.1.2).
        """
        if self.inner_algorithm != self.outline.algorithm:
            return False
        return signatures.holds(self.outline, issuer.spki, issuer.key)

    @property
    def is_self_issued(self) -> bool:
        """Whether it names itself as its issuer."""
        return self.issuer_name == self.subject_name

    @property
    def ends_chain(self) -> bool:
        """Whether it is its own issuer. A CA that changes keys names itself as well, but has signed with another."""
        return self.is_self_issued and self.self_signed is not False

    @property
    def is_ca(self) -> bool:
        """Whether it may sign others (4.2.1.9)."""
        return self.constraints is not None and self.constraints.ca

    @property
    def is_precertificate(self) -> bool:
        """Whether it was made for a log only (RFC 6962 3.1)."""
        return extensions.POISON in self._contents

    @property
    def validation(self) -> str | None:
        """DV, OV, IV, EV or an S/MIME type, by the first policy that tells one (TLS BR 7.1.6.1 and its sisters)."""
        return next(filter(None, map(oids.VALIDATION_POLICIES.get, self.policies)), None)

    def has_expired(self, at: datetime) -> bool:
        """Say whether its validity was over at a time; the whole of its last second belongs to it (4.1.2.5)."""
        return self.not_after is not None and at.replace(microsecond=0) > self.not_after

    def has_begun(self, at: datetime) -> bool:
        """Say whether its validity had begun at a time."""
        return self.not_before is not None and self.not_before <= at

    def is_valid(self, at: datetime) -> bool:
        """Say whether `at` lies in its validity."""
        return self.not_after is not None and self.has_begun(at) and not self.has_expired(at)


_MADE = frozenset({"loaded", "sha256", "self_signed"})
_READ = tuple(name for name, value in vars(Certificate).items() if isinstance(value, once) and name not in _MADE)
