"""The preview of an article in a real browser: a save is seen at once, and a broken one says what is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sslhelp import app, config
from sslhelp.channels import web
from sslhelp.channels.web import preview
from tests.e2e.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from tests.e2e.visit import Visit

REPO = Path(__file__).parents[2]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article of a knowledge base that may be edited."""
    return Path(shutil.copytree(REPO / "kb", tmp_path / "kb")) / "articles/wildcard/wildcard-subdomains.md"


@pytest.fixture
def desk(article: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a running preview."""
    built = []

    def make(url: str) -> Flask:
        settings = config.load(kb_dir=article.parents[2], data_dir=tmp_path / "data", public_url=url)
        application = app.build(settings, drafts=True)
        built.append(application)
        application.library.watch(every=0.05)
        flask_app = web.create_app(application)
        flask_app.register_blueprint(preview.blueprint(application))
        return flask_app

    with serving(make) as address:
        yield address
    built[0].library.stop()


def test_a_save_is_seen_without_a_reload_and_a_broken_one_says_where(
    article: Path, desk: str, visit: Callable[..., Visit]
) -> None:
    page = visit(base=desk).open("/preview/wildcard-subdomains").page
    whole = article.read_text()
    article.write_text(whole.replace("A wildcard certificate secures", "A star certificate secures", 1))
    page.get_by_text("A star certificate secures").first.wait_for()
    article.write_text(whole.replace("title:", "titel:", 1))
    page.get_by_role("alert").get_by_text("wildcard-subdomains.md:3: titel: is not a key").wait_for()
    assert page.get_by_text("A star certificate secures").first.is_visible()
    article.write_text(whole)
    page.get_by_role("alert").wait_for(state="detached")


@pytest.mark.parametrize("width", [390, 1500])
def test_the_preview_is_accessible(desk: str, visit: Callable[..., Visit], width: int) -> None:
    seen = visit(base=desk, width=width).open("/preview/wildcard-subdomains")
    assert seen.complaints() == []
