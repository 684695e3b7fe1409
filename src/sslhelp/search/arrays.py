"""Arrays in files: written once, mapped into memory by every worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def save(folder: Path, table: object, names: list[str]) -> None:
    """Write the attributes of these names into an existing folder, a file each."""
    for name in names:
        np.save(folder / f"{name}.npy", getattr(table, name))


def load(folder: Path, names: list[str]) -> dict[str, NDArray[Any]]:
    """Map what `save` wrote, read-only and shared by all workers; raises OSError where there is nothing.

    The arrays are plain ones over the mapping: numpy's own class for it makes every slice several times slower.
    """
    return {name: np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray) for name in names}
