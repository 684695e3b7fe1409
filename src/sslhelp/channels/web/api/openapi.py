"""The OpenAPI 3.1 document: made of the models that check requests and of the types that replies are dumped from."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from flask import jsonify
from pydantic.json_schema import models_json_schema

from sslhelp.channels.web.api import bodies
from sslhelp.channels.web.caching import revalidated
from sslhelp.channels.web.staff import NOBODY
from sslhelp.model.handoff import State
from sslhelp.render import wire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Blueprint
    from pydantic import BaseModel
    from werkzeug.wrappers import Response

    from sslhelp.app import Application

    Json = dict[str, Any]

_REF = "#/components/schemas/{model}"
_STRING: Json = {"type": "string"}
_BODIES = (bodies.MessageBody, bodies.FeedbackBody, bodies.InspectBody, bodies.RecommendBody)
_PROBLEMS = {
    "400": "What was sent cannot be read",
    "401": "No conversation is named",
    "404": "There is no such article or conversation",
    "409": "The message is being answered",
    "413": "What was sent is too large",
    "415": "What was sent is not JSON",
    "422": "Another message came with this key",
    "429": "Too many requests: `Retry-After` says in how many seconds to ask again",
    "503": "The assistant cannot answer now",
}


def add(routes: Blueprint, application: Application) -> None:
    """Add the route of the document."""

    @routes.get("/openapi.json")
    def openapi() -> Response:
        return revalidated(jsonify(document(application.settings.public_url)))


@cache
def document(public_url: str) -> Json:
    """Return the document of the interface at `public_url`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "sslhelp",
            "version": version("sslhelp"),
            "summary": "Answers on SSL certificates from a shop's articles; CSRs and certificates read and judged.",
            "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": f"{public_url}/api/v1"}],
        "paths": _paths(),
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "conversation": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The id of the conversation, which is a secret of the customer's.",
                }
            },
        },
    }


def _paths() -> Json:
    return {
        "/messages": {
            "post": _operation(
                "Say something, and get the reply",
                "What a customer wrote, files, or the id of a choice that was offered. Without `conversation_id` a new"
                " conversation begins.",
                body=bodies.MessageBody,
                parameters=[
                    {
                        "name": "Idempotency-Key",
                        "in": "header",
                        "description": "A random key of the client's: the message is answered once, however often it is"
                        " sent with it.",
                        "schema": bodies.IdempotencyKey.model_json_schema()["properties"]["key"],
                    }
                ],
                answer=_ref("Reply"),
                problems=("400", "404", "413", "415", "422", "429", "503"),
            )
        },
        "/conversation": {
            "get": _operation(
                "Read a conversation",
                "The last exchanges, oldest first, as they are kept: redacted.",
                parameters=[_RENDER],
                answer=_ref("Conversation"),
                problems=("401", "404", "429", "503"),
                held=True,
            ),
            "delete": _operation(
                "Delete a conversation",
                "With all its exchanges and judgements.",
                problems=("401", "404", "429", "503"),
                held=True,
            ),
        },
        "/handoff": {
            "get": _operation(
                "Read what staff say",
                "Where the hand-off of a conversation stands, who has it, and the lines, oldest first. Ask again with"
                " `If-None-Match`.",
                answer=_ref("Handoff"),
                problems=("401", "404", "429", "503"),
                held=True,
            )
        },
        "/feedback": {
            "post": _operation(
                "Judge an answer",
                "A later judgement on the same article takes the place of the one before.",
                body=bodies.FeedbackBody,
                problems=("400", "404", "413", "415", "429", "503"),
            )
        },
        "/search": {
            "get": _operation(
                "Search the articles",
                "The passages that fit best, best first.",
                parameters=_query(bodies.SearchQuery),
                answer=_ref("SearchResult"),
                problems=("400", "429"),
            )
        },
        "/articles": {
            "get": _operation(
                "List the articles", "In no order of worth.", answer=_ref("ArticleList"), problems=("429",)
            )
        },
        "/articles/{article_id}": {
            "get": _operation(
                "Read an article",
                "By section, with what is related.",
                parameters=[{"name": "article_id", "in": "path", "required": True, "schema": _STRING}],
                answer=_ref("Article"),
                problems=("404", "429"),
            )
        },
        "/inspect": {
            "post": _operation(
                "Inspect a CSR, certificates or a chain",
                "Outside of any conversation. A private key is refused.",
                body=bodies.InspectBody,
                answer=_ref("Parts"),
                problems=("400", "413", "415", "429"),
            )
        },
        "/recommend": {
            "post": _operation(
                "Recommend a product",
                "Outside of any conversation: by words, by names, or for the names of a CSR.",
                body=bodies.RecommendBody,
                answer=_ref("Parts"),
                problems=("400", "413", "415", "429"),
            )
        },
        "/openapi.json": {"get": _operation("Read this document", "", answer={"type": "object"}, problems=("429",))},
        "/panel": {
            "get": _operation(
                "The widget's panel",
                "As HTML, for the widget alone.",
                parameters=[{"name": "lang", "in": "query", "description": "A BCP 47 tag.", "schema": _STRING}],
                answer=_STRING,
                media="text/html",
                problems=("429",),
            )
        },
    }


