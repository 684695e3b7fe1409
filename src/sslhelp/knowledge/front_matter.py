"""The YAML at the head of an article: strict dates and booleans, every fault with its line.

YAML 1.1 reads `no` as false and `12:30` as 750. Here only `true` and `false` are booleans, only YYYY-MM-DD is a date,
and everything else that is not a whole number is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
FindingPattern = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*(\.\*)?$", max_length=80)]
"""The code of a finding, or the beginning of several: `csr.key.rsa_too_small`, `csr.key.*`."""
Offer = Literal["inspect", "recommend", "site-check", "hand-off"]


class FrontMatter(BaseModel):
    """What the head of an article must and may say."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: Id
    title: Word
    group: Id
    questions: Annotated[list[Word], Field(min_length=3, max_length=20)]
    tags: list[Word]
    updated: date
    review_by: date
    sources: Annotated[list[Word], Field(min_length=1)]
    related: list[Id] = []
    findings: list[FindingPattern] = []
    offers: list[Offer] = []
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault and its line, counted from 1 in the file."""

    line: int
    message: str


class _StrictLoader(yaml.SafeLoader):
    """Resolves plain scalars by the three rules below and no others."""


_StrictLoader.yaml_implicit_resolvers = {}
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[0-9]+$"), list("0123456789"))
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:timestamp", re.compile(r"^\d{4}-\d{2}-\d{2}$"), list("0123456789")
)


_DRAFT = re.compile(r"^draft:\s*true\s*$", re.MULTILINE)


def is_draft(head: str) -> bool:
    """Whether front matter says that the article is a draft, even where the rest of it cannot be read."""
    return bool(_DRAFT.search(head))


def split(text: str) -> tuple[str, str, int]:
    """Part an article's file into front matter, body, and the line on which the body begins.

    Raises ValueError when the text does not begin with `---` or the front matter is never closed.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        raise ValueError("the file does not begin with front matter between --- lines")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        raise ValueError("the front matter is not closed with a --- line")
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def parse(source: str) -> FrontMatter | list[Fault]:
    """Read front matter; return it, or every fault that it has."""
    try:
        # Both calls go through our own subclass of SafeLoader, which constructs nothing but plain values.
        root = yaml.compose(source, Loader=_StrictLoader)
        values = yaml.load(source, Loader=_StrictLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        return [Fault(line + 2, f"not valid YAML: {error.problem}")]
    except ValueError as error:
        return [Fault(2, f"not valid YAML: {error}")]
    if not isinstance(root, yaml.MappingNode):
        return [Fault(2, "the front matter is not a list of keys and values")]
    doubled = _doubled_keys(root)
    if doubled:
        return doubled
    try:
        return FrontMatter.model_validate(values)
    except ValidationError as error:
        return [Fault(_line(root, fault["loc"]), _message(fault)) for fault in error.errors()]


def _doubled_keys(root: yaml.MappingNode) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for key, _ in root.value:
        if key.value in seen:
            faults.append(Fault(key.start_mark.line + 2, f"{key.value}: stands here twice"))
        seen.add(key.value)
    return faults


def _message(fault: Any) -> str:
    where = ".".join(str(part) for part in fault["loc"])
    wrong = {"missing": "is missing", "extra_forbidden": "is not a key of an article"}.get(fault["type"])
    return f"{where}: {wrong or fault['msg'].lower()}"


def _line(root: yaml.MappingNode, location: tuple[int | str, ...]) -> int:
    """Return the line of the node at a location such as ("questions", 2); the first line for a key that is missing."""
    node: yaml.Node = root
    for step in location:
        if isinstance(node, yaml.MappingNode):
            found = next((value for key, value in node.value if key.value == step), None)
            if found is None:
                key_node = next((key for key, _ in node.value if key.value == step), None)
                return (key_node.start_mark.line + 2) if key_node else 1
            node = found
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
    return int(node.start_mark.line) + 2
