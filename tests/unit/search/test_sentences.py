"""The sentences of a long question."""

from hypothesis import given
from hypothesis import strategies as st

from sslhelp.search import sentences

MAIL = (
    "Good morning. We bought a certificate for shop.example.com last year and it worked well. "
    "Now our admin has left! How do we find out where it is installed?"
)


def parts(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in sentences.of(text)]


def test_a_long_text_is_parted_at_the_ends_of_its_sentences_and_not_inside_a_name() -> None:
    assert parts(MAIL) == [
        "Good morning.",
        "We bought a certificate for shop.example.com last year and it worked well.",
        "Now our admin has left!",
        "How do we find out where it is installed?",
    ]


def test_a_short_question_and_a_long_single_sentence_are_left_whole() -> None:
    assert parts("Where is it? Tell me.") == []
    assert parts("word " * 40) == []


def test_of_many_sentences_the_first_and_the_last_are_looked_at() -> None:
    found = parts(" ".join(f"This is number {number}." for number in range(50)))
    assert len(found) == sentences.MOST
    assert found[0] == "This is number 0."
    assert found[-1] == "This is number 49."


@given(st.text(alphabet="ab .!?\n", max_size=400))
def test_sentences_never_overlap_and_are_never_empty(text: str) -> None:
    at = 0
    for start, end in sentences.of(text):
        assert at <= start < end <= len(text)
        at = end
