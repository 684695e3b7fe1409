"""What browsers are told: a strict policy on every page, and the interface open only to the shops on the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask.testing import FlaskClient

SHOP = "https://shop.example"
PATHS = [
    "/",
    "/demo",
    "/help/wildcard-subdomains",
    "/help/none",
    "/api/v1/panel",
    "/api/v1/none",
    "/widget.js",
    "/healthz",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_response_carries_the_policy(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"]
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("path", ["/", "/demo", "/help/wildcard-subdomains", "/help/none", "/api/v1/panel"])
def test_no_page_has_anything_inline(client: FlaskClient, path: str) -> None:
    page = client.get(path).text

    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert "<script>" not in page


def test_a_shop_on_the_list_may_call_the_interface(client: FlaskClient) -> None:
    answer = client.get("/api/v1/panel", headers={"Origin": SHOP})

    assert answer.headers["Access-Control-Allow-Origin"] == SHOP
    assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "origin", ["https://shop.example.evil.example", "https://evil.example", "http://shop.example", "null"]
)
def test_any_other_origin_may_not(client: FlaskClient, origin: str) -> None:
    answer = client.get("/api/v1/panel", headers={"Origin": origin})

    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_preflight_is_answered_with_the_methods_and_headers(client: FlaskClient) -> None:
    asked = {"Origin": SHOP, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    answer = client.options("/api/v1/messages", headers=asked)

    assert answer.status_code == 200
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]


def test_a_preflight_from_elsewhere_grants_nothing(client: FlaskClient) -> None:
    answer = client.options("/api/v1/messages", headers={"Origin": "https://evil.example"})

    assert not [name for name, _ in answer.headers if name.startswith("Access-Control-")]


@pytest.mark.parametrize("path", ["/widget.js", "/static/sslhelp.css", "/static/chat/main.js"])
def test_what_the_widget_is_made_of_may_be_loaded_by_any_page_and_kept(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "max-age=" in answer.headers["Cache-Control"]
        assert answer.headers["ETag"]


@pytest.mark.parametrize("path", ["/api/v1/panel", "/healthz", "/"])
def test_what_is_said_to_one_visitor_is_not_kept(client: FlaskClient, path: str) -> None:
    assert "no-store" in client.get(path).headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/static/../__init__.py", "/static/%2e%2e/__init__.py", "/static/..%2f..%2fapi.py",
                                  "/static//etc/passwd", "/help/../../etc/passwd", "/help/%2e%2e%2fapi"])  # fmt: skip
def test_no_path_leads_out_of_what_is_served(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code in {404, 308}
    assert "root:" not in answer.text
    assert "import" not in answer.text


@pytest.mark.parametrize("path", ["//evil.example", "//evil.example/help", "/\\evil.example", "/help//evil.example"])
def test_nothing_redirects_to_another_site(client: FlaskClient, path: str) -> None:
    answer = client.get("/", environ_overrides={"PATH_INFO": path})  # as a server hands it on, two slashes and all

    assert answer.headers.get("Location", "http://localhost/").startswith("http://localhost/")
    assert "//evil" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("path", ["/nowhere/<b>SECRET</b>", "/help/<b>SECRET</b>", "/api/v1/SECRET?q=SECRET",
                                  "/help/a%0d%0aX-SECRET:1"])  # fmt: skip
def test_an_error_repeats_nothing_of_the_address(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert "SECRET" not in answer.text + str(answer.headers)
    assert "no-store" in answer.headers["Cache-Control"]


def test_an_error_of_the_interface_can_be_read_by_a_shop_on_the_list(client: FlaskClient) -> None:
    answer = client.post("/api/v1/messages", data="{", content_type="application/json", headers={"Origin": SHOP})

    assert answer.status_code == 400
    assert answer.headers["Access-Control-Allow-Origin"] == SHOP
    assert "no-store" in answer.headers["Cache-Control"]
