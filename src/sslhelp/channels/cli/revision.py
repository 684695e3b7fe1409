"""A knowledge base as git has it at some revision, put into a folder of its own."""

from __future__ import annotations

import io
import subprocess
import tarfile
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sslhelp.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def checked_out(kb_dir: Path, revision: str) -> Iterator[Path]:
    """Give a folder with what `kb_dir` was at a revision, for as long as it is needed.

    Raises RequestError where `kb_dir` is in no git repository, or was not there at this revision.
    """
    commit = _git(kb_dir, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    archive = _git(kb_dir, "archive", "--format=tar", commit.decode().strip(), ".")
    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            _unpack(packed, Path(folder))
        yield Path(folder)


def _unpack(packed: tarfile.TarFile, folder: Path) -> None:
    """Write the files of an archive below a folder; links and names that lead out of it are left out."""
    for member in packed:
        path = (folder / member.name).resolve()
        content = packed.extractfile(member) if member.isreg() and path.is_relative_to(folder.resolve()) else None
        if content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        return subprocess.run(  # noqa: S603  (no shell; what was typed is one argument)
            ["git", "-C", str(folder), *arguments],  # noqa: S607  (the user's own git)
            check=True,
            capture_output=True,
        ).stdout
    except FileNotFoundError:
        raise RequestError("git is not installed", hint="--compare asks it for the earlier knowledge base") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").split("\n")[0]
        raise RequestError(
            f"{folder}: {said or 'no such revision'}".lower(), hint="name a revision of the repository that it is in"
        ) from None
