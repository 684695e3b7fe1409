"""Blocks are found in whatever people paste, and prose is never taken for one."""

from __future__ import annotations

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.serialization import PublicFormat

from sslhelp.pki.pasted import extract
from sslhelp.pki.pasted.block import Block
from sslhelp.pki.pasted.sniff import BlockKind
from tests import factories, private_keys, transport, unrelated

CSR = factories.csr(key=factories.rsa_key())
PEM = factories.pem(CSR)
CSR_OF_FULL_LINES = next(
    der[:-3]
    for filler in range(48)
    if len(der := factories.csr(key=factories.rsa_key(), subject=[("O", "x" * (filler + 1))])) % 48 == 3
)
"""All but the last three bytes of a CSR, which are the end of its signature and have a line of base64 of their own."""


@pytest.mark.parametrize("damage", transport.DAMAGES)
def test_a_damaged_csr_is_read_as_it_was(damage: str) -> None:
    found = extract.extract(transport.DAMAGES[damage](PEM))
    assert found.blocks == (Block(BlockKind.CSR, "CERTIFICATE REQUEST", CSR),)


@pytest.mark.parametrize("word", ["Word", "that", "YYYY", "2026"])
@pytest.mark.parametrize("damage", transport.DAMAGES)
def test_a_last_line_that_reads_like_a_word_belongs_to_the_block(damage: str, word: str) -> None:
    der = CSR_OF_FULL_LINES + base64.b64decode(word)
    assert extract.extract(transport.DAMAGES[damage](factories.pem(der))).blocks[0].der == der


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_file_is_read_in_any_encoding(encoding: str) -> None:
    assert extract.extract(PEM.encode(encoding)).blocks[0].der == CSR


def test_smart_dashes_of_windows_are_read() -> None:
    pasted = transport.DAMAGES["em_dashes"](PEM).encode("cp1252")
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


@pytest.mark.parametrize("blank", ["\n", "\r\n", " ", ""])
@pytest.mark.parametrize("bare", [True, False])
def test_plus_signs_made_blanks_are_told_from_line_ends_made_blanks(blank: str, bare: bool) -> None:
    pasted = PEM.replace("+", " ").replace("\n", blank)
    pasted = pasted.replace("-----BEGIN CERTIFICATE REQUEST-----", "").split("-----END")[0] if bare else pasted
    assert extract.extract(pasted).blocks[0].der == CSR


@pytest.mark.parametrize("cut_off", [1, 2, 48, 100, 301])
@pytest.mark.parametrize("damage", ["crlf", "bare", "no_end", "no_begin", "one_line", "quoted", "html", "in_prose"])
def test_a_truncated_csr_says_how_many_bytes_are_missing(damage: str, cut_off: int) -> None:
    (block,) = extract.extract(transport.DAMAGES[damage](factories.pem(CSR[:-cut_off]))).blocks
    assert block == Block(BlockKind.CSR, "CERTIFICATE REQUEST", None, cut_off)


def test_a_block_that_breaks_off_inside_a_line_is_counted_to_the_byte() -> None:
    digits = base64.b64encode(CSR).decode()
    (block,) = extract.extract(f"-----BEGIN CERTIFICATE REQUEST-----\n{digits[:403]}").blocks
    assert block.missing_bytes == len(CSR) - 403 * 6 // 8


@pytest.mark.parametrize("damage", ["crlf", "bare", "no_end", "no_begin"])
def test_one_of_several_blocks_that_breaks_off_takes_none_of_the_others_along(damage: str) -> None:
    chain = factories.chain()
    pieces = [chain.leaf.pem, factories.pem(chain.intermediate.der[:-99], "CERTIFICATE"), chain.root.pem]
    found = extract.extract("\n".join(map(transport.DAMAGES[damage], pieces)))
    assert [(block.der, block.missing_bytes) for block in found.blocks] == [
        (chain.leaf.der, 0),
        (None, 99),
        (chain.root.der, 0),
    ]


def test_the_rest_of_a_block_without_its_beginning_is_called_a_fragment() -> None:
    rest = PEM.splitlines()[3:]
    assert [block.kind for block in extract.extract("\n".join(rest)).blocks] == [BlockKind.FRAGMENT]


