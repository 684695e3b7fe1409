"""A Reply as JSON and back: the machine interface, the same on the web API, on the command line and in the store.

Every part is an object with a `type`; its other keys are the fields of the model's type of that name. The one
exception is an answer, whose body lies flat beside its heading as `text`, `html` and `mrkdwn`.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter

from sslhelp.model.chat import (
    Answer,
    Choices,
    Handoff,
    Notice,
    Part,
    Reply,
)
from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport, SiteReport
from sslhelp.model.products import Recommendation

Json = dict[str, Any]

_TYPES: dict[str, type[Part]] = {
    "answer": Answer,
    "csr_report": CsrReport,
    "certificate_report": CertificateReport,
    "chain_report": ChainReport,
    "comparison": Comparison,
    "site_report": SiteReport,
    "recommendation": Recommendation,
    "choices": Choices,
    "notice": Notice,
    "handoff": Handoff,
}
_NAMES: dict[type[Part], str] = {part_type: name for name, part_type in _TYPES.items()}
_MODE: Literal["serialization"] = "serialization"
_BODY_KEYS = {"plain": "text", "html": "html", "mrkdwn": "mrkdwn"}


@cache
def _adapter(name: str) -> TypeAdapter[Part]:
    return TypeAdapter(_TYPES[name])


def dump(reply: Reply) -> Json:
    """Return the reply as JSON-ready values: {"conversation_id", "parts": [{"type", ...}]}. Times are ISO, in UTC."""
    return {"conversation_id": reply.conversation_id, "parts": [dump_part(part) for part in reply.parts]}


def dump_part(part: Part) -> Json:
    """Return one part as JSON-ready values."""
    name = _NAMES[type(part)]
    fields: Json = _adapter(name).dump_python(part, mode="json")
    if isinstance(part, Answer):
        body = fields.pop("body")
        fields |= {_BODY_KEYS[form]: text for form, text in body.items()}
    return {"type": name, **fields}


def schemas(ref_template: str) -> tuple[Json, Json]:
    """Return the JSON Schema of any part, and the schemas that it refers to; `{model}` of the template is a name.

    Every field is there in what `dump` returns, so each is required.
    """
    inputs = [(name, _MODE, _adapter(name)) for name in _TYPES]
    keys, document = TypeAdapter.json_schemas(inputs, ref_template=ref_template)
    definitions: Json = document["$defs"]
    for schema in definitions.values():
        if "properties" in schema:
            schema["required"] = list(schema["properties"])
    parts = {name: _tagged(definitions[keys[name, _MODE]["$ref"].rpartition("/")[2]], name) for name in _TYPES}
    refs = {name: ref_template.format(model=name) for name in parts}
    any_part = {
        "oneOf": [{"$ref": ref} for ref in refs.values()],
        "discriminator": {"propertyName": "type", "mapping": refs},
    }
    return any_part, definitions | parts


def _tagged(schema: Json, name: str) -> Json:
    fields: Json = {"type": {"const": name}} | schema["properties"]
    if name == "answer":
        del fields["body"]
        fields |= {key: {"type": "string"} for key in _BODY_KEYS.values()}
    return schema | {"properties": fields, "required": list(fields)}


def load(document: Json) -> Reply:
    """Read back what `dump` wrote; raises ValueError when it is not of this version's form."""
    try:
        parts = tuple(_load_part(fields) for fields in document["parts"])
        return Reply(parts=parts, conversation_id=document["conversation_id"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a reply: {error}") from error


def _load_part(document: Json) -> Part:
    fields = dict(document)
    name = fields.pop("type")
    if name == "answer":
        fields["body"] = {form: fields.pop(key) for form, key in _BODY_KEYS.items()}
    return _adapter(name).validate_python(fields)
