"""The table of units: made once, taken over where nothing changed, and read back as it was written."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from sslhelp.search import semantic
from sslhelp.search.embedding import Embedded, MiniLm
from sslhelp.search.semantic import SemanticLeg, Table
from sslhelp.search.units import NO_SECTION, Unit, units
from tests.conformance.search import ARTICLES, article
from tests.embedding_model import shipped

MODEL = shipped()
UNITS = list(units(ARTICLES))


class Counting:
    """The model, counting what it embeds."""

    def __init__(self, model: MiniLm) -> None:
        self._model = model
        self.name, self.vocabulary = model.name, model.vocabulary
        self.embedded: list[str] = []

    def pieces(self, text: str) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return self._model.pieces(text)

    def embed(self, text: str) -> Embedded:
        self.embedded.append(text)
        return self._model.embed(text)


def test_an_article_is_compared_by_its_title_its_questions_its_headings_and_the_passages_below_them() -> None:
    long = article("a", "Title", ["one", "two"], ("", "word " * 130), ("Second part", "short"))
    found = list(units([long]))
    assert [unit.text for unit in found[:3]] == ["Title", "one", "two"]
    assert [(unit.section, unit.text.split(". ")[:-1]) for unit in found[3:5]] == [(0, ["Title"]), (0, ["Title"])]
    assert found[5:] == [Unit(0, 1, "Second part"), Unit(0, 1, "Title. Second part. short")]
    assert {unit.section for unit in found[:3]} == {NO_SECTION}


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    made = semantic.build(UNITS, MODEL)
    made.save(tmp_path)
    loaded = Table.load(tmp_path)
    assert all(np.array_equal(getattr(made, name), getattr(loaded, name)) for name in Table.__dataclass_fields__)


def test_only_what_changed_is_embedded_again_and_the_rest_keeps_its_vectors() -> None:
    before = semantic.build(UNITS, MODEL)
    counting = Counting(MODEL)
    changed = [*UNITS[:-1], replace(UNITS[-1], text="Something else altogether.")]
    after = semantic.build(changed, counting, previous=before)
    assert counting.embedded == ["Something else altogether."]
    assert np.array_equal(after.vectors[:-1], before.vectors[:-1])
    assert not np.array_equal(after.vectors[-1], before.vectors[-1])


def test_a_knowledge_base_that_is_mostly_new_is_embedded_anew_with_its_own_idf() -> None:
    before = semantic.build(UNITS, MODEL)
    counting = Counting(MODEL)
    fresh = [Unit(unit.article, unit.section, f"{unit.text} of late") for unit in UNITS[2:]] + UNITS[-1:]
    after = semantic.build(fresh, counting, previous=before)
    assert len(counting.embedded) == len(fresh)
    assert not np.array_equal(after.idf, before.idf)


def test_the_progress_is_told_for_every_text() -> None:
    told: list[tuple[int, int]] = []
    semantic.build(UNITS[:3], MODEL, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_question_is_nearest_to_the_article_that_it_is_a_question_of() -> None:
    leg = SemanticLeg(semantic.build(UNITS, MODEL))
    asked = leg.read(MODEL.embed("give me the money back"))
    refund = [each.id for each in ARTICLES].index("refund")
    assert leg.whole(asked).argmax() == refund
    every = np.arange(len(ARTICLES))
    assert leg.word_by_word(asked, every).argmax() == refund
    assert leg.word_by_word(asked, every[::-1].copy()).argmax() == len(ARTICLES) - 1 - refund


def test_the_section_that_speaks_of_it_is_the_nearest() -> None:
    leg = SemanticLeg(semantic.build(UNITS, MODEL))
    near = leg.sections(leg.read(MODEL.embed("visitors cannot skip the warning because of hsts")), 1)
    assert max(near, key=near.__getitem__) == 1
