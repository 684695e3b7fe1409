"""Writes what fuzzing begins from into a folder: `python -m tests.fuzz.seed FOLDER`."""

import hashlib
import sys
from pathlib import Path

from tests import factories, seeds, transport


def main(folder: Path) -> None:
    """Write each encoding as it is, and a few as text in every state of repair."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = [factories.pem(factories.csr()), factories.certificate().pem]
    damaged = [damage(text).encode() for text in texts for damage in transport.DAMAGES.values()]
    for data in (*seeds.encodings(), *damaged):
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
