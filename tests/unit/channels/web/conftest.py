"""The web channel over the real assistant, knowledge base and store in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from sslhelp import app, config
from sslhelp.channels.web import create_app
from sslhelp.store.memory import MemoryStore
from tests.golden import FILES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask.testing import FlaskClient

    from sslhelp.model.chat import Tool

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SHOP = "https://shop.example"


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the built edition, so that it is built once."""
    return tmp_path_factory.mktemp("web")


@pytest.fixture
def application(data_dir: Path) -> app.Application:
    settings = config.load(
        data_dir=data_dir, public_url="https://help.example", allowed_origins=(SHOP,), max_body_bytes=20_000
    )
    return app.build(settings, store=MemoryStore(), clock=lambda: NOW)


@pytest.fixture
def client(application: app.Application) -> FlaskClient:
    return create_app(application).test_client()


@pytest.fixture
def files() -> Path:
    """The folder of CSRs and certificates."""
    return FILES


@pytest.fixture
def client_of(application: app.Application) -> Callable[..., FlaskClient]:
    """Return a maker of clients of a shop with other settings."""

    def make(**changed: object) -> FlaskClient:
        settings = application.settings.model_copy(update=changed)
        return create_app(replace(application, settings=settings)).test_client()

    return make


@pytest.fixture
def client_of_tool(application: app.Application) -> Callable[[Tool], FlaskClient]:
    """Return a client whose assistant has one tool only: the one that a test gives it."""

    def make(tool: Tool) -> FlaskClient:
        assistant = replace(application.assistant, tools=(tool,))
        return create_app(replace(application, assistant=assistant)).test_client()

    return make
