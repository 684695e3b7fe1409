"""What a request may hold, checked before anything reads it: its faults are named, its text is never repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.config import JsonDict  # noqa: TC002  (evaluated where it is written)
from pydantic_core import PydanticCustomError

from sslhelp.errors import RequestError
from sslhelp.model.chat import Attachment, Channel, Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Request

MAX_FILES = 10
Body = TypeVar("Body", bound=BaseModel)


def _printable(text: str) -> str:
    if "\0" in text:
        raise ValueError("holds binary")
    return text


Text = Annotated[str, AfterValidator(_printable), Field(json_schema_extra={"pattern": r"^[^\u0000]*$"})]
_WORDS: JsonDict = {"properties": {"text": {"pattern": r"\S"}}, "required": ["text"]}
_FILES: JsonDict = {"properties": {"files": {"minItems": 1}}, "required": ["files"]}
_CHOICE: JsonDict = {"properties": {"choice": {"type": "string", "minLength": 1}}, "required": ["choice"]}
_NAMES: JsonDict = {"properties": {"names": {"minItems": 1}}, "required": ["names"]}
_CSR: JsonDict = {"properties": {"csr": {"pattern": r"\S"}}, "required": ["csr"]}

ConversationId = Annotated[str, Field(min_length=1, max_length=200)]


class FileBody(BaseModel):
    """A file that comes with a message: its name, and its bytes in base64."""

    model_config = ConfigDict(extra="forbid", val_json_bytes="base64")

    name: Text = Field(max_length=255)
    data: bytes


class MessageBody(BaseModel):
    """The body of `POST /api/v1/messages`."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"anyOf": [_WORDS, _FILES, _CHOICE]})

    text: Text = ""
    conversation_id: ConversationId | None = None
    choice: Text | None = Field(default=None, max_length=500)
    files: tuple[FileBody, ...] = Field(default=(), max_length=MAX_FILES)
    locale: str = Field(default="en", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    page: Text = Field(default="", max_length=500, description="The page that the chat stands on, for the staff.")
    render: Literal["html"] | None = None

    def message(self, *, delivery_key: str | None = None) -> Message:
        """Return the message as the assistant takes it."""
        return Message(
            text=self.text,
            files=_attachments(self.files),
            conversation_id=self.conversation_id,
            channel=Channel.WEB,
            choice=self.choice,
            locale=self.locale,
            delivery_key=delivery_key,
            page=self.page,
        )


class FeedbackBody(BaseModel):
    """The body of `POST /api/v1/feedback`."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: ConversationId
    article_id: str = Field(min_length=1, max_length=100)
    helpful: bool
    comment: Text = Field(default="", max_length=1000)


class InspectBody(BaseModel):
    """The body of `POST /api/v1/inspect`: text, files or both, and the name that a certificate is to cover."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"anyOf": [_WORDS, _FILES]})

    text: Text = ""
    files: tuple[FileBody, ...] = Field(default=(), max_length=MAX_FILES)
    host: str | None = Field(default=None, pattern=r"^[^\s/]{1,253}$")
    render: Literal["html"] | None = None

    @model_validator(mode="after")
    def _holds_something(self) -> InspectBody:
        if not self.text.strip() and not self.files:
            raise PydanticCustomError("empty", "there is nothing to inspect")
        return self

    def message(self) -> Message:
        """Return what was sent as the analysers take it."""
        return Message(text=self.text, files=_attachments(self.files))


class RecommendBody(BaseModel):
    """The body of `POST /api/v1/recommend`: what is to be secured, in words, by names, or by a CSR."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"anyOf": [_WORDS, _NAMES, _CSR]})

    text: Text = Field(default="", max_length=4000)
    names: tuple[Annotated[str, Field(min_length=1, max_length=253)], ...] = Field(default=(), max_length=1000)
    csr: Text = ""
    render: Literal["html"] | None = None

    @model_validator(mode="after")
    def _holds_something(self) -> RecommendBody:
        if not self.text.strip() and not self.names and not self.csr.strip():
            raise PydanticCustomError("empty", "nothing says what is to be secured")
        return self


class SearchQuery(BaseModel):
    """The query of `GET /api/v1/search`."""

    q: Text = Field(min_length=1, max_length=500)
    limit: int = Field(default=5, ge=1, le=20)


class IdempotencyKey(BaseModel):
    """The header `Idempotency-Key`: random, and as secret as the conversation that a message may begin with it."""

    key: str = Field(pattern=r"^[\x21-\x7e]{16,200}$")


def _attachments(files: Sequence[FileBody]) -> tuple[Attachment, ...]:
    return tuple(Attachment(name=file.name, data=file.data) for file in files)


def idempotency_key(request: Request) -> str | None:
    """Return the key under which the client may send the same again; raises RequestError (400) for a bad one."""
    sent = request.headers.get("Idempotency-Key")
    if sent is None:
        return None
    try:
        return IdempotencyKey(key=sent).key
    except ValidationError:
        raise RequestError(
            "the idempotency key is not 16 to 200 printable characters", hint="send a random UUID"
        ) from None


def read_query(request: Request, query: type[Body]) -> Body:
    """Return the checked query, what it does not know left out; raises RequestError (400)."""
    sent = {name: value for name, value in request.args.items() if name in query.model_fields}
    try:
        return query.model_validate(sent)
    except ValidationError as error:
        raise _fault(error, query) from None


def read(request: Request, body: type[Body]) -> Body:
    """Return the checked body; raises RequestError (400, 415) in a line that quotes nothing of what was sent."""
    if request.mimetype != "application/json":
        raise RequestError(
            "the content type is not application/json",
            status=415,
            hint="send JSON, with Content-Type: application/json",
        )
    sent = request.get_data(cache=False)
    if not sent:
        raise RequestError("the body is empty", hint="send a JSON object")
    try:
        return body.model_validate_json(sent)
    except ValidationError as error:
        raise _fault(error, body) from None


def _fault(error: ValidationError, body: type[BaseModel]) -> RequestError:
    first = error.errors(include_input=False, include_context=False, include_url=False)[0]
    known = f"the keys are {', '.join(body.model_fields)}"
    match first["type"]:
        case "json_invalid":
            return RequestError("the body is not valid JSON in UTF-8", hint="send one JSON object")
        case "extra_forbidden":
            return RequestError("the body has a key that is not known", hint=known)
        case "missing":
            return RequestError(f"{_where(first['loc'])} is missing", hint=known)
        case "bytes_invalid_encoding":
            return RequestError(f"{_where(first['loc'])} is not base64", hint="send a file's bytes in base64")
        case "empty":
            return RequestError(first["msg"], hint=known)
        case "value_error":
            return RequestError(f"{_where(first['loc'])} holds binary", hint="send binary files in files, as base64")
        case _:
            return RequestError(f"{_where(first['loc'])}: {first['msg'][:1].lower()}{first['msg'][1:]}", hint=known)


def _where(location: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in location) or "the body"
