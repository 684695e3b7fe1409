"""Tell a customer who wants a product chosen from one who asks how something is.

A wrong yes keeps an answer of the knowledge base from somebody, a wrong no only leads to an article, so what is not
plainly a request to choose, or a wish to buy, is not one.
"""

from __future__ import annotations

import re

from sslhelp.products.understanding import MARK, hear
from sslhelp.products.words import AUTOMATIC

_MOST_WORDS_OF_A_CHANGE = 14
_CERT = r"(?:certificates?|certs?|ssl|tls|products?|[cs]pac|s/?mime)"
_WHO = r"(?:i|we|one|an? [\w-]+)"
_OUGHT = rf"(?:(?:do|does|should|would|must|can) {_WHO}|(?:i|we)(?: should| must)?)(?: have to| really| actually)?"
_BUY = r"(?:buy|get|order|purchase|choose|pick|take|need|want|use|go for)"
_SIGNED = r"(?:pdfs?|documents?|code|software|programs?|apps?|drivers?|e-?mails?)"
_FEW = r"(?:[\w/'-]+ ){0,4}?"
_OTHER = r"(?!(?:to|help|with|know|my|our)\b|the (?!most|best|cheapest|right|strongest|safest))"
_UP_TO_CERT = rf"(?:{_OTHER}[\w/-]+ ){{0,6}}?(?:{_CERT}|wild-?card)"


