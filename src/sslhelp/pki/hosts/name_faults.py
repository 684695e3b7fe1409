"""The faults of host names, by the words that findings call them by."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a host name.

    TLS BR 7.1.2.7.12 on its form, 1.6.1 and 3.2.2.6 on wildcards, 4.2.2 on internal names and reserved addresses,
    appendix B on onions. Not forbidden there, but hardly meant or refused by registries: WWW_TWICE, NOT_IDNA (RFC 5891
    5.4) and MIXED_SCRIPTS (UTS 39 5.2).
    """

    SCHEME = "scheme"
    PORT = "port"
    PATH = "path"
    TRAILING_SLASH = "trailing_slash"
    EMAIL = "email"
    BLANK = "blank"
    SEVERAL = "several"
    CHARACTERS = "characters"
    UNDERSCORE = "underscore"
    TRAILING_DOT = "trailing_dot"
    EMPTY_LABEL = "empty_label"
    HYPHEN = "hyphen"
    RESERVED_LABEL = "reserved_label"
    LABEL_TOO_LONG = "label_too_long"
    TOO_LONG = "too_long"
    U_LABEL = "u_label"
    A_LABEL = "a_label"
    NOT_IDNA = "not_idna"
    MIXED_SCRIPTS = "mixed_scripts"
    WWW_TWICE = "www_twice"
    WILDCARD_MISPLACED = "wildcard_misplaced"
    WILDCARD_PARTIAL = "wildcard_partial"
    WILDCARD_DOUBLE = "wildcard_double"
    WILDCARD_SUFFIX = "wildcard_suffix"
    WILDCARD_IP = "wildcard_ip"
    PUBLIC_SUFFIX = "public_suffix"
    INTERNAL = "internal"
    NUMERIC_TLD = "numeric_tld"
    REVERSE_ZONE = "reverse_zone"
    ONION = "onion"
    RESERVED_IP = "reserved_ip"
    IP_AS_DNS = "ip_as_dns"


Found = tuple[Fault, str]
"""A fault and its evidence."""
