"""The command line as a person meets it: whole sessions, compared to the letter.

A session file holds commands after `$ ` and what they print; `GOLDEN=write make test` writes what they print now.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SESSIONS = sorted((HERE / "sessions").glob("*.txt"))
_CONVERSATION = re.compile(r'("conversation_id": ")[\w-]{22}(")')
_LIFE = re.compile(r"lives at most \d+ days( \(\d+ from [\w ]+\))?")
_SCORE = re.compile(r"(?<![\d.])\d\.\d\d(?![\d.])")  # processors differ in the model's last digits
_BUILT = re.compile(r"edition [0-9a-f]{20}(.*), \d+\.\d\d s, in .*")


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory, with_meanings: Callable[[Path], Path]) -> Path:
    return with_meanings(tmp_path_factory.mktemp("golden"))


@pytest.mark.parametrize("session", SESSIONS, ids=[path.stem for path in SESSIONS])
def test_a_session_reads_as_it_was_written(session: Path, data_dir: Path) -> None:
    written = session.read_text()
    commands = [line.removeprefix("$ ") for line in written.splitlines() if line.startswith("$ ")]
    ran = "\n".join(run(command, data_dir) for command in commands)
    if os.environ.get("GOLDEN") == "write":
        session.write_text(ran)
    assert ran == written


def run(command: str, data_dir: Path) -> str:
    program, *arguments = shlex.split(command)
    assert program == "sslhelp"
    environment = {
        "PATH": os.environ["PATH"],
        "SSLHELP_DATA_DIR": str(data_dir),
        "COLUMNS": "100",
        "HOME": str(data_dir),
    }
    done = subprocess.run(
        [sys.executable, "-m", "sslhelp", *arguments],
        cwd=HERE / "files",
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    printed = _CONVERSATION.sub(r"\1...\2", done.stdout + done.stderr)
    printed = _LIFE.sub("lives at most ... days", printed)
    printed = _BUILT.sub(r"edition ...\1, 0.00 s, in ...", printed).replace(str(HERE.parents[1]), ".")
    printed = _SCORE.sub("0.00", printed)
    return f"$ {command}\n{printed}[exit {done.returncode}]\n"
