"""Whatever stands where a host name should: it is judged, and what is mended is sound."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sslhelp.pki.hosts import coverage, idn, names

SCRAPS = st.sampled_from(
    [
        *"www. example .com .co.uk *. * _ - -- xn-- bcher-kva ü . :443 :// \\ / https @ , ; 10.0.0.1 [::1] %".split(),
        *("。", "DNS:", ".onion", ".in-addr.arpa", " ", "\u0430", "\u200b", "\udc80"),
    ]
)
TEXTS = st.lists(SCRAPS | st.text(max_size=4), max_size=12).map("".join)


@settings(deadline=None)
@given(TEXTS | st.text(), st.booleans())
@example("\u212a.com", False)
@example("*.", False)
def test_any_text_is_judged_and_what_is_mended_is_sound(text: str, dns: bool) -> None:
    judged = names.judge(text, dns=dns)
    for meant in (*filter(None, [judged.mended]), *names.mended_all(text)):
        assert meant.isascii()
        assert meant == meant.lower()
        assert not set(meant) & set(" \"'%$`;,/\\@_")
        assert names.judge(meant) == names.Judged(meant, {}, meant)


@settings(deadline=None)
@given(TEXTS)
def test_a_name_without_faults_is_mended_to_itself(text: str) -> None:
    judged = names.judge(text)
    if not judged.faults and names.address(text) is None:
        assert judged.mended == text.lower()


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=4), TEXTS)
def test_a_reason_is_a_sentence_for_any_names(patterns: list[str], host: str) -> None:
    coverage.is_covered(patterns, patterns, host)
    assert coverage.why_not_covered(patterns, host).endswith(".")


@settings(deadline=None)
@given(st.text())
def test_any_label_is_decoded_or_is_none(text: str) -> None:
    decoded = idn.decoded(f"xn--{text}")
    assert decoded is None or isinstance(idn.is_u_label(decoded), bool)
    idn.mixed_scripts(text)
    idn.a_labels(text)
