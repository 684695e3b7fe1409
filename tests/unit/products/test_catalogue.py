"""The catalogue file: what it holds, and what it refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sslhelp.errors import ConfigError
from sslhelp.model.products import Coverage, Purpose, Validation
from sslhelp.products.catalogue import Catalogue, load
from sslhelp.products.words import ANSWERS

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


def test_the_shipped_catalogue_holds_the_whole_line_of_every_brand() -> None:
    products = load(SHIPPED).products
    assert len(products) >= 80
    assert {each.brand for each in products} == {"Sectigo", "GoGetSSL", "DigiCert", "GeoTrust", "RapidSSL", "Thawte"}
    assert any(each.acme and each.validation is Validation.OV for each in products)
    assert [each.id for each in products if each.trial] == ["gogetssl-trial-ssl"]
    assert all(each.as_of for each in products)


def test_a_flex_product_takes_one_name_and_249_more() -> None:
    flex = [each for each in load(SHIPPED).products if each.flex]
    assert {each.brand for each in flex} == {"DigiCert", "GeoTrust", "Thawte"}
    assert {each.names_max for each in flex} == {250}


def test_a_brand_that_customers_name_is_one_of_the_catalogue() -> None:
    assert {brand for brand, _ in ANSWERS["brand"]} == {each.brand for each in load(SHIPPED).products}


def test_the_shop_may_fill_in_price_page_and_the_day_of_the_last_check(tmp_path: Path) -> None:
    filled = 'price = "from 9 EUR a year"\nurl = "https://shop.example/one"\nas_of = 2026-12-01\nsource'
    product = load(write(tmp_path, GOOD.replace("source", filled))).products[0]
    assert (product.price, product.url) == ("from 9 EUR a year", "https://shop.example/one")
    assert product.as_of == date(2026, 12, 1)


def test_the_shipped_catalogue_shows_neither_prices_nor_warranties() -> None:
    assert not any(each.price or each.url for each in load(SHIPPED).products)
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
        ('"single"\n', '"single"\nwarranty = 9\n', "product one: warranty"),
        ('"single"\n', '"single"\nurl = "http://shop.example"\n', "product one: url"),
        ('"single"\n', '"single"\nurl = "javascript:alert(1)"\n', "product one: url"),
        ('"single"\n', '"single"\nas_of = "soon"\n', "product one: as_of"),
        ('purpose = "website"', 'purpose = "client"', "product one: .*does not go with purpose client"),
        ('"DV"\ncoverage', '"EV"\ncovers_ip = true\ncoverage', "product one: .*no IP address"),
        ('"website"', '"email"\nacme = true', "product one: acme, flex and covers_ip go with purpose website alone"),
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
