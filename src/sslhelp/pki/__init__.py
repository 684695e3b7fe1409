"""What customers paste: found in messy text, read field by field, judged, and put in order.

`pasted` cuts private keys out, then finds blocks; `asn1` reads them; `hosts` knows names, `trust` roots and paths.
`csr`, `certificate`, `chain` and `pair` turn what was found into the reports of `model.pki`. Nothing here logs or opens
a connection, and nothing is kept but what `trust.intermediates` hands to its store.
"""
