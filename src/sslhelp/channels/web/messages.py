"""What a request may hold: JSON bodies, checked before anything reads them; their faults named, their text never."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from sslhelp.errors import RequestError
from sslhelp.model.chat import Attachment, Channel, Message

if TYPE_CHECKING:
    from flask import Request

MAX_FILES = 10
Body = TypeVar("Body", bound=BaseModel)


def _printable(text: str) -> str:
    if "\0" in text:
        raise ValueError("holds binary")
    return text


Text = Annotated[str, AfterValidator(_printable)]
ConversationId = Annotated[str, Field(min_length=1, max_length=200)]


class FileBody(BaseModel):
    """A file that comes with a message: its name, and its bytes in base64."""

    model_config = ConfigDict(extra="forbid", val_json_bytes="base64")

    name: Text = Field(max_length=255)
    data: bytes


class MessageBody(BaseModel):
    """The body of `POST /api/v1/messages`."""

    model_config = ConfigDict(extra="forbid")

    text: Text = ""
    conversation_id: ConversationId | None = None
    choice: Text | None = Field(default=None, max_length=500)
    files: tuple[FileBody, ...] = Field(default=(), max_length=MAX_FILES)
    locale: str = Field(default="en", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    render: Literal["html"] | None = None

    def message(self) -> Message:
        """Return the message as the assistant takes it."""
        return Message(
            text=self.text,
            files=tuple(Attachment(name=file.name, data=file.data) for file in self.files),
            conversation_id=self.conversation_id,
            channel=Channel.WEB,
            choice=self.choice,
            locale=self.locale,
        )


class FeedbackBody(BaseModel):
    """The body of `POST /api/v1/feedback`."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: ConversationId
    article_id: str = Field(min_length=1, max_length=100)
    helpful: bool
    comment: Text = Field(default="", max_length=1000)


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
        case "value_error":
            return RequestError(f"{_where(first['loc'])} holds binary", hint="send binary files in files, as base64")
        case _:
            return RequestError(f"{_where(first['loc'])}: {first['msg'][:1].lower()}{first['msg'][1:]}", hint=known)


def _where(location: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in location) or "the body"
