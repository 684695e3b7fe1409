"""The help centre: found by group, by search and by machines; judged, inspected and advised without a script."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from sslhelp.app import Application

QUESTION = "how many subdomains can i put under one wildcard"
ARTICLE = "/help/wildcard-subdomains"
PRIVATE_KEY = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_every_article_is_reached_from_the_first_page_by_its_group(
    client: FlaskClient, application: Application
) -> None:
    home = client.get("/help").text
    for group in {article.group for article in application.library.articles.values()}:
        assert f'href="/help/groups/{group}"' in home
        page = client.get(f"/help/groups/{group}").text
        for article in application.library.articles.values():
            assert (f'href="/help/{article.id}"' in page) is (article.group == group)


def test_groups_stand_under_the_titles_and_in_the_order_of_the_house(
    client: FlaskClient, application: Application
) -> None:
    home = client.get("/help").text
    places = [home.index(f">{title}</a></h2>") for title in application.library.house.groups.values()]
    assert places == sorted(places)


def test_a_group_that_is_not_there_is_a_page_that_says_so(client: FlaskClient) -> None:
    page = client.get("/help/groups/none")
    assert page.status_code == 404
    assert "No such group of articles" in page.text


def test_a_search_leads_to_the_passage_and_on_to_the_assistant(client: FlaskClient) -> None:
    page = client.get("/help/search", query_string={"q": QUESTION}).text
    assert 'href="/help/wildcard-subdomains' in page
    assert f'name="text" value="{QUESTION}"' in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("query", ["", "   ", "zzzz qqqq", "<script>alert(1)</script>", "x" * 2000])
def test_a_search_for_anything_is_a_page(client: FlaskClient, query: str) -> None:
    page = client.get("/help/search", query_string={"q": query})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_an_article_tells_search_engines_what_it_is(client: FlaskClient) -> None:
    page = client.get(ARTICLE, query_string={"noted": ""}).text
    assert '<link rel="canonical" href="https://help.example/help/wildcard-subdomains">' in page
    assert 'itemtype="https://schema.org/FAQPage"' in page
    assert page.count('itemtype="https://schema.org/Question"') == page.count('itemprop="acceptedAnswer"') > 1
    assert page.count('itemprop="name"') == page.count('itemprop="acceptedAnswer"')


def test_an_article_is_there_as_markdown_with_its_words_filled_in_and_its_links_whole(
    client: FlaskClient, application: Application
) -> None:
    for article in application.library.articles.values():
        text = client.get(f"/help/{article.id}.md").text
        assert text.startswith(f"# {article.title}\n\nFrom <https://help.example/help/{article.id}>, checked on ")
        assert "{{" not in text
        assert "(article:" not in text
        assert [line[3:] for line in text.split("\n") if line.startswith("## ")] == [
            section.heading for section in article.sections if section.anchor
        ]


def test_a_page_is_judged_by_a_form_that_says_thank_you(
    client: FlaskClient, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[object, ...]] = []
    monkeypatch.setattr(application.store, "add_feedback", lambda *args, **named: kept.append((*args, named)))
    form = {"helpful": "no", "comment": "write to me@example.com"}
    answer = client.post(f"{ARTICLE}/judgement", data=form)

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{ARTICLE}?noted=#helpful"
    assert "Thank you" in client.get(answer.headers["Location"]).text
    ((_, article, named),) = kept
    assert article == "wildcard-subdomains"
    assert isinstance(named, dict)
    assert (named["helpful"], named["comment"]) == (False, "write to [e-mail]")


@pytest.mark.parametrize("form", [{}, {"helpful": "maybe"}])
def test_a_judgement_that_says_nothing_is_refused(client: FlaskClient, form: dict[str, str]) -> None:
    assert client.post(f"{ARTICLE}/judgement", data=form).status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Origin": "https://help.example"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_form_is_taken_from_our_own_pages_only(client: FlaskClient, headers: dict[str, str], status: int) -> None:
    assert client.post(f"{ARTICLE}/judgement", data={"helpful": "yes"}, headers=headers).status_code == status
    chat = client.post("/chat", data={"text": "hello"}, headers=headers).status_code
    assert chat == (200 if status == 303 else 403)


def test_what_is_pasted_is_inspected_on_the_page(client: FlaskClient, files: Path) -> None:
    page = client.post("/help/inspect", data={"text": (files / "faulty.csr").read_text(), "host": ""}).text
    assert "This CSR would be refused" in page
    assert "BEGIN CERTIFICATE REQUEST" in page


def test_a_file_is_inspected_for_the_name_that_it_is_to_cover(client: FlaskClient, files: Path) -> None:
    form = {"files": (io.BytesIO((files / "leaf.pem").read_bytes()), "leaf.pem"), "host": "other.example"}
    page = client.post("/help/inspect", data=form).text
    assert "other.example" in page
    assert "does not cover" in page or "not covered" in page


@pytest.mark.parametrize("path", ["/help/inspect", "/help/recommend"])
@pytest.mark.parametrize("field", ["text", "csr"])
def test_a_private_key_is_refused_and_not_shown_again(client: FlaskClient, path: str, field: str) -> None:
    page = client.post(path, data={field: PRIVATE_KEY}).text
    assert "MIGHAgEA" not in page
    assert ("That was a private key" in page) is not (path == "/help/inspect" and field == "csr")


def test_a_product_is_found_on_the_page(client: FlaskClient, files: Path) -> None:
    form = {"text": "customers should see our company", "names": "example.com\n*.example.com", "csr": ""}
    page = client.post("/help/recommend", data=form).text
    assert "Best match" in page or "Who is to renew it?" in page
    assert "There is no CSR" in client.post("/help/recommend", data={"csr": "hello"}).text
    by_csr = client.post("/help/recommend", data={"csr": (files / "good.csr").read_text()}).text
    assert "www.example.com" in by_csr


def test_an_empty_form_shows_the_form_again(client: FlaskClient) -> None:
    for path in ("/help/inspect", "/help/recommend"):
        assert client.post(path, data={"text": " "}).status_code == client.get(path).status_code == 200


def test_the_feed_has_the_articles_newest_first(client: FlaskClient) -> None:
    answer = client.get("/help/feed.atom")
    feed = ET.fromstring(answer.data)  # noqa: S314  (our own)
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in feed.findall(f"{ATOM}entry")]
    assert answer.mimetype == "application/atom+xml"
    assert len(days) == 50
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == days[0]


def test_the_sitemap_has_every_article_and_only_pages_that_are_there(
    client: FlaskClient, application: Application
) -> None:
    tree = ET.fromstring(client.get("/sitemap.xml").data)  # noqa: S314
    addresses = [each.text or "" for each in tree.iter(f"{SITEMAP}loc")]
    assert {f"https://help.example/help/{each}" for each in application.library.articles} <= set(addresses)
    assert all(
        client.get(address.removeprefix("https://help.example") or "/").status_code == 200 for address in addresses
    )


def test_crawlers_and_language_models_are_told_where_to_look(client: FlaskClient, application: Application) -> None:
    assert "Sitemap: https://help.example/sitemap.xml" in client.get("/robots.txt").text
    told = client.get("/llms.txt").text
    assert told.startswith("# ")
    for article in application.library.articles.values():
        assert f"[{article.title}](https://help.example/help/{article.id}.md)" in told


@pytest.mark.parametrize("path", ["/help", "/help/groups/csr", f"{ARTICLE}.md", "/sitemap.xml", "/llms.txt"])
def test_what_the_browser_has_is_not_sent_again(client: FlaskClient, path: str) -> None:
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
