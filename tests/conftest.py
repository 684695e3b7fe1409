"""What the tests share: a wired application over the shipped knowledge base, its clock standing still."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sslhelp import app, config
from sslhelp.app import Application
from sslhelp.model.store import Store
from tests.postgres import Server

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
REPO = Path(__file__).parents[1]


@pytest.fixture(autouse=True, scope="session")
def _without_a_model() -> Iterator[None]:
    """Build indexes by words alone, unless a test asks for the model: embedding the articles takes a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSLHELP_EMBEDDING_MODEL", "none")
        yield


@pytest.fixture(scope="session")
def with_meanings(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Return what gives a data folder the edition of the shipped articles by their meanings, embedded once a run."""
    first = tmp_path_factory.mktemp("meanings")

    def give(folder: Path) -> Path:
        if not any(first.iterdir()):
            shipped = config.load(kb_dir=REPO / "kb", data_dir=first, embedding_model="")
            app.open_library(shipped, datetime.now(UTC))
        shutil.copytree(first, folder, dirs_exist_ok=True)
        return folder

    return give


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real PostgreSQL, for the whole run."""
    from tests import postgres as real

    with real.serving() as server:
        yield server


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory, with_meanings: Callable[[Path], Path]) -> Path:
    """One data folder for the whole run, so that the edition is built once."""
    return with_meanings(tmp_path_factory.mktemp("data"))


@pytest.fixture
def settings(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> config.Settings:
    monkeypatch.chdir(data_dir)  # away from any sslhelp.toml
    return config.load(
        kb_dir=REPO / "kb", data_dir=data_dir, public_url="https://help.shop.example", embedding_model=""
    )


@pytest.fixture
def build(settings: config.Settings) -> Callable[..., Application]:
    """Return a maker of applications; ids count up from conversation-1."""

    def make(store: Store | None = None) -> Application:
        ids = iter(range(1, 1_000_000))
        return app.build(settings, store=store, clock=lambda: NOW, new_id=lambda: f"conversation-{next(ids)}")

    return make


@pytest.fixture
def application(build: Callable[..., Application]) -> Application:
    return build()
