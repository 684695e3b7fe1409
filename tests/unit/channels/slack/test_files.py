"""Which addresses may see the bot's token."""

from __future__ import annotations

import pytest

from sslhelp import config
from sslhelp.channels.slack import files
from sslhelp.errors import RequestError


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
        "",
    ],
)
def test_a_file_elsewhere_is_not_fetched(url: str, settings: config.Settings) -> None:
    with pytest.raises(RequestError, match="not kept by Slack"):
        files.fetch([{"name": "a", "url_private": url}], settings)


def test_a_message_without_files_fetches_nothing(settings: config.Settings) -> None:
    assert files.fetch([], settings) == ()
