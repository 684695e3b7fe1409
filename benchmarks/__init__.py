"""`make bench`: how long a report takes, beside `cryptography` on its own and the openssl program, in one run."""
