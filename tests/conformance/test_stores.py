"""Every store, held to the same suite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sslhelp.store.memory import MemoryStore
from tests.conformance.sql_store import SqlStoreConformance
from tests.conformance.store import StoreConformance

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgres import Server


class TestMemoryStore(StoreConformance):
    @pytest.fixture
    def store(self) -> MemoryStore:
        return MemoryStore()


class TestSqlStoreOnSqlite(SqlStoreConformance):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'made on demand' / 'sslhelp.db'}"


class TestSqlStoreOnPostgres(SqlStoreConformance):
    @pytest.fixture
    def url(self, postgres: Server) -> str:
        return postgres.new_database()