def test_several_blocks_come_in_order_with_the_prose_around_them() -> None:
    chain = factories.chain()
    found = extract.extract(f"Site: {chain.leaf.pem} bundle: {chain.intermediate.pem} Is that right?")
    assert [block.der for block in found.blocks] == [chain.leaf.der, chain.intermediate.der]
    assert found.prose == "Site: bundle: Is that right?"


def test_words_after_a_block_without_its_lines_stay_prose() -> None:
    asked = "see https://www.example.com/orders/123456789012345678901234567890 please"
    found = extract.extract(f"{transport.DAMAGES['bare'](PEM)}\n{asked}")
    assert ([block.der for block in found.blocks], found.prose) == ([CSR], asked)


def test_a_bare_block_of_a_length_that_is_not_announced_is_taken_whole() -> None:
    bundle = unrelated.indefinite([factories.certificate().der])
    (found,) = extract.extract(base64.encodebytes(bundle).decode()).blocks
    assert (found.kind, found.der) == (BlockKind.PKCS7, bundle)


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
        ("EC PARAMETERS", BlockKind.PARAMETERS),
        ("ATTRIBUTE CERTIFICATE", BlockKind.ATTRIBUTE_CERTIFICATE),
        ("SOMETHING ELSE", BlockKind.UNKNOWN),
    ],
)
def test_a_label_tells_the_kind_where_the_bytes_do_not(label: str, kind: BlockKind) -> None:
    (block,) = extract.extract(factories.pem(b"\x30\x22\x04\x20" + bytes(32), label)).blocks
    assert (block.kind, block.label) == (kind, label)


def test_der_files_are_known_by_their_bytes() -> None:
    leaf = factories.certificate()
    kinds = [
        extract.extract(data).blocks[0].kind for data in (CSR, leaf.der, factories.pkcs7(leaf), private_keys.pfx())
    ]
    assert kinds == [BlockKind.CSR, BlockKind.CERTIFICATE, BlockKind.PKCS7, BlockKind.PRIVATE_KEY]


def test_der_files_in_one_are_all_found() -> None:
    chain = factories.chain()
    found = extract.extract(chain.leaf.der + chain.intermediate.der + chain.root.der + b"\r\n\x00junk")
    assert [block.der for block in found.blocks] == [chain.leaf.der, chain.intermediate.der, chain.root.der]


def test_a_der_file_that_was_sent_as_text_is_mended() -> None:
    der = factories.certificate(common_name="a line\nfeed").der
    assert extract.extract(der.replace(b"\n", b"\r\n")).blocks[0].der == der


@pytest.mark.parametrize("form", unrelated.written_out(b""))
def test_a_csr_written_out_octet_by_octet_is_read(form: str) -> None:
    found = extract.extract(f"Here:\n{unrelated.written_out(CSR)[form]}\nthanks")
    assert [block.der for block in found.blocks] == [CSR]


def test_a_bundle_in_a_kubernetes_secret_is_read() -> None:
    chain = factories.chain()
    secret = base64.b64encode(f"subject=CN = a\n{chain.leaf.pem}{chain.intermediate.pem}".encode()).decode()
    found = extract.extract(f"data:\n  tls.crt: {secret}\n  tls.key: not shown\n")
    assert [block.der for block in found.blocks] == [chain.leaf.der, chain.intermediate.der]
    assert found.prose == "data:\n  tls.crt: tls.key: not shown"


def test_what_openssl_prints_before_a_block_is_not_taken_for_one() -> None:
    chain = factories.chain()
    printed = f"""Certificate:
    Data:
        Version: 3 (0x2)
        Subject Public Key Info:
            Public Key Algorithm: id-ecPublicKey
                pub:
                    04:{bytes(range(100, 160)).hex(":")}
                ASN1 OID: prime256v1
    Signature Algorithm: ecdsa-with-SHA256
         30:45:02:20:{bytes(32).hex(":")}:02:21:00:{bytes(range(128, 160)).hex(":")}
{chain.leaf.pem}
Bag Attributes
    localKeyID: 01 00 00 00
    friendlyName: Example CA
subject=/CN=Example Issuing CA
issuer=/CN=Example Root
{chain.intermediate.pem}"""
    assert [block.der for block in extract.extract(printed).blocks] == [chain.leaf.der, chain.intermediate.der]


