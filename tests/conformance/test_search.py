"""The search backends, each held to the same suite."""

from pathlib import Path

import pytest

from sslhelp.model.knowledge import SearchIndex
from sslhelp.search import whoosh_index
from tests.conformance.search import ARTICLES, SYNONYMS, SearchConformance


@pytest.fixture(scope="module")
def whoosh_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whoosh")
    whoosh_index.build(ARTICLES, synonyms=SYNONYMS, folder=folder)
    return folder


class TestWhooshIndex(SearchConformance):
    @pytest.fixture
    def index(self, whoosh_folder: Path) -> SearchIndex:
        return whoosh_index.WhooshIndex(whoosh_folder)
