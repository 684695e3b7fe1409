"""What may be a private key never leaves the page, and what is none does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from tests.e2e.visit import Visit

FORMATS = [
    serialization.PrivateFormat.PKCS8,
    serialization.PrivateFormat.TraditionalOpenSSL,
    serialization.PrivateFormat.OpenSSH,
]


def secrets(key: RSAPrivateKey) -> list[bytes]:
    """Return the key in the forms in which customers paste it, armoured and bare."""
    no_password = serialization.NoEncryption()
    locked = serialization.BestAvailableEncryption(b"pass")
    pem = [key.private_bytes(serialization.Encoding.PEM, form, no_password) for form in FORMATS]
    pem.append(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked))
    bare = [b"\n".join(armoured.splitlines()[1:-1]) for armoured in (pem[0], pem[1], pem[3])]
    return [*pem, *bare, b"My key " + bare[0]]


def test_a_private_key_never_leaves_the_page(visit: Callable[..., Visit], private_key: RSAPrivateKey) -> None:
    here = visit().open("/")
    for secret in secrets(private_key):
        answer = here.ask(f"my key is\n{secret.decode()}\nplease check")
        expect(answer).to_contain_text("That was a private key")

    assert [body for body in here.sent if body] == []
    assert "MII" not in (here.log.text_content() or "")


@pytest.mark.parametrize("encoding", [serialization.Encoding.PEM, serialization.Encoding.DER])
def test_a_file_with_a_private_key_never_leaves_the_page(
    visit: Callable[..., Visit], private_key: RSAPrivateKey, tmp_path: Path, encoding: serialization.Encoding
) -> None:
    file = tmp_path / "server.pem"
    file.write_bytes(
        private_key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    here = visit().open("/")
    here.page.get_by_label("Attach a file").set_input_files(file)
    here.page.get_by_role("button", name="Send").click()

    expect(here.wait_for_answer(1)).to_contain_text("That was a private key")
    assert [body for body in here.sent if body] == []


def test_a_csr_is_not_taken_for_a_key(visit: Callable[..., Visit], weak_csr: str) -> None:
    here = visit().open("/")
    bare = "\n".join(weak_csr.splitlines()[1:-1])

    expect(here.ask(bare)).not_to_contain_text("That was a private key")


def test_talk_of_a_private_key_is_not_taken_for_one(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    answer = here.ask("my file starts with -----BEGIN PRIVATE KEY----- is that the csr?")

    expect(answer).not_to_contain_text("That was a private key. It was not sent")
    assert [body for body in here.sent if body]


def test_a_long_run_of_dashes_does_not_stop_the_page(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")

    expect(here.ask("-" * 200_000)).to_be_visible()
