"""A recommendation in the customer's terms: why, what it does not do, what to expect, what to have ready."""

from sslhelp.products.reasons.asks import asks
from sslhelp.products.reasons.because import because
from sslhelp.products.reasons.expect import expect
from sslhelp.products.reasons.limits import limits

__all__ = ["asks", "because", "expect", "limits"]
