"""`make conformance`: our reports beside OpenSSL's reading, our verdicts beside other verifiers'."""