_RENDER: Json = {
    "name": "render",
    "in": "query",
    "description": "`html` adds each reply as an HTML fragment.",
    "schema": {"enum": ["html"]},
}


def _operation(
    summary: str,
    description: str,
    *,
    body: type[BaseModel] | None = None,
    parameters: list[Json] | None = None,
    answer: Json | None = None,
    media: str = "application/json",
    problems: tuple[str, ...] = (),
    held: bool = False,
) -> Json:
    success = (
        {"200": {"description": "Done", "content": {media: {"schema": answer}}}}
        if answer
        else {"204": {"description": "Done"}}
    )
    refusals = {
        status: {
            "description": _PROBLEMS[status],
            "content": {"application/problem+json": {"schema": _ref("Problem")}},
        }
        for status in problems
    }
    operation: Json = {"summary": summary, "responses": success | refusals}
    if description:
        operation["description"] = description
    if parameters:
        operation["parameters"] = parameters
    if body:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _ref(body.__name__)}},
        }
    if held:
        operation["security"] = [{"conversation": []}]
    return operation


def _query(model: type[BaseModel]) -> list[Json]:
    schema = model.model_json_schema()
    required = schema.get("required", ())
    return [
        {"name": name, "in": "query", "required": name in required, "schema": each}
        for name, each in schema["properties"].items()
    ]


def _schemas() -> Json:
    _, checked = models_json_schema([(each, "validation") for each in _BODIES], ref_template=_REF)
    parts, of_parts = wire.schemas(_REF)
    return {**checked["$defs"], **of_parts, **_own(parts)}


def _own(parts: Json) -> Json:
    reference = dict.fromkeys(("id", "group", "title", "url"), _STRING) | {
        "updated": {"type": "string", "format": "date"}
    }
    section = dict.fromkeys(("heading", "anchor", "html", "text"), _STRING)
    hit = {
        "article": _ref("ArticleReference"),
        "heading": _STRING,
        "anchor": _STRING,
        "text": _STRING,
        "confidence": {"type": "number"},
    }
    turn = {"text": _STRING, "at": {"type": "string", "format": "date-time"}, "parts": _list(_ref("Part"))}
    return {
        "Part": parts,
        "Parts": _object({"parts": _list(_ref("Part"))}, html=_STRING),
        "Reply": _object({"conversation_id": _STRING, "parts": _list(_ref("Part"))}, html=_STRING),
        "Turn": _object(turn, html=_STRING),
        "Conversation": _object({"conversation_id": _STRING, "turns": _list(_ref("Turn")), "handoff": _ref("Handoff")}),
        "Handoff": _object({"state": {"enum": [NOBODY, *State]}, "person": _STRING, "lines": _list(_ref("StaffLine"))}),
        "StaffLine": _object(
            dict.fromkeys(("id", "person", "text"), _STRING)
            | {"at": {"type": "string", "format": "date-time"}}
            | {"edited": {"type": "boolean"}, "deleted": {"type": "boolean"}}
        ),
        "ArticleReference": _object(reference),
        "Article": _object(
            reference | {"sections": _list(_object(section)), "related": _list(_ref("ArticleReference"))}
        ),
        "ArticleList": _object({"articles": _list(_ref("ArticleReference"))}),
        "SearchResult": _object({"query": _STRING, "hits": _list(_object(hit))}),
        "Problem": _object(
            {"type": _STRING, "title": _STRING, "status": {"type": "integer"}, "detail": _STRING, "hint": _STRING}
        ),
    }


def _object(required: Mapping[str, Json], **optional: Json) -> Json:
    return {"type": "object", "properties": {**required, **optional}, "required": list(required)}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _ref(model: str) -> Json:
    return {"$ref": _REF.format(model=model)}
