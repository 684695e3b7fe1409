"""Cases of chains: what was pasted, why it reaches no trusted root, and what each certificate allows the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from sslhelp.pki import chain
from sslhelp.pki.asn1.reading import sha256
from sslhelp.pki.trust.roots import TrustStore
from sslhelp.policy.root_programme import RootProgramme
from tests import factories
from tests.factories import AT, SHA1, SHA256, Issued, authority, certificate, key_usage, resigned, rsa_key
from tests.unit.pki.findings.cases import GARBAGE, HARDLY_CERTIFICATE, Case, Findings

MADE = factories.chain()
ROOT, INTERMEDIATE, LEAF = MADE.root, MADE.intermediate, MADE.leaf
ROOTS = TrustStore.of([ROOT.der])
BEGINS, ENDS = LEAF.certificate.not_valid_before_utc, LEAF.certificate.not_valid_after_utc
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)

Paste = Callable[[], Sequence[Issued | bytes]]


def of(
    faulty: Paste,
    sound: Paste,
    *,
    at: tuple[datetime, datetime] = (AT, AT),
    roots: tuple[TrustStore, TrustStore] = (ROOTS, ROOTS),
    host: str | None = None,
) -> Case:
    """A case of two pastes, each at its moment and with the roots that are trusted then."""

    def build(pasted: Sequence[Issued | bytes], moment: datetime, trusted: TrustStore) -> Findings:
        encodings = [each if isinstance(each, bytes) else each.der for each in pasted]
        return chain.build(encodings, at=moment, roots=trusted, host=host).findings

    return Case(lambda: build(faulty(), at[0], roots[0]), lambda: build(sound(), at[1], roots[1]))


def below(issuer: Issued, *names: str) -> list[Issued]:
    """A leaf and the authority that issued it."""
    return [certificate(names or ("www.example.com", "example.com"), issuer=issuer), issuer]


def bundle() -> list[Issued]:
    """What a server should send."""
    return [LEAF, INTERMEDIATE]


def intermediate(*extensions: x509.ExtensionType) -> Issued:
    """An intermediate with these extensions in the place of the usual ones."""
    return authority("Example Issuing CA", issuer=ROOT, extensions=extensions)


def namesake(issuer: Issued = ROOT, *, days: int = 3650) -> Issued:
    """Another certificate of the intermediate's name and key."""
    return authority("Example Issuing CA", issuer=issuer, key=INTERMEDIATE.key, days=days)


def deep(most_below: int) -> list[Issued]:
    """A leaf, an intermediate, and one above it that allows so many below itself."""
    upper = intermediate(x509.BasicConstraints(ca=True, path_length=most_below))
    lower = authority("Example Issuing CA 2", issuer=upper)
    return [certificate(issuer=lower), lower, upper]


def constrained(domain: str) -> list[Issued]:
    """A leaf for example.com below an intermediate for this domain."""
    return below(intermediate(x509.NameConstraints([x509.DNSName(domain)], None)))


def over(digest: hashes.HashAlgorithm) -> list[Issued | bytes]:
    """A leaf whose signature is over this hash."""
    issuer = authority("Example RSA CA", issuer=ROOT, key=rsa_key())
    return [resigned(certificate(issuer=issuer).der, rsa_key(), digest), issuer]


def on_terms(distrusted: datetime | None = None, *, until: date = date(2099, 1, 1)) -> TrustStore:
    """The root, trusted for what is issued up to a moment, and until a day."""
    moments = {sha256(ROOT.der): distrusted} if distrusted else {}
    return TrustStore.of([ROOT.der], RootProgramme(moments, ((date.max, until),), years=15))


def private(usage: str) -> list[Issued]:
    """A leaf for one usage below a root that nobody knows, root included."""
    return [certificate(issuer=PRIVATE.intermediate, usages=(usage,)), PRIVATE.intermediate, PRIVATE.root]


STRANGER = certificate(("other.example.org",), common_name="other.example.org")
OLD_ROOT = authority("Older Root")
PRIVATE = factories.chain()
POLICIES = x509.PolicyConstraints(require_explicit_policy=0, inhibit_policy_mapping=None)

