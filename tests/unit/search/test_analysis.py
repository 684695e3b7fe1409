"""From text to terms."""

from pathlib import Path

import pytest

from sslhelp.errors import ConfigError
from sslhelp.search.analysis import Analysis, read_synonyms

WORDS = Analysis(
    {"star": "wildcard", "ca bundle": "intermediate", "not secure": "insecure", "let's encrypt": "letsencrypt"}
)


def stems(text: str) -> list[str]:
    return [term.stem for term in WORDS.question_terms(text)]


def test_what_customers_say_becomes_the_articles_word() -> None:
    assert stems("Star cert") == stems("wildcard cert")
    assert stems("the CA-bundle") == stems("intermediate")
    assert stems("shown as NOT  secure") == stems("shown as insecure")
    assert stems("Let\u2019s Encrypt") == ["letsencrypt"]


def test_a_phrase_inside_a_longer_word_is_left_alone() -> None:
    assert stems("starting") == ["start"]


def test_stop_words_go_and_forms_of_a_word_are_one() -> None:
    assert stems("How do I renew my renewing renewals?") == ["renew"]


def test_domain_names_and_addresses_are_names_and_not_words() -> None:
    assert stems("why is https://shop.example.com/cart insecure") == ["insecur"]
    assert stems("shop.example.net expired") == ["expir"]


def test_a_name_with_an_asterisk_says_that_it_is_about_wildcards() -> None:
    assert stems("does *.example.com expire") == stems("does wildcard expire")


def test_a_sentence_without_a_space_after_its_point_keeps_its_words() -> None:
    assert "expir" in stems("it expired.Now what about renewal")


def test_the_word_as_it_was_written_is_kept_beside_its_stem() -> None:
    assert [(term.word, term.stem) for term in WORDS.question_terms("Renewing certificates")] == [
        ("renewing", "renew"),
        ("certificates", "certif"),
    ]


def test_synonyms_that_contradict_are_named(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.toml"
    path.write_text('[words]\nwildcard = ["star"]\nfamous = ["star"]\n')
    with pytest.raises(ConfigError, match="'star' stands for 'wildcard' and for 'famous'"):
        read_synonyms(path)


@pytest.mark.parametrize("text", ["words = 7", "[words]\nwildcard = 'star'", "[words]\nwildcard = [1]", "[words"])
def test_a_synonyms_file_of_another_form_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "synonyms.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"synonyms\.toml"):
        read_synonyms(path)


def test_no_synonyms_file_means_no_synonyms(tmp_path: Path) -> None:
    assert read_synonyms(tmp_path / "synonyms.toml") == {}
