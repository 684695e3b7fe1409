"""The app in several workspaces: installed by OAuth, each with its own token, which no database sees in clear."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sslhelp import app, config
from sslhelp.app import Application
from sslhelp.channels import slack, web
from sslhelp.channels.slack.work import Workers
from sslhelp.channels.slack.workspaces import StateStore, installed, new_key
from sslhelp.errors import ConfigError, SslhelpError
from sslhelp.store.memory import MemoryStore
from tests.conftest import NOW
from tests.e2e.slack.conftest import POST
from tests.fakes.slack import BOT_USER, CHANNEL, SIGNING_SECRET, USER, FakeSlack
from tests.fakes.slack_sender import Sender

OTHER = "T0OTHER"
QUESTION = "how many subdomains can i put under one wildcard"


@dataclass(frozen=True)
class Shop:
    application: Application
    flask: Flask
    browser: FlaskClient
    workers: Workers
    database: Path


@pytest.fixture
def given(fake: FakeSlack, tmp_path: Path) -> dict[str, object]:
    return {
        "slack_client_id": "1.2",
        "slack_client_secret": "client-secret",
        "slack_signing_secret": SIGNING_SECRET,
        "slack_token_key": new_key(),
        "slack_api_url": fake.api_url,
        "database_url": f"sqlite:///{tmp_path / 'sslhelp.db'}",
    }


@pytest.fixture
def shop(given: dict[str, object], settings: config.Settings, tmp_path: Path) -> Iterator[Shop]:
    shared = settings.model_dump(include={"kb_dir", "data_dir", "public_url"})
    made = config.load(**shared, **given)
    store = app.open_store(made)
    application = app.build(made, store=store)
    flask, workers = web.create_app(application), Workers()
    slack.attach(flask, application, workers=workers)
    yield Shop(application, flask, flask.test_client(), workers, tmp_path / "sslhelp.db")
    workers.close()
    store.close()


def begin(shop: Shop) -> str:
    """Ask to install the app, and return the state that Slack is to bring back."""
    page = shop.browser.get("/slack/install", base_url="https://help.shop.example")
    assert page.status_code == 200
    link = re.search(r'href="(https://slack\.com/oauth/[^"]+)"', page.text)
    assert link
    asked = parse_qs(urlsplit(link[1].replace("&amp;", "&")).query)
    assert asked["redirect_uri"] == ["https://help.shop.example/slack/oauth_redirect"]
    assert "chat:write" in asked["scope"][0]
    assert SimpleCookie(page.headers["Set-Cookie"])
    return asked["state"][0]


def come_back(shop: Shop, state: str, code: str = "code") -> TestResponse:
    path = f"/slack/oauth_redirect?code={code}&state={state}"
    return shop.browser.get(path, base_url="https://help.shop.example")


def deliver(shop: Shop, fake: FakeSlack, event: Mapping[str, object], team: str = OTHER) -> int:
    """Deliver an event of a workspace, and return the status that Slack gets."""
    body = json.dumps({"type": "event_callback", "team_id": team, "event_id": f"Ev{event['type']}", "event": event})
    headers = Sender("", fake).signature(body)
    return shop.browser.post("/slack/events", data=body, content_type="application/json", headers=headers).status_code


def ask(shop: Shop, fake: FakeSlack, team: str = OTHER) -> int:
    said = {"type": "app_mention", "channel": CHANNEL, "user": USER, "ts": "1.1", "text": f"<@{BOT_USER}> {QUESTION}"}
    return deliver(shop, fake, said, team)


def install(shop: Shop, fake: FakeSlack) -> None:
    fake.codes["code"] = OTHER
    assert "Thank you" in come_back(shop, begin(shop)).text


def test_a_workspace_that_installed_the_app_is_answered_with_its_own_token(shop: Shop, fake: FakeSlack) -> None:
    install(shop, fake)
    assert ask(shop, fake) == 200
    answer = fake.wait(POST)
    assert answer.team == OTHER
    assert "wildcard" in answer.text.lower()


def test_no_token_stands_in_the_database(shop: Shop, fake: FakeSlack) -> None:
    install(shop, fake)
    written = b"".join(path.read_bytes() for path in shop.database.parent.glob("sslhelp.db*"))
    assert OTHER.encode() in written
    assert f"xoxb-{OTHER}".encode() not in written


def test_a_workspace_that_did_not_install_it_gets_nothing(shop: Shop, fake: FakeSlack) -> None:
    ask(shop, fake, "T0STRANGER")
    shop.workers.close()
    assert not fake.sent(POST)


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
def test_an_installation_that_was_taken_back_is_forgotten(shop: Shop, fake: FakeSlack, kind: str) -> None:
    install(shop, fake)
    there = installed(shop.application, lambda _: pytest.fail("no call"))
    assert there.find_bot(enterprise_id=None, team_id=OTHER)
    assert deliver(shop, fake, {"type": kind, "tokens": {"bot": [BOT_USER]}}) == 200
    for _ in range(200):
        if there.find_bot(enterprise_id=None, team_id=OTHER) is None:
            break
        time.sleep(0.02)
    with pytest.raises(SslhelpError, match=f"not installed in workspace {OTHER}"):
        there.client(OTHER)


def test_a_state_that_is_not_ours_or_was_used_installs_nothing(shop: Shop, fake: FakeSlack) -> None:
    fake.codes |= {"code": OTHER, "again": OTHER}
    assert come_back(shop, f"{begin(shop)}x").status_code == 400
    state = begin(shop)
    assert come_back(shop, state).status_code == 200
    assert come_back(shop, state, "again").status_code == 400
    assert "again" in fake.codes


def test_a_state_is_good_for_ten_minutes() -> None:
    now = [NOW]

    def clock() -> datetime:
        return now[0]

    states = StateStore("secret", MemoryStore(), clock)
    early, late = states.issue(), states.issue()
    now[0] += timedelta(minutes=10)
    assert states.consume(early)
    now[0] += timedelta(seconds=1)
    assert not states.consume(late)
    assert not states.consume("")


def test_a_key_can_be_changed_while_the_old_one_still_opens(shop: Shop, fake: FakeSlack) -> None:
    install(shop, fake)
    old = shop.application.settings.slack_token_key.get_secret_value()
    for keys, opens in ((f"{new_key()},{old}", True), (new_key(), False)):
        settings = config.load(**{**shop.application.settings.model_dump(), "slack_token_key": keys})
        there = installed(replace(shop.application, settings=settings), lambda _: pytest.fail("no call"))
        assert bool(there.find_bot(enterprise_id=None, team_id=OTHER)) is opens


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"slack_client_secret": ""}, "slack_client_secret is empty"),
        ({"slack_token_key": ""}, "slack_token_key is empty"),
        ({"slack_token_key": "short"}, "slack_token_key is no key"),
        ({"slack_support_channel": "C0SUPPORT"}, "slack_support_team is empty"),
    ],
)
def test_what_is_missing_is_named_at_the_start(shop: Shop, changed: dict[str, str], complaint: str) -> None:
    settings = config.load(**{**shop.application.settings.model_dump(), **changed})
    with pytest.raises(ConfigError, match=complaint):
        slack.create_bolt(replace(shop.application, settings=settings))
