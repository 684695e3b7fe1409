"""Confidence: fitted from a knowledge base's own questions, kept in a file, and honest."""

from pathlib import Path
from random import Random

import pytest

from sslhelp.errors import ConfigError
from sslhelp.search import calibration, confidence
from sslhelp.search.calibration import Sample
from sslhelp.search.confidence import COLD_START
from tests.conformance.search import ARTICLES


def made_up(count: int = 4000) -> list[Sample]:
    """Questions whose best hit is right as often as its score says."""
    random = Random(7)
    found = []
    for _ in range(count):
        score = random.random()
        found.append(Sample((score, 0.0, 0.0, 0.0), 0 if random.random() < score else None))
    return found


def fitted(precision: float = 0.9) -> confidence.Calibration:
    return calibration.fit(made_up(), precision=precision, articles=3, questions=9)


def test_what_is_said_with_a_confidence_is_right_that_often() -> None:
    for level, right, count in calibration.reliability(made_up(), fitted()):
        assert count < 50 or right == pytest.approx(level, abs=0.12)


def test_from_the_threshold_on_the_wanted_share_is_right() -> None:
    kept = fitted(precision=0.8)
    answered = [each for each in made_up() if kept.confidences(each.scores)[0] >= kept.sure]
    assert sum(each.place == 0 for each in answered) / len(answered) == pytest.approx(0.8, abs=0.01)


def test_a_precision_that_is_never_reached_means_that_nothing_is_sure() -> None:
    hopeless = [Sample((each.scores[0], 0.0), None) for each in made_up(200)]
    assert calibration.fit(hopeless, precision=0.9, articles=1, questions=1).sure == 1.0


def test_choices_are_worth_offering_where_one_of_three_is_right_as_often_as_not() -> None:
    random = Random(7)
    places = ((each, 0 if each > 0.8 else 2 if each > 0.4 else None) for each in (random.random() for _ in range(2000)))
    found = [Sample((score, 0.0), place) for score, place in places]
    kept = calibration.fit(found, precision=0.9, articles=1, questions=1)
    share = [each.place is not None for each in found if kept.confidences(each.scores)[0] >= kept.possible]
    assert kept.possible <= kept.sure
    assert sum(share) / len(share) > 0.9


def test_a_better_score_a_longer_lead_and_a_deeper_drop_are_surer() -> None:
    kept = COLD_START.meanings
    assert kept.confidences([1.5, 1.0])[0] > kept.confidences([1.2, 0.7])[0]
    assert kept.confidences([1.5, 0.8, 0.8, 0.8])[0] > kept.confidences([1.5, 1.2, 0.8, 0.8])[0]
    assert kept.confidences([1.5, 1.2, 0.2, 0.2])[0] > kept.confidences([1.5, 1.2, 1.1, 1.1])[0]


def test_no_hit_is_surer_than_the_best() -> None:
    levels = COLD_START.meanings.confidences([1.4, 1.4, 0.2])
    assert levels == sorted(levels, reverse=True)
    assert COLD_START.meanings.confidences([]) == []


def test_the_file_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    kept = confidence.Calibrations(meanings=fitted(), words=COLD_START.words)
    confidence.write(tmp_path, kept)
    assert confidence.read(tmp_path) == kept


def test_a_knowledge_base_without_the_file_has_the_cold_start(tmp_path: Path) -> None:
    assert confidence.read(tmp_path) == COLD_START


def test_a_malformed_file_is_named_with_what_is_wrong(tmp_path: Path) -> None:
    path = confidence.write(tmp_path, COLD_START)
    path.write_text(path.read_text().replace("sure = 0.8", "sure = 8", 1))
    with pytest.raises(ConfigError, match=r"confidence\.toml: meanings\.sure: input should be less than or equal to 1"):
        confidence.read(tmp_path)


def test_every_question_is_asked_once_of_an_index_that_does_not_have_it() -> None:
    asked = list(calibration.samples(ARTICLES, {}))
    assert len(asked) == sum(len(each.questions) for each in ARTICLES)
    assert all(each.place is None or each.scores[each.place] < 0.9 for each in asked)
