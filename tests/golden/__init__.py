"""The command-line sessions and the files that they read."""

from pathlib import Path

FILES = Path(__file__).parent / "files"
