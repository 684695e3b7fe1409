"""What the tests ask of any report."""

from __future__ import annotations

from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport


def codes(report: CsrReport | CertificateReport | ChainReport | Comparison) -> list[str]:
    """The codes of what was found, the worst first."""
    return [finding.code for finding in report.findings]
