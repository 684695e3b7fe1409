"""Which addresses may see the bot's token."""

from __future__ import annotations

import pytest

from sslhelp import config
from sslhelp.channels.slack import files
from sslhelp.errors import RequestError

TOKEN = "xoxb-" + "token"


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/files/a",
        "https://slack.com.evil.example/a",
        "https://evilslack.com/a",
        "http://files.slack.com/a",
        "https://files.slack.com:8443/a",
        "https://slack.com@evil.example/a",
        "//files.slack.com/a",
        "https://files.slack.com:99999/a",
        "https://files.slack.com:x/a",
        "https://[files.slack.com/a",
        "https://slack.com\\@evil.example/a",
        "https://evil.example#@slack.com/a",
        "https://169.254.169.254/latest",
        "",
    ],
)
def test_a_file_elsewhere_is_not_fetched(url: str, settings: config.Settings) -> None:
    with pytest.raises(RequestError, match="not kept by Slack"):
        files.fetch([{"name": "a", "url_private": url}], settings, TOKEN)


def test_a_message_without_files_fetches_nothing(settings: config.Settings) -> None:
    assert files.fetch([], settings, TOKEN) == ()


def test_a_user_name_in_an_address_does_not_become_the_host(
    settings: config.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int | None]] = []

    def connect(host: str, port: int | None, **_: object) -> None:
        asked.append((host, port))
        raise RequestError("far enough")

    monkeypatch.setattr(files, "HTTPSConnection", connect)
    with pytest.raises(RequestError, match="far enough"):
        files.fetch([{"name": "a", "url_private": "https://evil.example\\@files.slack.com/a"}], settings, TOKEN)
    assert asked == [("files.slack.com", None)]
