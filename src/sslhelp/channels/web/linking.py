"""ES modules of ours linked into one file, so that a phone asks for the chat once and not for each of its modules.

Each becomes a function that is called in order, and what it exports a value that the later ones take apart. It knows
the forms that our modules are written in, and those only: `import { a, b } from "./c.js"`, and an `export` in front of
a class, a function or a constant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_IMPORT = re.compile(r'^import \{(\s*\w+(?:\s*,\s*\w+)*,?\s*)\} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_OTHER_FORM = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def link(entry: str, read: Callable[[str], str]) -> str:
    """Return one module that exports what the module `entry` does; `read` returns the source of a module by its name.

    Raises ValueError for an import or export of another form, and for modules that need each other.
    """
    linked: dict[str, str] = {}
    _link(entry, read, linked, ())
    body, exported = linked.pop(entry), _EXPORT.findall(read(entry))
    return "".join(linked.values()) + body + f"export const {{ {', '.join(exported)} }} = ${entry};\n"


def _link(name: str, read: Callable[[str], str], linked: dict[str, str], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"modules need each other: {' -> '.join((*above, name))}")
    if name in linked:
        return
    source = read(name)
    for _, needed in _IMPORT.findall(source):
        _link(needed, read, linked, (*above, name))
    exported = ", ".join(_EXPORT.findall(source))
    body = _EXPORT.sub("", _IMPORT.sub(r"const {\1} = $\2;", source))
    if other := _OTHER_FORM.search(body):
        raise ValueError(f"{name}.js: cannot be linked: {other[0]}")
    linked[name] = f"const ${name} = (() => {{\n{body}return {{ {exported} }};\n}})();\n"