CASES: dict[str, Case] = {
    "chain.too_many": of(lambda: [LEAF] * (chain.MAX_CERTIFICATES + 1), lambda: [LEAF] * chain.MAX_CERTIFICATES),
    "chain.unreadable": of(lambda: [*bundle(), GARBAGE], lambda: [*bundle(), HARDLY_CERTIFICATE]),
    "chain.duplicate": of(lambda: [*bundle(), INTERMEDIATE], lambda: [*bundle(), namesake()]),
    "chain.no_leaf": of(lambda: [INTERMEDIATE, ROOT], bundle),
    "chain.wrong_order": of(lambda: [INTERMEDIATE, LEAF], lambda: [STRANGER, LEAF, INTERMEDIATE]),
    "chain.root_included": of(lambda: [*bundle(), ROOT], lambda: [*bundle(), OLD_ROOT]),
    "chain.cross_signed": of(
        lambda: [*bundle(), namesake(OLD_ROOT)], lambda: [*bundle(), authority("Example Issuing CA", issuer=OLD_ROOT)]
    ),
    "chain.unneeded": of(
        lambda: [*bundle(), authority("Example Issuing CA", issuer=ROOT)], lambda: [*bundle(), namesake(OLD_ROOT)]
    ),
    "chain.unrelated": of(lambda: [*bundle(), STRANGER], lambda: [*bundle(), namesake()]),
    "chain.expired_avoided": of(lambda: [*bundle(), namesake(days=365)], lambda: [*bundle(), namesake(days=366)]),
    "chain.missing_intermediate": of(lambda: [LEAF], bundle),
    "chain.wrong_signature": of(
        lambda: [LEAF, authority("Example Issuing CA", issuer=ROOT)], lambda: [LEAF, namesake(OLD_ROOT)]
    ),
    "chain.self_signed": of(lambda: [STRANGER], lambda: [STRANGER], roots=(ROOTS, TrustStore.of([STRANGER.der]))),
    "chain.untrusted_root": of(lambda: [PRIVATE.leaf, PRIVATE.intermediate, PRIVATE.root], lambda: [*bundle(), ROOT]),
    "chain.root_not_for_sites": of(
        lambda: private("emailProtection"), lambda: private("serverAuth"), roots=(on_terms(), on_terms())
    ),
    "chain.root_distrusted": of(bundle, bundle, roots=(on_terms(BEGINS - SECOND), on_terms(BEGINS))),
    "chain.root_distrust_ahead": of(bundle, bundle, roots=(on_terms(BEGINS), on_terms())),
    "chain.root_leaves": of(bundle, bundle, roots=(on_terms(until=ENDS.date() - DAY), on_terms(until=ENDS.date()))),
    "chain.expired_leaf": of(bundle, bundle, at=(ENDS + SECOND, ENDS)),
    "chain.expired_intermediate": of(
        lambda: [LEAF, namesake(days=365)], lambda: [LEAF, namesake(days=365)], at=(AT, AT - SECOND)
    ),
    "chain.not_yet_valid": of(bundle, bundle, at=(BEGINS - SECOND, BEGINS)),
    "chain.not_a_ca": of(lambda: [*below(LEAF), INTERMEDIATE], lambda: below(INTERMEDIATE)),
    "chain.may_not_sign": of(
        lambda: below(intermediate(key_usage("crl_sign"))), lambda: below(intermediate(key_usage("key_cert_sign")))
    ),
    "chain.path_length": of(lambda: deep(0), lambda: deep(1)),
    "chain.name_constraints": of(lambda: constrained("www.example.com"), lambda: constrained("example.com")),
    "chain.purpose": of(
        lambda: [certificate(issuer=INTERMEDIATE, usages=("clientAuth",)), INTERMEDIATE],
        lambda: [certificate(issuer=INTERMEDIATE, usages=("clientAuth", "serverAuth")), INTERMEDIATE],
        host="www.example.com",
    ),
    "chain.host_not_covered": of(
        lambda: below(INTERMEDIATE, "*.www.example.com"),
        lambda: below(INTERMEDIATE, "*.example.com"),
        host="shop.example.com",
    ),
    "chain.refused": of(
        lambda: [certificate(issuer=INTERMEDIATE, extensions=(key_usage("key_cert_sign"),)), INTERMEDIATE],
        lambda: [certificate(issuer=INTERMEDIATE, extensions=(key_usage("key_agreement"),)), INTERMEDIATE],
    ),
    "chain.weak_key": of(
        lambda: below(authority("Example RSA CA", issuer=ROOT, key=rsa_key(1024))),
        lambda: below(authority("Example RSA CA", issuer=ROOT, key=rsa_key(2048))),
    ),
    "chain.weak_hash": of(lambda: over(SHA1), lambda: over(SHA256)),
    "chain.key_identifier": of(
        lambda: below(authority("CA", issuer=ROOT, without=(x509.SubjectKeyIdentifier,))),
        lambda: below(authority("CA", issuer=ROOT, without=(x509.KeyUsage,))),
    ),
    "chain.not_critical": of(
        lambda: below(intermediate(POLICIES)),
        lambda: below(authority("CA", issuer=ROOT, extensions=(POLICIES,), critical=(x509.PolicyConstraints,))),
    ),
    "chain.root_profile": of(
        lambda: below(authority("Private Root", usages=("serverAuth",))), lambda: below(authority("Private Root"))
    ),
}
