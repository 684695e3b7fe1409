"""The machine interface: every part as JSON and back."""

import json
from dataclasses import replace

import pytest

from sslhelp.model.chat import Part, Reply
from sslhelp.render import wire
from tests.samples import CERTIFICATE, CHAIN, CSR, PARTS

KEYS = {
    "answer": {"article", "heading", "anchor", "text", "html", "mrkdwn", "confidence", "related"},
    "choices": {"prompt", "options"},
    "recommendation": {"product", "because", "limits", "expect", "asks", "alternatives", "names", "command"},
    "notice": {"severity", "code", "text"},
    "handoff": {"reason", "contact", "summary"},
    "comparison": {"kind", "first", "second", "same_key", "changes", "findings"},
    "chain_report": {"verdict", "path", "unused", "missing", "bundle_pem", "findings"},
}


def dumped(part: Part) -> wire.Json:
    document: wire.Json = json.loads(json.dumps(wire.dump(Reply((part,), "c"))))
    return document


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_part_comes_back_as_it_went(part: Part) -> None:
    assert wire.load(dumped(part)) == Reply((part,), "c")


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_part_has_its_type_and_the_documented_keys(part: Part) -> None:
    (fields,) = dumped(part)["parts"]
    kind = fields.pop("type")
    assert set(fields) == KEYS.get(kind, set(fields))


def test_a_request_is_written_as_the_machine_interface_says() -> None:
    (fields,) = dumped(CSR)["parts"]
    assert fields["type"] == "csr_report"
    assert fields["subject"][0] == {"type": "C", "oid": "2.5.4.6", "value": "GB", "joined": False}
    assert fields["key"] == {"algorithm": "RSA", "bits": 1024, "curve": None, "exponent": 65537}
    assert fields["extensions"][0]["critical"] is False
    assert set(fields["fingerprints"]) == {"md5", "sha1", "sha256"}
    assert set(fields["findings"][0]) == {"code", "severity", "summary", "fix", "evidence", "citation", "article"}


def test_times_are_iso_and_in_utc() -> None:
    (fields,) = dumped(CERTIFICATE)["parts"]
    assert (fields["not_before"], fields["not_after"]) == ("2026-10-25T00:00:00Z", "2027-05-12T00:00:00Z")


def test_days_are_iso_too() -> None:
    (fields,) = dumped(CERTIFICATE)["parts"]
    assert fields["renewal"]["due"] == "2027-04-12"
    assert fields["renewal"]["terms"][0] == {"issued": "2027-04-12", "days": 100, "ends": "2027-07-21"}
    (fields,) = dumped(CSR)["parts"]
    assert [method["until"] for method in fields["dcv"]["methods"]] == [None, None, "2028-03-15"]


def test_what_an_earlier_version_kept_can_still_be_read() -> None:
    document = dumped(CERTIFICATE)
    for added in ("days", "scts_wanted", "ocsp_urls", "crl_urls", "must_staple", "renewal"):
        del document["parts"][0][added]
    assert wire.load(document).parts[0] == replace(
        CERTIFICATE, days=None, scts_wanted=None, ocsp_urls=(), crl_urls=(), must_staple=False, renewal=None
    )


def test_a_field_that_could_not_be_read_is_null() -> None:
    (fields,) = dumped(replace(CSR, subject=None, key=None, signature_valid=None))["parts"]
    assert fields["subject"] is fields["key"] is fields["signature_valid"] is None


def test_a_missing_certificate_names_where_its_issuer_offers_it() -> None:
    (fields,) = dumped(CHAIN)["parts"]
    assert fields["verdict"] == "incomplete"
    assert fields["missing"] == [{"subject": "Middle CA", "aia_urls": ["http://ca.example/middle.crt"]}]


@pytest.mark.parametrize(
    "document",
    [{}, {"parts": [], "conversation": "c"}, {"parts": [{}], "conversation_id": "c"},
     {"parts": [{"type": "poem"}], "conversation_id": "c"},
     {"parts": [{"type": "notice", "severity": "dire", "code": "x", "text": "y"}], "conversation_id": "c"},
     {"parts": 7, "conversation_id": "c"}],
)  # fmt: skip
def test_what_is_not_a_reply_is_a_value_error(document: wire.Json) -> None:
    with pytest.raises(ValueError, match=r"not a reply|validation error"):
        wire.load(document)
