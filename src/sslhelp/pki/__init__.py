"""What customers paste: found in messy text, read field by field, judged, and put in order.

`private_key` comes before everything else and `extract` after it; `csr`, `certificate` and `chain` turn what was found
into the reports of `model.pki`. Nothing here logs, stores, or opens a connection.
"""
