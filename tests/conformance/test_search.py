"""The search backends, each held to the same suite."""

from pathlib import Path

import pytest

from sslhelp.model.knowledge import SearchIndex
from sslhelp.search import index
from sslhelp.search.index import Index
from tests.conformance.search import ARTICLES, SYNONYMS, SearchConformance
from tests.embedding_model import shipped

MODEL = shipped()


class TestByWords(SearchConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def folder(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        folder = tmp_path_factory.mktemp("words")
        index.build(ARTICLES, synonyms=SYNONYMS, folder=folder)
        return folder

    @pytest.fixture
    def index(self, folder: Path) -> SearchIndex:
        return Index(folder)


class TestByMeanings(SearchConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def folder(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        folder = tmp_path_factory.mktemp("meanings")
        index.build(ARTICLES, synonyms=SYNONYMS, folder=folder, embedder=MODEL)
        return folder

    @pytest.fixture
    def index(self, folder: Path) -> SearchIndex:
        return Index(folder, MODEL)

    def test_a_paraphrase_without_a_word_in_common_finds_its_article(self, index: SearchIndex) -> None:
        assert self.best(index, "send the cash back to my account") == "refund"
