"""A small table: drawn by rich on a terminal, in plain columns into a pipe. Strangers' words can steer neither."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from sslhelp.render.plain.text import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = "  "


def show(head: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[str] = ()) -> None:
    """Print a table; the columns whose heads are among `numbers` are set to the right."""
    cells = [[one_line(visible(cell)) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _draw(head, cells, numbers)
        return
    widths = [max(map(len, column)) for column in zip(head, *cells, strict=True)]
    for row in (head, *cells):
        aligned = (
            cell.rjust(width) if name in numbers else cell.ljust(width)
            for name, cell, width in zip(head, row, widths, strict=True)
        )
        click.echo(_GAP.join(aligned).rstrip())


def _draw(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str]) -> None:
    from rich import box  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in head:
        table.add_column(name, justify="right" if name in numbers else "left")
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)
