"""What can be asked of a report that was just shown, and in which words. What is more telling stands first."""

from __future__ import annotations

from enum import Enum

from sslhelp.assistant.phrases import any_of
from sslhelp.products.understanding import hear

MOST_CHARS = 240
MOST_WORDS = 16


class Wanted(Enum):
    """What is asked of a report."""

    CHANGE = "change"
    PRODUCT = "product"
    MATCH = "match"
    EXPIRY = "expiry"
    ISSUER = "issuer"
    KEY = "key"
    COVERS = "covers"
    NAMES = "names"
    FINGERPRINT = "fingerprint"
    ORDER = "order"


_THING = r"(?:csr|request|certificate|cert|file|chain|key|one)"
_IT = rf"(?:it|this|that|these|them|one|mine|(?:the|my|this|that|our) (?:\w+ )?{_THING})"
_I = r"(?:do|does|did|should|must|shall|can|could|may|would|have) (?:i|we)"
_HAVE_TO = r"(?:now )?(?:have to |need to |got to |to )?(?:now )?"
_USE = r"(?:order|buy|use|go on|go ahead|proceed|continue|submit|send|install|upload|paste|work with|take)"
_PRODUCT = r"(?:product|certificate|cert|ssl|one)"
_CAN_I = r"(?:can|could|may|shall|should) (?:i|we)(?: (?:now|just|really|already|still|safely|then))?"
_STRONG = r"(?:strong|secure|safe|big|large|long|good|weak|short|ok|okay|fine|enough)"
_NAMES = r"(?:names?|domains?|sans?|hosts?|hostnames?|sites?|addresses)"
_HELD = r"(?:in it|in there|on it|included|covered)"
_FINE = r"(?:ok|okay|good|fine|valid|right|correct|usable|alright|in order|any good|working|trusted|safe)"
_IS = r"(?: is|'s|s| was| are)?"

_WANTED = {
    Wanted.CHANGE: any_of(
        rf"what (?:exactly )?{_I} {_HAVE_TO}(?:change|fix|correct|mend|repair|do (?:about|now|with|next)|do$)",
        rf"how {_I} (?:fix|correct|mend|repair|change|solve) (?:{_IT}|the (?:errors?|faults?|problems?))",
        rf"what{_IS} (?:actually )?wrong",
        rf"what{_IS} (?:the )?(?:problems?|errors?|faults?|issues?)",
        r"what needs? (?:fixing|changing|to be (?:fixed|changed|corrected))",
        rf"how {_I} make a (?:right|correct|new|better) one",
        r"(?:which|what) command|(?:give|show) me (?:the|a) (?:command|right)",
        r"why (?:would|was|is) it (?:be )?(?:refused|rejected|broken)",
    ),
    Wanted.PRODUCT: any_of(
        r"what (?:would|do|can) you (?:sell|recommend|suggest|advise)",
        rf"(?:which|what) (?:\w+ )?{_PRODUCT} (?:.{{0,30}} )?(?:fits?|suits?|buy|order|need|take|get)",
        rf"(?:which|what) (?:\w+ )?{_PRODUCT} (?:.{{0,30}} )?for (?:it|this|that|these)",
        rf"(?:what|which) {_I} {_HAVE_TO}(?:buy|order|purchase)",
        r"(?:recommend|suggest) (?:something|one|a \w+|me)",
        r"(?:cheapest|best) (?:\w+ )?for (?:it|this|that|these)",
    ),
    Wanted.MATCH: any_of(
        r"(?:match|belong|fit|go) (?:together|each other|to (?:each other|it|the (?:csr|certificate|cert|key)))",
        r"(?:do|does|is|are) .{0,40}(?:match|matching|belong together|same key)",
    ),
    Wanted.EXPIRY: any_of(
        r"when (?:does|do|will|did|is|would|must|should) .{0,30}(?:expire|expir\w+|end|runs? out|renew\w*|due)",
        r"expir(?:y|ation|e) date|has .{0,20}expired|is .{0,20}(?:expired|still valid)",
        rf"how (?:long|many days) (?:is|will|does|are|has) {_IT}(?: .{{0,20}})?(?:valid|good|last|left|got|live|run)",
        r"(?:until|till|to) when|valid (?:until|till|to)",
        r"how (?:long|many days) (?:do i have )?left|days (?:are )?left",
    ),
    Wanted.ISSUER: any_of(
        r"who (?:has |did )?(?:issued?|signed?|made|gave)|issued by",
        rf"(?:who|what){_IS} the (?:issuer|ca|signer)",
        r"(?:which|what) (?:ca|authority|issuer)(?! (?:should|do|can))",
        r"is .{0,12}self[- ]signed",
    ),
    Wanted.KEY: any_of(
        r"(?:key|bits?|2048|4096|rsa|ecc|size) .{0,20}" + _STRONG,
        r"(?:which|what) (?:\w+ )?key|key (?:size|type|length|strength)|how many bits",
        r"how (?:strong|long|big|large) is (?:the|its|my) key",
        r"is (?:it|the key|that) (?:an? )?(?:rsa|ecc|ecdsa|ec|elliptic)",
    ),
    Wanted.NAMES: any_of(
        rf"(?:which|what|all the) (?:\w+ )?{_NAMES} .{{0,40}}(?:{_HELD}|cover\w*|contain\w*|ha(?:ve|s)|are|secure\w*)",
        rf"(?:which|what) {_NAMES}$",
        r"(?:what|which) (?:does|is) it (?:for|cover)",
        rf"(?:is|are|does) .{{0,20}}(?:www|bare domain|subdomains?|wildcard) .{{0,20}}(?:{_HELD}|too)",
        r"(?:cover|include|contain) (?:the )?(?:www|bare domain|subdomains?)",
    ),
    Wanted.FINGERPRINT: any_of(r"fingerprints?", "thumbprint", r"serial(?: number)?", r"sha-?256"),
    Wanted.ORDER: any_of(
        rf"{_CAN_I} {_USE}(?: (?:.{{0,30}} )?{_IT}|(?= like| as| now|$))",
        rf"(?:is|are|was|does) {_IT}(?: look)? (?:(?:now|really|all|actually|looking) )?{_FINE}",
        rf"(?:good|ready|ok|okay|fine|safe) to (?:go|{_USE})",
        rf"(?:will|would|does|do) {_IT} (?:be )?(?:work|do|accepted|refused|rejected|ok)",
        rf"(?:can|could) {_IT} be (?:used|ordered|installed|submitted)",
        rf"looks? {_FINE}|(?:everything|all) {_FINE}",
        r"is that (?:bad|serious|a problem|enough)|do i have to worry|anything wrong",
    ),
}
_COVERS = any_of("cover", "in it", "in there", "include", "contain", "good for", "valid for", "work (?:for|on|with)")


def wanted(question: str) -> Wanted | None:
    """Return what a question wants of a report; None for a long one, and for what no report says."""
    heard = hear(question[: MOST_CHARS + 1])
    if len(question) > MOST_CHARS or len(heard.words.split()) > MOST_WORDS:
        return None
    if heard.names and _COVERS.search(heard.words):
        return Wanted.COVERS
    words = heard.words.rstrip(" ?!.")
    return next((what for what, pattern in _WANTED.items() if pattern.search(words)), None)
