"""The real server on a free port, and Debian's Chromium to look at it."""

from __future__ import annotations

import shutil
import socket
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from sslhelp import app, config
from sslhelp.channels.web import create_app
from tests.e2e.visit import Visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from _typeshed.wsgi import WSGIApplication
    from playwright.sync_api import Browser

NO_LIMITS = dict.fromkeys(("request_limit", "message_limit", "handoff_limit"), "100000 per minute")
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server over the shipped knowledge base."""
    data_dir = tmp_path_factory.mktemp("e2e")
    with serving(
        lambda url: create_app(app.build(config.load(data_dir=data_dir, public_url=url, **NO_LIMITS)))
    ) as address:
        yield address


@contextmanager
def serving(make: Callable[[str], WSGIApplication]) -> Iterator[str]:
    """Serve what `make` makes for its address, and yield the address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        server = make_server("127.0.0.1", 0, make(address), threaded=True, fd=listening.fileno())
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield address
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, base_url: str) -> Iterator[Callable[..., Visit]]:
    """Return what begins a visit; every visit is checked at its end."""
    begun: list[Visit] = []

    def begin(*, width: int = 1280, dark: bool = False, scripts: bool = True, base: str = base_url) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
        )
        begun.append(Visit(context.new_page(), base))
        return begun[-1]

    yield begin
    for each in begun:
        each.check()
        each.page.context.close()


@pytest.fixture(scope="session")
def weak_csr() -> str:
    """A CSR with a key that no CA takes."""
    key = rsa.generate_private_key(65537, 1024)  # noqa: S505  (weak on purpose)
    names = [x509.DNSName("*.example.com"), x509.DNSName("example.com")]
    request = (
        x509.CertificateSigningRequestBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "*.example.com")]))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    return request.public_bytes(serialization.Encoding.PEM).decode()


@pytest.fixture(scope="session")
def private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="session")
def keys_pem(private_key: rsa.RSAPrivateKey) -> str:
    """The private key as it would be pasted."""
    return private_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
