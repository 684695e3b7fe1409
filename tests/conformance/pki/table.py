"""Figures in columns: the first to the left, the others to the right."""

from collections.abc import Sequence


def table(*rows: Sequence[object]) -> str:
    """Return the rows, the first of which is the heading, aligned under one another."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])
