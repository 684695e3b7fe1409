"""What customers' words say of their needs: tables of values and patterns, matched as whole words in lower case.

Within a table the first pattern that is found decides, so what is more telling stands first. In the words that these
are matched against, `hear` has put a mark in the place of each name.
"""

from __future__ import annotations

from typing import Any

from sslhelp.model.products import Coverage, Purpose
from sslhelp.products.requirements import Renewal, Shown, Wish

_MANY = "all|any|every|each|unlimited|many|several|multiple|various|lots of|a lot of"
EVERY = rf"(?:{_MANY})\s+(?:(?:of|the|our|my|its|their|other|possible)\s+)*"
SUBDOMAINS = r"sub[- ]?domains?"
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
NUMBER = rf"(?:\d{{1,4}}|{'|'.join(NUMBERS)})"

_MAIL = r"(?:e-?)?mails?"
_PERSONAL = r"(?:[cs]pac|personal authentication)"
_COMPANY = r"(?:company|business|organi[sz]ation|firm|legal)"
_SEEN = r"(?:shown|seen|visible|displayed|appears?)"
_SOFTWARE = r"(?:code|software|apps?|applications?|programs?|installers?|executables?|scripts?|msi|macros?|dlls?|jars?)"
_SHOPS = "woo ?commerce|magento|prestashop|shopware|shopify|joomla|drupal|typo3|e-?commerce|online (?:shop|store)"
_SERVERS = "nginx|apache|iis|tomcat|plesk|cpanel|haproxy|load ?balancers?|kubernetes|k8s|nas"

_NO = (
    r"(?:have|has|had|own|run|got|is|am|are|'re|'m)(?: no| not an?|n't an?)|without(?: an?| any)?|not an?|no"
    r"|(?:don't|doesn't|do not|does not|haven't|hasn't) (?:have|own|run|got)(?: an?| any)?"
)
_NOT_SHOWN = r"(?!'s)(?! (?:name|data|papers|valid\w*))"
NO_COMPANY = (rf"(?:{_NO}) (?:registered |real )?(?:company|business|organi[sz]ation|firm)\b{_NOT_SHOWN}",)
"""Words that say that there is no company, and nothing of what is to be shown."""

AUTOMATIC = (
    r"(?:renew\w* )?automat\w*(?: renew\w*)?",
    r"auto[- ]?renew\w*",
    r"(?:renew\w* )?(?:by|on) (?:itself|themselves|its own)|renew\w* (?:itself|themselves)",
    *("acme", "certbot", "win-acme", "cert-manager"),
)
"""Words that say that nobody is to renew by hand."""

