"""Blocks are found in whatever people paste, and prose is never taken for one."""

from __future__ import annotations

import base64

import pytest

from sslhelp.pki import extract
from sslhelp.pki.extract import Block, BlockKind
from tests import factories

CSR = factories.csr(key=factories.rsa_key())
PEM = factories.pem(CSR)


@pytest.mark.parametrize("damage", factories.mangle)
def test_a_damaged_csr_is_read_as_it_was(damage: str) -> None:
    found = extract.extract(factories.mangle[damage](PEM))
    assert found.blocks == (Block(BlockKind.CSR, "CERTIFICATE REQUEST", CSR),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_file_is_read_in_any_encoding(encoding: str) -> None:
    assert extract.extract(PEM.encode(encoding)).blocks[0].der == CSR


def test_smart_dashes_of_windows_are_read() -> None:
    pasted = factories.mangle["em_dashes"](PEM).encode("cp1252")
    assert extract.extract(pasted).blocks[0].der == CSR


def test_plus_signs_that_a_form_made_spaces_are_put_back() -> None:
    assert b"+" in base64.b64encode(CSR)
    assert extract.extract(PEM.replace("+", " ")).blocks[0].der == CSR


def test_base64url_is_read() -> None:
    digits = base64.urlsafe_b64encode(CSR).decode()
    assert (
        extract.extract(f"-----BEGIN CERTIFICATE REQUEST-----\n{digits}\n-----END CERTIFICATE REQUEST-----")
        .blocks[0]
        .der
        == CSR
    )


def test_a_truncated_csr_says_how_many_bytes_are_missing() -> None:
    (block,) = extract.extract(factories.pem(CSR[:-100])).blocks
    assert (block.kind, block.der, block.missing_bytes) == (BlockKind.CSR, None, 100)


def test_a_truncated_csr_without_its_lines_says_so_too() -> None:
    (block,) = extract.extract(factories.mangle["bare"](factories.pem(CSR[:-99]))).blocks
    assert (block.kind, block.missing_bytes) == (BlockKind.CSR, 99)


def test_several_blocks_come_in_order_with_the_prose_around_them() -> None:
    chain = factories.chain()
    found = extract.extract(f"Site: {chain.leaf.pem} bundle: {chain.intermediate.pem} Is that right?")
    assert [block.der for block in found.blocks] == [chain.leaf.der, chain.intermediate.der]
    assert found.prose == "Site: bundle: Is that right?"


def test_what_a_block_holds_counts_more_than_its_label() -> None:
    (block,) = extract.extract(factories.pem(CSR, "CERTIFICATE")).blocks
    assert block.kind is BlockKind.CSR


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("NEW CERTIFICATE REQUEST", BlockKind.CSR),
        ("X509 CERTIFICATE", BlockKind.CERTIFICATE),
        ("PKCS7", BlockKind.PKCS7),
        ("X509 CRL", BlockKind.CRL),
        ("PUBLIC KEY", BlockKind.PUBLIC_KEY),
        ("PRIVATE KEY", BlockKind.PRIVATE_KEY),
        ("PGP PUBLIC KEY BLOCK", BlockKind.PGP),
        ("SSH2 PUBLIC KEY", BlockKind.SSH_PUBLIC_KEY),
        ("DH PARAMETERS", BlockKind.UNKNOWN),
    ],
)
def test_a_label_tells_the_kind_where_the_bytes_do_not(label: str, kind: BlockKind) -> None:
    (block,) = extract.extract(factories.pem(b"\x04\x20" + bytes(32), label)).blocks
    assert (block.kind, block.label) == (kind, label)


def test_der_files_are_known_by_their_bytes() -> None:
    leaf = factories.certificate()
    kinds = [extract.extract(data).blocks[0].kind for data in (CSR, leaf.der, factories.pkcs7(leaf), factories.pfx())]
    assert kinds == [BlockKind.CSR, BlockKind.CERTIFICATE, BlockKind.PKCS7, BlockKind.PRIVATE_KEY]


def test_a_private_key_is_named_but_never_carried() -> None:
    found = extract.extract(factories.private_keys()["RSA"])
    assert found.blocks == (Block(BlockKind.PRIVATE_KEY, "RSA PRIVATE KEY", None),)


def test_an_ssh_public_key_is_named() -> None:
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
    found = extract.extract(f"is this it? {key} me@host")
    assert [block.kind for block in found.blocks] == [BlockKind.SSH_PUBLIC_KEY]
    assert found.prose == "is this it? me@host"


@pytest.mark.parametrize(
    "prose",
    [
        "How many subdomains does a wildcard certificate secure?",
        "What is -----BEGIN CERTIFICATE REQUEST----- for?",
        "MIIS is not a word, nor is MIIEvQIBADANBg, but they are short",
        "M" * 400,
        base64.b64encode(bytes(range(256))).decode(),
        "Look in C:\\new\\request.txt &amp; tell me",
    ],
)
def test_prose_stays_prose(prose: str) -> None:
    found = extract.extract(prose)
    assert found.blocks == ()
    assert found.prose == prose


def test_more_blocks_than_the_limit_are_counted_as_dropped() -> None:
    found = extract.extract(factories.pem(CSR) * (extract.MAX_BLOCKS + 5))
    assert (len(found.blocks), found.dropped) == (extract.MAX_BLOCKS, 5)


def test_text_beyond_the_limit_is_counted_as_unread() -> None:
    found = extract.extract(factories.pem(CSR) + " " * extract.MAX_CHARS)
    assert len(found.blocks) == 1
    assert found.unread_chars == len(factories.pem(CSR))
