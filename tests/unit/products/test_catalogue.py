"""The catalogue file: what it holds, and what it refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sslhelp.errors import ConfigError
from sslhelp.model.products import Coverage, Purpose, Validation
from sslhelp.products.catalogue import Catalogue, load

SHIPPED = Path(__file__).parents[3] / "kb" / "products.toml"

GOOD = """
as_of = 2026-11-20

[website.DV]
shows = ["the domain names"]
issue_time = "minutes"

[[product]]
id = "one"
name = "One"
brand = "Brand"
purpose = "website"
validation = "DV"
coverage = "single"
source = "the brand's page"
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "products.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_shipped_catalogue_has_a_source_for_every_product() -> None:
    products = load(SHIPPED).products
    assert len(products) >= 20
    assert all(product.source for product in products)


def test_the_shipped_catalogue_sells_every_validation_that_is_possible_for_every_coverage() -> None:
    products = {(each.purpose, each.validation, each.coverage) for each in load(SHIPPED).products}
    wild = {Coverage.WILDCARD, Coverage.MULTI_WILDCARD}
    for coverage in (Coverage.SINGLE, Coverage.MULTI, *wild):
        for validation in (Validation.DV, Validation.OV, Validation.EV):
            possible = validation is not Validation.EV or coverage not in wild
            assert ((Purpose.WEBSITE, validation, coverage) in products) is possible


def test_the_shipped_catalogue_shows_neither_prices_nor_warranties() -> None:
    text = " ".join(f"{each.shows} {each.issue_time} {each.name}" for each in load(SHIPPED).products).lower()
    assert not any(word in text for word in ("$", "usd", "eur", "price", "warrant"))


def test_what_an_entry_leaves_out_is_unknown_or_what_is_usual_for_its_validation(tmp_path: Path) -> None:
    catalogue = load(write(tmp_path, GOOD))
    product = catalogue.get("one")
    assert catalogue.as_of == date(2026, 11, 20)
    assert product is not None
    assert (product.names_included, product.names_max, product.covers_ip) == (None, None, False)
    assert (product.shows, product.issue_time) == (("the domain names",), "minutes")


@pytest.mark.parametrize("coverage", ["wildcard", "multi_wildcard"])
def test_an_ev_wildcard_cannot_be_written_down(tmp_path: Path, coverage: str) -> None:
    text = GOOD.replace('"DV"\ncov', '"EV"\ncov').replace('"single"', f'"{coverage}"')
    with pytest.raises(ConfigError, match=r"products\.toml: product one: .*never a wildcard"):
        load(write(tmp_path, text))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('coverage = "single"\n', "", "product one: coverage: field required"),
        ('"single"', '"double"', "product one: coverage"),
        ('"single"', '"mailbox"', "product one: .*does not go with purpose website"),
        ('id = "one"\n', "", "product number 1: id: field required"),
        ('"the brand\'s page"', '""', "product one: source"),
        ('"single"\n', '"single"\nprice = 9\n', "product one: price"),
        ('"single"\n', '"single"\nnames_included = 5\nnames_max = 3\n', "product one: .*more than names_max"),
        ("as_of = 2026-11-20\n", "", "as_of: field required"),
        ("as_of = 2026-11-20\n", "as_of = \n", "invalid value"),
        ('[[product]]\nid = "one"', '[product]\nid = "one"', "product"),
    ],
)
def test_a_fault_is_told_with_file_and_product(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert old in GOOD
    with pytest.raises(ConfigError, match=rf"products\.toml: .*{complaint}") as caught:
        load(write(tmp_path, GOOD.replace(old, new)))
    assert caught.value.hint


def test_two_products_cannot_share_an_id(tmp_path: Path) -> None:
    entry = GOOD[GOOD.index("[[product]]") :]
    with pytest.raises(ConfigError, match="product one: there are two"):
        load(write(tmp_path, GOOD + entry))


def test_a_missing_file_is_told_by_its_path(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load(tmp_path / "products.toml")


def test_the_largest_product_tells_how_many_names_there_may_be() -> None:
    shipped = load(SHIPPED)
    assert shipped.most_names == 250
    assert Catalogue(shipped.as_of, ()).most_names is None
