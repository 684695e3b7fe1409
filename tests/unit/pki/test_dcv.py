"""Sectigo's validation records, held to a vector that was computed by hand with openssl."""

from __future__ import annotations

from sslhelp.model.pki import DcvRecord
from sslhelp.pki import csr, dcv, extract
from tests import factories

VECTOR = """\
-----BEGIN CERTIFICATE REQUEST-----
MIIC6zCCAdMCAQAwbDELMAkGA1UEBhMCR0IxGzAZBgNVBAgMEkdyZWF0ZXIgTWFu
Y2hlc3RlcjEQMA4GA1UEBwwHU2FsZm9yZDEUMBIGA1UECgwLRXhhbXBsZSBMdGQx
GDAWBgNVBAMMD3d3dy5leGFtcGxlLmNvbTCCASIwDQYJKoZIhvcNAQEBBQADggEP
ADCCAQoCggEBAMxYHbJTtlvgSZ1/pB2vyS303ashVcyDxU7HSf4VN2Zmb0/Zh7wA
gqANC9ZBj1iSSWayjQcOKmhscjXz+meUr71n6OpyMGHgRilZD9GD5E8hLOwPMEMp
ETSbC52m18u04EfjfIdoVyB7aey2mR/30Tl0mn1yu2DRfLSM3TI6OFSg+PV+I3Pj
hKlAt0MVLbcUgCv8yhPZsd4+eDjjDD2SkU5ilEpwEQLN6Y0Lj8bklSejTG2Aoamr
oY1alLblLANhWrVdgFSdLbjYPD8GAUEGvF6iO38iuCMVDdbsbxoAIIOJtRZBtJRC
QK8MBSOrFKp6GftEwoPKuTk/eLlEi2vlq7sCAwEAAaA6MDgGCSqGSIb3DQEJDjEr
MCkwJwYDVR0RBCAwHoIPd3d3LmV4YW1wbGUuY29tggtleGFtcGxlLmNvbTANBgkq
hkiG9w0BAQsFAAOCAQEAaqPPPnSTlZMoGxpiH1tlZLQNASAjjG0S9Y8iEZRIyD2f
TXYIzzAjWxTvfVQIPWO/NrOsUrakwCsdD8Dmz1TT0DHthOVjx0aAZL6Ve8evPw1b
RExq5WISZNEbSYw9OMu29AfVllmsBA08LCdPk6ACd3FFKM6VHY9UYrWwxXolhDRt
xznWb6BSnZa8KCNtypWFn5OTtvHnWuxv5kXBCVX85cD6ijDA5koijSxaga1Hw25+
A+uokcRSMbHR9vjWspmmY0NFodc+hM4q4rzgkJyQNVpamIiDkzlnscnIywL8530B
U+9WuS9yMqK3BUbA4neZVQPNqirgXkdUn5IKBpx8Sg==
-----END CERTIFICATE REQUEST-----
"""
MD5 = "3fb739d74af78938162a3c0b5ff32a1f"
SHA256 = "0962d22ca9ec4291203b318280b35c41ea7c64db77f0ad55d8ec69bd078d5e44"


def test_the_records_of_the_vector_are_exact() -> None:
    (block,) = extract.extract(VECTOR).blocks
    assert block.der is not None
    records = csr.read(block.der).dcv
    assert records is not None
    assert records.records[:2] == (
        DcvRecord(
            method="cname",
            domain="www.example.com",
            where=f"_{MD5}.www.example.com",
            content="0962d22ca9ec4291203b318280b35c41.ea7c64db77f0ad55d8ec69bd078d5e44.sectigo.com",
        ),
        DcvRecord(
            method="file",
            domain="www.example.com",
            where=f"http://www.example.com/.well-known/pki-validation/{MD5.upper()}.txt",
            content=f"{SHA256}\nsectigo.com",
        ),
    )
    assert "uniqueValue" in records.note


def test_each_host_has_its_own_file() -> None:
    records = dcv.sectigo(b"csr", ["example.com", "www.example.com"])
    assert records is not None
    assert [each.domain for each in records.records if each.method == "file"] == ["example.com", "www.example.com"]


def test_a_wildcard_is_validated_at_its_base_and_never_by_file() -> None:
    records = dcv.sectigo(b"csr", ["*.example.com"])
    assert records is not None
    assert [(each.method, each.domain) for each in records.records] == [("cname", "example.com")]


def test_a_wildcard_and_its_base_share_one_cname() -> None:
    records = dcv.sectigo(b"csr", ["*.example.com", "Example.com"])
    assert records is not None
    assert [(each.method, each.domain) for each in records.records] == [
        ("cname", "example.com"),
        ("file", "example.com"),
    ]


def test_names_that_no_ca_validates_have_no_records() -> None:
    assert dcv.sectigo(b"csr", ["server1", "a_b.example.com", "10.0.0.1", "*.co.uk"]) is None


def test_many_names_are_cut_at_the_limit() -> None:
    records = dcv.sectigo(factories.csr(), [f"h{at}.example.com" for at in range(dcv.MAX_NAMES + 50)])
    assert records is not None
    assert len(records.records) == 2 * dcv.MAX_NAMES