def _any(*patterns: str) -> re.Pattern[str]:
    """Any of these, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


# Somebody who wants the choice made.
_CHOOSE = _any(
    rf"(?:which|what) {_FEW}{_CERT} {_OUGHT} {_BUY}",
    rf"(?:which|what) {_FEW}{_CERT} (?:is|are|would be|fits?|suits?) (?:the )?(?:right|best|good|suitable|for|my|our)",
    rf"(?:which|what) {_FEW}{_CERT} to (?:buy|get|order|choose|pick|use|sign|secure|protect|log ?in)",
    rf"(?:which|what) {_FEW}{_CERT} for (?:sign\w*|my|our|an?|one|\d+)",
    rf"(?:recommend|suggest|advise) {_FEW}{_CERT}",
    rf"do you sell {_UP_TO_CERT}",
    r"(?:recommend|suggest) (?:(?:something|anything|one) )?for",
    r"(?:do|would|can|could) you (?:recommend|suggest)",
    rf"help (?:me|us) (?:to )?(?:choose|pick|find|select|decide).{{0,40}}?{_CERT}",
    rf"(?:right|best|cheapest) {_FEW}{_CERT} for (?:me|us|my|our|an?|one|\d)",
    rf"(?:choose|find) (?:me )?(?:a|an|the right) {_FEW}{_CERT}",
)
_CHOOSE_FOR_NAMES = _any(
    rf"(?:which|what)\b[^?.]{{0,40}}? {_OUGHT} {_BUY}",
    rf"(?:which|what|right|best) {_FEW}{_CERT} (?:for|fits?|suits?|covers?)",
    "recommend",
    "suggest",
)
# Somebody who wants to have one.
_WISH = _any(
    rf"(?:need|require|want|would like|'d like|looking for) (?:to (?:buy|order|get|have|purchase) )?{_UP_TO_CERT}",
    rf"(?:to|wanna|can|could) (?:buy|order|purchase|get) {_UP_TO_CERT}",
    rf"(?:need|want|have|would like|looking) to (?:sign|encrypt) {_FEW}{_SIGNED}",
)
_WISH_FOR_NAMES = re.compile(
    rf"\b(?:{_CERT}|wild-?cards?)\b[^?.]{{0,60}}?\b(?:for|to (?:cover|secure|protect))\b[^?.]{{0,60}}?{MARK}"
    rf"|\b(?:secure|protect|cover)\b[^?.]{{0,40}}?{MARK}"
)
# Somebody who writes as if words cost money: names, and nothing but words of products beside them.
_TELEGRAM = frozenset(
    """a an and for with of on in our my the please pls hi hello thanks asap today urgent need new one cheap cheapest
    free cert certs certificate certificates ssl tls wildcard wildcards san ucc multi-domain multidomain domain domains
    subdomain subdomains ev ov dv company name shown website site web shop blog server mail exchange acme automatic
    sectigo digicert geotrust rapidssl thawte gogetssl positivessl comodo""".split()
)
_PRODUCT = _any(_CERT, "wild-?cards?", "[deo]v")
# Somebody who begins with what they have; two names at least, since one alone may begin any story.
_SITUATION = re.compile(rf"^\W*(?:i|we)(?:'re|'m| are| am| run| have| own| operate)\b[^?]*{MARK}")

_COMPARES = _any(
    "differences?|differs?|different (?:from|to|than)",
    "vs",
    "versus",
    r"compar\w+",
    "better than",
    "which of the",
    "means?",
)
_COMPARED = (
    frozenset({"basic", "pro", "enterprise"}),
    frozenset({"dv", "ov", "ev"}),
    frozenset({"wildcard", "multi-domain", "multidomain", "san", "ucc"}),
)
_TROUBLE = _any(
    r"errors?|warnings?|problems?|issue with|broken|unable|fail\w*|expir\w*|insecure|invalid",
    "not (?:working|trusted|secure|valid)",
    r"do(?:es)? ?n['o]t work|won't|can ?not|can't|mixed content|stuck|pending|rejected|revok\w*|stolen|lost",
    r"install\w*|renew\w*|re-?issue\w*|convert\w*|upload\w*|import\w*|export\w*|redirect\w*|refund\w*|cancel\w*",
    r"validation (?:mail|email|file|record)|caa|dcv|csr|private key|key file|chain|bundle|intermediate|root|authority",
    r"format|pfx|pem|p12|jks|price|cost|how much|warranty|seal",
)
# What a certificate is to do by itself is a wish and no trouble.
_RENEWING = _any(*AUTOMATIC)
_OWNED = _any(
    rf"(?:my|our|this|that|your|existing|current|present|same|installed|issued|old) {_FEW}(?:certificates?|certs?|ssl)",
    "the (?:certificates?|certs?|ssl)",
    "already|bought|ordered|purchased|received",
    "add|adding|extra|additional|one more|another|change|replace|remove",
)
_ASKS = re.compile(
    r"^\W*(?:(?:hi|hello|hey|so|and|but|ok|good (?:morning|day|evening)|please|thanks)\W+)*"
    r"(?:how|why|when|where|who|whose|which|what|is|are|am|was|does|do|did|can|could|will|would|should|may|must|has)\b"
)


# Somebody who changes what they want, after a product was recommended.
_CHANGES = re.compile(
    r"^\W*(?:(?:and|but|so|or|ok|okay|hm+|actually|thanks|no|then)\W+){0,3}"
    r"(?:(?:what|how) (?:if|about)|if|with|without|for|also|plus|instead|rather|make (?:it|that)|is there one"
    r"|(?:can|could|does|will) (?:it|that|i|we)(?: also)? (?:cover|include|show|have|get)"
    r"|(?:i|we)(?:'d| would)?(?: also| rather| actually){0,2} (?:want|need|like|prefer|have))\b"
)


def is_change(text: str) -> bool:
    """Whether a message, sent after a recommendation, changes what is wanted: "and with the company name in it?"."""
    words = hear(text).words
    return len(words.split()) <= _MOST_WORDS_OF_A_CHANGE and bool(_CHANGES.match(words)) and not _TROUBLE.search(words)


def is_enquiry(text: str) -> bool:
    """Whether a message asks to have a product chosen, or wishes to buy one."""
    heard = hear(text)
    words = _RENEWING.sub(" ", heard.words)
    if _COMPARES.search(words) or _TROUBLE.search(words):
        return False
    named = bool(heard.names)
    if not named and _weighs(words):
        return False
    if _CHOOSE.search(words) or (named and _CHOOSE_FOR_NAMES.search(words)):
        return True
    if _OWNED.search(words) or _ASKS.search(words):
        return False
    if named and _PRODUCT.search(words) and set(re.findall(r"[a-z][a-z-]*", words)) <= _TELEGRAM:
        return True
    wishes = _WISH.search(words) or _WISH_FOR_NAMES.search(words)
    return bool(wishes or (len(heard.names) > 1 and _SITUATION.search(words)))


def is_aside(text: str) -> bool:
    """Whether a message, sent where the advisor had asked something, asks something itself or tells of trouble."""
    words = _RENEWING.sub(" ", hear(text).words).strip()
    return words.endswith("?") or bool(_ASKS.search(words) or _TROUBLE.search(words) or _OWNED.search(words))


def _weighs(words: str) -> bool:
    """Whether products are weighed against each other: "basic pro or enterprise"."""
    said = set(re.findall(r"[\w-]+", words))
    return any(len(said & each) > 1 for each in _COMPARED)
