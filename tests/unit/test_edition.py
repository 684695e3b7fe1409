"""Editions: built once, swapped whole, and a broken article never takes the good ones down."""

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event

import pytest
import structlog

from sslhelp import edition
from sslhelp.edition import LiveLibrary, Recipe
from sslhelp.errors import ConfigError, KnowledgeError

URL = "https://shop.example"
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
TODAY = NOW.date()
REPO_KB = Path(__file__).parents[2] / "kb"
ARTICLE = "articles/wildcard/wildcard-subdomains.md"


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REPO_KB, tmp_path / "kb"))


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    return tmp_path / "editions"


@pytest.fixture
def logged() -> Iterator[list[dict[str, object]]]:
    with structlog.testing.capture_logs() as entries:
        yield entries  # type: ignore[misc]


def break_article(kb: Path) -> None:
    path = kb / ARTICLE
    path.write_text(path.read_text().replace("title:", "titel:", 1))


def test_the_same_knowledge_base_is_built_once(kb: Path, editions: Path) -> None:
    first = edition.build(Recipe(kb, URL), editions, TODAY)
    built_at = (first / "articles.json").stat().st_mtime_ns
    assert edition.build(Recipe(kb, URL), editions, TODAY) == first
    assert (first / "articles.json").stat().st_mtime_ns == built_at


def test_a_changed_word_of_the_house_makes_a_new_edition(kb: Path, editions: Path) -> None:
    before = edition.build(Recipe(kb, URL), editions, TODAY)
    house = kb / "house.toml"
    house.write_text(house.read_text().replace('configure_button = "Configure Now"', 'configure_button = "Set up"'))
    after = edition.open_edition(edition.build(Recipe(kb, URL), editions, TODAY))
    assert after.id != before.name
    assert "Set up" in after.articles["csr-next-steps"].sections[0].body.plain
    assert "Configure Now" not in after.articles["csr-next-steps"].sections[0].body.plain


def test_several_builders_at_once_make_one_edition_and_leave_nothing_behind(kb: Path, editions: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        folders = set(pool.map(lambda _: edition.build(Recipe(kb, URL), editions, TODAY), range(4)))
    assert len(folders) == 1
    assert [path for path in editions.iterdir() if path.is_dir()] == list(folders)


def test_a_broken_article_stops_the_first_build_with_file_and_line(kb: Path, editions: Path) -> None:
    break_article(kb)
    with pytest.raises(KnowledgeError) as caught:
        LiveLibrary(Recipe(kb, URL), editions, clock=lambda: NOW)
    assert any(
        complaint.path.name == "wildcard-subdomains.md" and complaint.line == 3 for complaint in caught.value.complaints
    )
    assert not [path for path in editions.iterdir() if path.is_dir()]


def test_a_restart_with_a_broken_article_serves_the_last_good_edition(
    kb: Path, editions: Path, logged: list[dict[str, object]]
) -> None:
    good = LiveLibrary(Recipe(kb, URL), editions, clock=lambda: NOW).current.id
    break_article(kb)
    library = LiveLibrary(Recipe(kb, URL), editions, clock=lambda: NOW)
    assert library.current.id == good
    assert "wildcard-subdomains" in library.articles
    assert [entry["event"] for entry in logged] == ["edition.broken"]
    assert "wildcard-subdomains.md:1" in str(logged[0]["error"])


def test_a_broken_save_leaves_the_good_version_answering_and_a_mended_one_is_swapped_in(
    kb: Path, editions: Path, logged: list[dict[str, object]]
) -> None:
    library = LiveLibrary(Recipe(kb, URL), editions, clock=lambda: NOW)
    good = library.current
    whole = (kb / ARTICLE).read_text()
    break_article(kb)
    assert not library.refresh()
    assert library.current is good
    assert isinstance(library.fault, KnowledgeError)
    (kb / ARTICLE).write_text(whole.replace("title: How many", "title: So many", 1))
    assert library.refresh()
    assert library.articles["wildcard-subdomains"].title.startswith("So many")
    assert [entry["event"] for entry in logged] == ["edition.broken", "edition.swapped"]


def test_a_mended_knowledge_base_is_no_longer_at_fault(kb: Path, editions: Path) -> None:
    library = LiveLibrary(Recipe(kb, URL), editions, clock=lambda: NOW)
    whole = (kb / ARTICLE).read_text()
    break_article(kb)
    library.refresh()
    (kb / ARTICLE).write_text(whole)
    library.refresh()
    assert library.fault is None


def test_a_saved_article_is_noticed_while_serving(kb: Path, editions: Path, logged: list[dict[str, object]]) -> None:
    library = LiveLibrary(Recipe(kb, URL), editions, clock=lambda: NOW)
    before = library.current.id
    library.watch(every=0.01)
    (kb / ARTICLE).write_text((kb / ARTICLE).read_text() + "\nOne more line.\n")
    deadline, tick = time.monotonic() + 20, Event()
    while library.current.id == before and time.monotonic() < deadline:
        tick.wait(0.01)
    library.stop()
    assert library.current.id != before


def test_old_editions_are_dropped(kb: Path, editions: Path) -> None:
    for number in range(edition.KEPT_EDITIONS + 2):
        (kb / ARTICLE).write_text((kb / ARTICLE).read_text() + f"\nLine {number}.\n")
        newest = edition.build(Recipe(kb, URL), editions, TODAY)
    folders = [path for path in editions.iterdir() if path.is_dir()]
    assert len(folders) == edition.KEPT_EDITIONS
    assert newest in folders


def test_a_knowledge_base_that_is_not_there_is_named(tmp_path: Path, editions: Path) -> None:
    with pytest.raises(ConfigError, match=r"house\.toml: no such file"):
        LiveLibrary(Recipe(tmp_path / "nowhere", URL), editions, clock=lambda: NOW)


def test_links_between_articles_lead_to_the_public_address(kb: Path, editions: Path) -> None:
    opened = edition.open_edition(edition.build(Recipe(kb, URL), editions, TODAY))
    html = "".join(section.body.html for article in opened.articles.values() for section in article.sections)
    assert f'href="{URL}/help/installation-support"' in html
    assert "article:" not in html


def test_an_article_is_right_by_itself_on_the_day_that_a_rule_changes(kb: Path, editions: Path) -> None:
    (kb / ARTICLE).write_text((kb / ARTICLE).read_text() + "\nAt most {{ tls.max_days.now }} days.\n")
    now = [datetime(2027, 3, 14, 23, 59, tzinfo=UTC)]
    library = LiveLibrary(Recipe(kb, URL), editions, clock=lambda: now[0])
    assert library.articles["wildcard-subdomains"].sections[-1].body.plain.endswith("At most 200 days.")
    now[0] = datetime(2027, 3, 15, tzinfo=UTC)
    assert library.refresh()
    assert library.articles["wildcard-subdomains"].sections[-1].body.plain.endswith("At most 100 days.")


def test_a_day_on_which_no_rule_changes_makes_no_new_edition(kb: Path, editions: Path) -> None:
    first = edition.build(Recipe(kb, URL), editions, date(2026, 11, 26))
    assert edition.build(Recipe(kb, URL), editions, date(2026, 12, 14)) == first
    assert edition.build(Recipe(kb, URL), editions, date(2026, 12, 15)) != first
