"""The preview of an article: its three forms, and what its writer is told when the file is broken."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sslhelp import app, config
from sslhelp.channels import web
from sslhelp.channels.web import preview
from sslhelp.knowledge import skeleton

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from sslhelp.app import Application

ARTICLE = "articles/wildcard/wildcard-subdomains.md"
PAGE = "/preview/wildcard-subdomains"


@pytest.fixture
def kb(tmp_path: Path, settings: config.Settings) -> Path:
    return Path(shutil.copytree(settings.kb_dir, tmp_path / "kb"))


@pytest.fixture
def previewed(kb: Path, tmp_path: Path) -> Application:
    return app.build(config.load(kb_dir=kb, data_dir=tmp_path / "data"), drafts=True)


@pytest.fixture
def desk(previewed: Application) -> FlaskClient:
    flask_app = web.create_app(previewed)
    flask_app.register_blueprint(preview.blueprint(previewed))
    return flask_app.test_client()


def test_every_section_is_shown_on_the_web_in_the_chat_and_in_slack(desk: FlaskClient, previewed: Application) -> None:
    page = desk.get(PAGE).text
    for section in previewed.library.articles["wildcard-subdomains"].sections:
        assert page.count(section.heading) >= 3
    assert all(pane in page for pane in ("On the web", "In the chat", "In Slack"))


def test_a_broken_save_is_named_above_the_last_good_version(
    kb: Path, desk: FlaskClient, previewed: Application
) -> None:
    before = desk.get("/preview/state").json
    path = kb / ARTICLE
    path.write_text(path.read_text().replace("title:", "titel:", 1))
    previewed.library.refresh()
    page = desk.get(PAGE).text
    assert "wildcard-subdomains.md:3: titel: is not a key of an article" in page
    assert "How deep a wildcard goes" in page
    assert desk.get("/preview/state").json != before


def test_a_draft_is_shown_to_its_writer_and_to_nobody_else(kb: Path, desk: FlaskClient, previewed: Application) -> None:
    skeleton.write(kb, "new-one", group="orders", title="Something new", today=previewed.clock().date())
    previewed.library.refresh()
    assert "Draft: customers do not see it" in desk.get("/preview/new-one").text
    served = app.build(config.load(kb_dir=kb, data_dir=kb / "data"))
    assert "new-one" not in served.library.articles