ANSWERS: dict[str, tuple[tuple[Any, tuple[str, ...]], ...]] = {
    "purpose": (
        (Purpose.DOCUMENTS, ("pdfs?", r"document[- ]sign\w*", "adobe", "acrobat", "aatl")),
        (Purpose.DOCUMENTS, (r"sign\w* (?:\w+ ){0,3}(?:documents?|contracts?|invoices?)",)),
        (
            Purpose.CODE,
            (r"code[- ]?sign\w*", rf"sign\w* (?:\w+ ){{0,3}}{_SOFTWARE}", "drivers?", "authenticode", "exe"),
        ),
        (Purpose.CLIENT, ("mtls", r"mutual (?:tls|ssl|auth\w*)", r"client[- ]?(?:side )?(?:cert\w*|auth\w*)")),
        (Purpose.CLIENT, (r"(?:vpn|wi-?fi|radius) (?:users?|clients?|log-?ins?|auth\w*)", "smart ?cards?")),
        (Purpose.CLIENT, (r"authenticat\w* (?:\w+ ){0,2}(?:clients?|devices?)", "(?:for|to) log(?:ging)?[- ]?in")),
        (Purpose.CLIENT, (r"(?:clients?|devices?) (?:\w+ ){0,3}authenticat\w*",)),
        (Purpose.WEBSITE, (rf"{_MAIL} ?servers?", "smtp", "imap", "exchange")),
        (Purpose.EMAIL, ("s/?mime", _PERSONAL, "outlook", "thunderbird")),
        (Purpose.EMAIL, (rf"{_MAIL} (?:sign\w*|encrypt\w*|cert\w*)",)),
        (
            Purpose.EMAIL,
            (rf"(?:sign|encrypt|secur|protect)\w* (?:[\w']+ ){{0,4}}{_MAIL}",),
        ),
        (Purpose.WEBSITE, ("web ?(?:sites?|shops?|stores?|servers?|pages?|apps?)", "sites?", "shop", "blog", "portal")),
        (Purpose.WEBSITE, ("servers?", "https", "wordpress", "domains?", SUBDOMAINS, "wild-?cards?", "ip address")),
        (Purpose.WEBSITE, ("multi-?domain", "san", "ucc", _SHOPS, _SERVERS)),
    ),
    "coverage": (
        (Coverage.MULTI_WILDCARD, ("multi-?domain wild-?cards?", "wild-?card multi-?domain")),
        (Coverage.WILDCARD, ("wild-?cards?", r"star cert\w*", rf"{EVERY}{SUBDOMAINS}", rf"\d+ {SUBDOMAINS}")),
        (Coverage.MULTI, (r"multi-?domain", r"(?:san|ucc) cert\w*")),
        (Coverage.MULTI, (r"(?:several|multiple|different|many) (?:\w+ )?(?:domains|(?:web)?sites|names)",)),
        (Coverage.SINGLE, ("(?:one|1|single|only a) (?:domain|(?:web)?site|host)", "single-domain")),
    ),
    "shown": (
        (Shown.NOBODY, (rf"(?:no|not|without|don't|doesn't|never) (?:\w+ ){{0,3}}{_COMPANY}",)),
        (Shown.NOBODY, (rf"{_COMPANY}(?: name)? (?:\w+ ){{0,2}}not (?:\w+ ){{0,2}}{_SEEN}",)),
        (Shown.NOBODY, ("dv", r"domain[- ]validat\w*", f"{_PERSONAL} basic", "personal (?:web)?(?:site|blog|page)")),
        (Shown.NOBODY, (rf"(?:just|only) (?:the )?(?:encryption|(?:{_MAIL} )?address)", "hobby")),
        (Shown.COMPANY, ("ov", "ev", r"(?:organi[sz]ation|business|extended)[- ]validat\w*", "green (?:address )?bar")),
        (Shown.COMPANY, (rf"{_COMPANY}(?:'s)? name", rf"name of (?:the|our|my) {_COMPANY}", f"{_PERSONAL} enterprise")),
        (Shown.COMPANY, (rf"(?:show|display|prove|see)\w* (?:\w+ ){{0,3}}{_COMPANY}", "who we are")),
        (Shown.COMPANY, (rf"{_COMPANY} (?:\w+ ){{0,3}}{_SEEN}",)),
        (Shown.COMPANY, ("bank", "insurer", "insurance company", "credit union")),
        (Shown.PERSON, ("my (?:own |full |real )?name", "first (?:name )?and last name", "person'?s name")),
        (Shown.PERSON, (f"{_PERSONAL} pro",)),
    ),
    "renewal": (
        (Renewal.BY_HAND, ("by hand", r"manual(?:ly)?", r"(?:no|not|without|don't) (?:\w+ ){0,2}(?:acme|automat\w*)")),
        (Renewal.AUTOMATIC, AUTOMATIC),
    ),
    "brand": (
        ("DigiCert", ("digicert", "symantec")),
        ("GeoTrust", ("geotrust", "quickssl", r"true ?business ?id")),
        ("RapidSSL", ("rapid ?ssl",)),
        ("Thawte", ("thawte", "ssl ?123")),
        ("GoGetSSL", ("gogetssl", "business ?trust")),
        ("Sectigo", ("sectigo", "comodo", "(?:positive|instant|essential|enterprise) ?ssl")),
    ),
}
"""Per field of Requirements, the values that it may take and the words that say so."""

WISHES: tuple[tuple[Wish, tuple[str, ...]], ...] = (
    (Wish.EV, ("ev", r"extended[- ]validat\w*", "green (?:address )?bar")),
    (Wish.CPAC, (_PERSONAL, "s/?mime")),
    (Wish.DRIVER, ("drivers?", "kernel[- ]mode")),
    (Wish.ADDRESS, ("public ip", "ip address", r"(?:cert\w*|ssl|tls) for (?:an?|my|our|the) (?:\w+ )?ip")),
    (Wish.INTERNAL, ("intranet", r"(?:private|local|internal|lan) (?:ip|address|server|host|domain|network)s?")),
    (
        Wish.FREE,
        (r"free (?:of charge )?(?:\w+ ){0,2}(?:cert\w*|ssl|tls|one)", r"let'?s ?encrypt", "for (?:free|nothing)"),
    ),
    (Wish.ONION, ("onion (?:site|address|domain|service|name|host)", "tor (?:site|onion|hidden|service)")),
    (Wish.INDIVIDUAL, (*NO_COMPANY, "freelancer?s?", "self-employed", "private person", "an individual")),
    (Wish.TRIAL, ("trial", r"try (?:it|one|ssl|before|out)", r"(?:test|testing) (?:cert\w*|ssl|only|purposes?)")),
    (Wish.TODAY, ("today", "urgent(?:ly)?", "asap", "right (?:now|away)", "immediately", "in a hurry")),
)

COUNTED = "(?:domains?|(?:web)?sites?|(?:host ?|domain )?names?|hosts?|sans)"
"""What is counted when a number of names is said."""

PEOPLE = "(?:employees|people|persons|users|colleagues|staff|developers|mailboxes|(?:e-?)?mail ?addresses|addresses)"
"""Who is counted when each needs a certificate."""

UNDECIDED = r"(?:dv|ov|ev)(?:(?:\s*(?:,|/|\bor\b)\s*)+(?:dv|ov|ev)\b)+"
"""Words that say that the customer does not know yet: "DV or OV"."""

DECLINED = r"(?:no|not|without|(?:don't|doesn't) (?:need|want)) (?:an? |any |the )?(?:ev|ov|wild-?cards?|pdfs?)"
"""Words of what is not wanted."""
