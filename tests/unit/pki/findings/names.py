"""Cases of names that stand in a CSR or a certificate as no CA may issue them."""

from __future__ import annotations

from functools import partial

from cryptography import x509

from sslhelp.pki.hosts.name_faults import Fault
from tests import factories
from tests.unit.pki.findings.cases import Case, of_csr

_LONGEST = ".".join(["w" * 63, "w" * 63, "w" * 63, "w" * 49, "example.com"])

NAMES = {
    # what is wrong: a name that has it, the nearest that has not
    Fault.SCHEME: ("https://www.example.com", "https.example.com"),
    Fault.PORT: ("www.example.com:443", "www.443.example.com"),
    Fault.PATH: ("www.example.com/index.html", "www.example.com/"),
    Fault.TRAILING_SLASH: ("www.example.com/", "www.example.com/index.html"),
    Fault.EMAIL: ("www@example.com", "www.example.com"),
    Fault.BLANK: ("www. example.com", "www.example.com"),
    Fault.SEVERAL: ("www.example.com,example.com", "www.example.com,"),
    Fault.CHARACTERS: ("www!.example.com", "www-.example.com"),
    Fault.UNDERSCORE: ("my_host.example.com", "my-host.example.com"),
    Fault.TRAILING_DOT: ("www.example.com.", "www.example.com"),
    Fault.EMPTY_LABEL: ("www..example.com", "www.example.com."),
    Fault.HYPHEN: ("-www.example.com", "w-ww.example.com"),
    Fault.RESERVED_LABEL: ("ww--w.example.com", "w--ww.example.com"),
    Fault.LABEL_TOO_LONG: (f"{'w' * 64}.example.com", f"{'w' * 63}.example.com"),
    Fault.TOO_LONG: (f"w{_LONGEST}", _LONGEST),
    Fault.U_LABEL: ("bücher.example.com", "xn--bcher-kva.example.com"),
    Fault.A_LABEL: ("xn--bcher-kva1.example.com", "xn--bcher-kva.example.com"),
    Fault.NOT_IDNA: ("xn--i-7iq.example.com", "xn--bcher-kva.example.com"),
    Fault.MIXED_SCRIPTS: ("xn--pple-43d.com", "xn--80ak6aa92e.com"),
    Fault.WWW_TWICE: ("www.www.example.com", "www.www2.example.com"),
    Fault.WILDCARD_MISPLACED: ("www.*.example.com", "*.www.example.com"),
    Fault.WILDCARD_PARTIAL: ("w*.example.com", "*.example.com"),
    Fault.WILDCARD_DOUBLE: ("*.*.example.com", "*.example.com"),
    Fault.WILDCARD_SUFFIX: ("*.co.uk", "*.example.co.uk"),
    Fault.WILDCARD_IP: ("*.8.8.8.8", "*.8.8.8.example.com"),
    Fault.PUBLIC_SUFFIX: ("co.uk", "example.co.uk"),
    Fault.INTERNAL: ("mail.local", "mail.lol"),
    Fault.NUMERIC_TLD: ("www.example.123", "www.123.com"),
    Fault.REVERSE_ZONE: ("8.8.8.8.in-addr.arpa", "in-addr.arpa.example.com"),
    Fault.ONION: (
        "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczae.onion",
        "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion",
    ),
    Fault.RESERVED_IP: ("172.31.255.255", "172.32.0.0"),
    Fault.IP_AS_DNS: ("8.8.8.8", "8.8.8.8.example.com"),
}


def _csr(name: str) -> bytes:
    """A CSR with the name as a dNSName; one that is not ASCII, which that cannot hold, as the common name."""
    return (
        factories.csr((x509.DNSName(name),), common_name=None)
        if name.isascii()
        else factories.csr((), common_name=name)
    )


CASES: dict[str, Case] = {
    f"csr.name.{fault}": of_csr(partial(_csr, faulty), partial(_csr, sound)) for fault, (faulty, sound) in NAMES.items()
}