def test_a_private_key_is_named_but_never_carried() -> None:
    found = extract.extract(private_keys.by_kind()["RSA"])
    assert found.blocks == (Block(BlockKind.PRIVATE_KEY, "RSA PRIVATE KEY", None),)


SSH_KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"


@pytest.mark.parametrize("named", ["ssh-ed25519 ", ""])
def test_an_ssh_public_key_is_named(named: str) -> None:
    found = extract.extract(f"is this it? {named}{SSH_KEY} me@host")
    assert [block.kind for block in found.blocks] == [BlockKind.SSH_PUBLIC_KEY]
    assert found.prose == "is this it? me@host"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (BlockKind.OCSP, unrelated.ocsp_request()),
        (BlockKind.OCSP, unrelated.ocsp_response()),
        (BlockKind.CRL, unrelated.crl()),
        (BlockKind.CRL, unrelated.crl(entries=1)),
        (BlockKind.PUBLIC_KEY, unrelated.public_key(PublicFormat.SubjectPublicKeyInfo)),
        (BlockKind.PUBLIC_KEY, unrelated.public_key(PublicFormat.PKCS1)),
        (BlockKind.PKCS12, unrelated.trust_store()),
        (BlockKind.TIMESTAMP, unrelated.timestamp_query()),
        (BlockKind.ATTRIBUTE_CERTIFICATE, unrelated.attribute_certificate()),
        (BlockKind.ENCRYPTED, unrelated.enveloped()),
        (BlockKind.PARAMETERS, unrelated.dh_group()),
        (BlockKind.PGP, unrelated.pgp_key(secret=False)),
        (BlockKind.UNKNOWN, bytes(range(256))),
    ],
)
def test_what_no_certificate_can_be_ordered_with_is_named(kind: BlockKind, data: bytes) -> None:
    bare = base64.encodebytes(data).decode()
    assert [block.kind for block in extract.extract(f"what is this?\n\n{bare}").blocks] == [kind]


def test_an_archive_is_named() -> None:
    assert extract.extract(b"PK\x03\x04" + bytes(60)).blocks[0].kind is BlockKind.ARCHIVE


@pytest.mark.parametrize(
    "prose",
    [
        "How many subdomains does a wildcard certificate secure?",
        "What is -----BEGIN CERTIFICATE REQUEST----- for?",
        "MIIS is not a word, nor is MIIEvQIBADANBg, but they are short",
        "M" * 400,
        base64.b64encode(bytes(range(60))).decode(),
        f"https://www.example.com/reset?token={base64.b64encode(bytes(range(256))).decode()}",
        hashlib.sha512(b"").hexdigest() * 2,
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


@pytest.mark.parametrize(
    "hostile",
    [
        "-----BEGIN CERTIFICATE-----\nMIIBAA==\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nMIIB",
        "MIIB\n-----END CERTIFICATE-----\n",
        "MIIEowIBAAK ",
        "M I I ",
        "lQOYBF ",
        "AAAAB3NzaC1 ",
        "30:82:01:",
        "48, 130, 1, ",
        "LS0tLS1CRUdJTi",
        "\u200b=",
    ],
)
def test_a_megabyte_of_hostile_text_is_worked_through(hostile: str) -> None:
    """With anything worse than linear in the search for blocks, this would not end."""
    found = extract.extract(hostile * (extract.MAX_CHARS // len(hostile)))
    assert len(found.blocks) <= extract.MAX_BLOCKS


def test_ten_thousand_blocks_are_counted() -> None:
    pem = factories.pem(b"\x30\x06\x04\x04" + bytes(4), "SMALL")
    found = extract.extract(pem * 10_000)
    assert len(found.blocks) + found.dropped == 10_000


def test_a_certificate_of_a_megabyte_is_read() -> None:
    certificate = factories.certificate().der
    body = certificate[4:] + bytes(700_000)
    der = b"\x30\x83" + len(body).to_bytes(3) + body
    assert extract.extract(factories.pem(der, "CERTIFICATE")).blocks[0].der == der
