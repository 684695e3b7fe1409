"""The chat's modules as one file."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from sslhelp.channels.web.linking import link

MODULES = {
    "main": 'import { Log } from "./log.js";\nimport { size } from "./size.js";\n'
    "export function mount(n) {\n  return new Log().say(size(n));\n}\nexport const name = 'main';\n",
    "log": 'import { size } from "./size.js";\nconst KEY = "log";\nexport class Log {\n'
    "  say(it) {\n    return `${KEY} ${it} ${size(1)}`;\n  }\n}\n",
    "size": "const KEY = 2;\nexport const size = (n) => n * KEY;\n",
}


def run(source: str, tmp_path: Path) -> object:
    (tmp_path / "linked.js").write_text(source)
    (tmp_path / "run.js").write_text(
        'import { mount, name } from "./linked.js";\nconsole.log(JSON.stringify([mount(21), name]));\n'
    )
    deno = Path(sys.executable).with_name("deno")
    done = subprocess.run(
        [deno, "run", "--no-remote", "--no-lock", tmp_path / "run.js"],
        env={"DENO_DIR": str(tmp_path / "cache"), "DENO_NO_UPDATE_CHECK": "1"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


def test_linked_modules_do_what_they_did_apart_and_keep_their_own_names(tmp_path: Path) -> None:
    assert run(link("main", MODULES.__getitem__), tmp_path) == ["log 42 2", "main"]


def test_a_module_that_two_others_need_runs_once() -> None:
    assert link("main", MODULES.__getitem__).count("n * KEY") == 1


@pytest.mark.parametrize(
    "line",
    [
        'import * as all from "./log.js";',
        'import Log from "./log.js";',
        'import { Log as Other } from "./log.js";',
        'import { Log } from "https://elsewhere.example/log.js";',
        "export default class {}",
        "export let later;",
        'export * from "./log.js";',
    ],
)
def test_a_form_that_is_not_ours_is_refused_by_name(line: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"main.js: cannot be linked: {line}")):
        link("main", {**MODULES, "main": f"{line}\n"}.__getitem__)


def test_modules_that_need_each_other_are_refused() -> None:
    circle = {"a": 'import { b } from "./b.js";\n', "b": 'import { a } from "./a.js";\n'}
    with pytest.raises(ValueError, match="modules need each other: a -> b -> a"):
        link("a", circle.__getitem__)


def test_the_chat_is_sent_as_one_file_of_all_its_modules(client: FlaskClient) -> None:
    sent = client.get("/static/chat.js")
    assert sent.status_code == 200
    assert not re.search(r"^import\b", sent.text, re.MULTILINE)
    assert "export const { mount } = $main;" in sent.text
    assert "class Outbox" in sent.text
