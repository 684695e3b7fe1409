"""The openssl program as a contender: what a shell script or a web page that calls it waits for."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path


def openssl(*arguments: str | Path) -> Callable[[], object] | None:
    """Return a call of `openssl` with these arguments, which raises when it fails; None when it is not installed."""
    program = shutil.which("openssl")
    if program is None:
        return None

    def call() -> object:
        # Without closing files, Python starts a process in the cheapest way that there is (posix_spawn).
        return subprocess.run([program, *map(str, arguments)], check=True, capture_output=True, close_fds=False)

    return call
