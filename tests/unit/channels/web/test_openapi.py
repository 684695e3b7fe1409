"""The OpenAPI document: valid, of every route and of no other, and true of what is answered, whatever is sent."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, settings
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from sslhelp import app, config
from sslhelp.channels.web import create_app
from sslhelp.channels.web.api import PREFIX
from sslhelp.channels.web.api.openapi import document
from sslhelp.render import wire
from sslhelp.store.memory import MemoryStore
from tests.parts import every_part

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from schemathesis import Case

    from sslhelp.app import Application

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
EXAMPLES = 25


@pytest.fixture
def described() -> dict[str, Any]:
    return document("https://help.example")


def test_the_document_is_valid_openapi(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"
    validate(described)


def test_every_route_is_described_and_every_description_has_its_route(
    application: Application, described: dict[str, Any]
) -> None:
    routes = {
        (re.sub(r"<(\w+)>", r"{\1}", rule.rule.removeprefix(PREFIX)), method.lower())
        for rule in create_app(application).url_map.iter_rules()
        for method in rule.methods or ()
        if rule.rule.startswith(PREFIX) and method not in {"HEAD", "OPTIONS"}
    }
    assert {(path, method) for path, methods in described["paths"].items() for method in methods} == routes


def test_the_document_is_served_and_not_sent_again(client: FlaskClient) -> None:
    answer = client.get(f"{PREFIX}/openapi.json")

    assert answer.json == document("https://help.example")
    again = client.get(f"{PREFIX}/openapi.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("part", every_part("words", 2), ids=lambda part: type(part).__name__)
def test_every_part_is_as_the_document_says(described: dict[str, Any], part: Any) -> None:
    registry: Registry[Any] = Registry().with_resource("urn:api", DRAFT202012.create_resource(described))
    schema = {"$ref": "urn:api#/components/schemas/Part"}
    Draft202012Validator(schema, registry=registry).validate(wire.dump_part(part))


@pytest.fixture(scope="module")
def sent_keys() -> set[str]:
    return set()


INTERFACE = schemathesis.openapi.from_dict(document("https://help.example"))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The interface with no limit that a storm of requests would run into."""
    settings = config.load(
        data_dir=tmp_path_factory.mktemp("served"),
        embedding_model="none",
        request_limit="1000000/second",
        message_limit="1000000/second",
        handoff_limit="1000000/second",
    )
    return create_app(app.build(settings, store=MemoryStore()))


@INTERFACE.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=timedelta(seconds=10),
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_sent_is_answered_as_the_document_says(case: Case[Any], served: Flask, sent_keys: set[str]) -> None:
    key = str(case.headers.get("Idempotency-Key", "")) if case.headers else ""
    assume(not key or key not in sent_keys)  # a second message under the same key is refused: no schema can say so
    sent_keys.add(key)
    case.operation.schema.app = served
    case.call_and_validate(app=served)
