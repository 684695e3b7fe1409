"""Markdown in the three forms that channels show."""

import pytest

from sslhelp.knowledge import markdown


def render(source: str) -> tuple[str, str, str]:
    body = markdown.render(source, article_url="https://shop.example/help/{}".format)
    return body.html, body.mrkdwn, body.plain


def test_a_link_to_an_article_becomes_its_address_in_every_form() -> None:
    html, mrkdwn, plain = render("See [renewal](article:when-to-renew#days).")
    assert '<a href="https://shop.example/help/when-to-renew#days"' in html
    assert mrkdwn == "See <https://shop.example/help/when-to-renew#days|renewal>."
    assert plain == "See renewal (https://shop.example/help/when-to-renew#days)."


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[click](javascript:alert(1))",
        '<a href="https://x.example" onclick="alert(1)">x</a>',
        "<style>p{display:none}</style>",
        "<iframe src=https://x.example></iframe>",
    ],
)
def test_html_outside_the_allow_list_does_not_survive(hostile: str) -> None:
    html, _, _ = render(hostile)
    for forbidden in ("<script", "<img", "javascript:", "onclick", "onerror", "<style", "<iframe"):
        assert forbidden not in html


def test_markup_characters_of_slack_are_escaped_in_mrkdwn_only() -> None:
    _, mrkdwn, plain = render("Use `a < b` & keep `<!channel>` out.")
    assert mrkdwn == "Use `a &lt; b` &amp; keep `&lt;!channel&gt;` out."
    assert plain == "Use a < b & keep <!channel> out."


def test_lists_keep_their_numbers_and_their_nesting() -> None:
    _, mrkdwn, plain = render("Do this:\n\n1. First\n2. Second\n    - with a detail\n3. Third\n")
    assert plain == "Do this:\n\n1. First\n2. Second\n  - with a detail\n3. Third"
    assert mrkdwn == "Do this:\n\n1. First\n2. Second\n  • with a detail\n3. Third"


def test_a_table_is_one_line_a_row() -> None:
    _, _, plain = render("| Tier | Shows |\n|---|---|\n| Basic | mail |\n| Pro | name |\n")
    assert plain == "Tier | Shows\nBasic | mail\nPro | name"


def test_a_command_keeps_its_lines() -> None:
    _, mrkdwn, plain = render("Run:\n\n```sh\nopenssl req \\\n  -new\n```\n\nThen wait.")
    assert "openssl req \\\n  -new\n" in plain
    assert mrkdwn == "Run:\n\n```\nopenssl req \\\n  -new\n```\n\nThen wait."


def test_sections_are_parted_at_second_level_headings_but_not_inside_code() -> None:
    source = "Lead.\n\n## One\nText.\n\n```\n## not a heading\n```\n\n## Two\nMore."
    chunks = markdown.split_sections(source, first_line=10)
    assert [(chunk.heading, chunk.line) for chunk in chunks] == [("", 10), ("One", 13), ("Two", 20)]
    assert "## not a heading" in chunks[1].text
