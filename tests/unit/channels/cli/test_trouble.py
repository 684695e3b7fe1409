"""What the machine cannot do for the command line is said in a line and a hint."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")


def run(folder: Path, *arguments: str, output: int) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "sslhelp", *arguments],
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "SSLHELP_DATA_DIR": str(folder)},
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="a device that is always full is Linux's own")
def test_a_full_disk_is_an_error_of_one_line(tmp_path: Path) -> None:
    with FULL.open("w") as full:
        ran = run(tmp_path, "recommend", "one website", output=full.fileno())
    assert ran == (1, "error: no space left on device\nhint: look at where the output goes\n")


def test_a_reader_who_has_seen_enough_is_not_complained_to(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        assert run(tmp_path, "recommend", "one website", output=writing) == (1, "")
    finally:
        os.close(writing)
