"""Draw docs/reliability.svg: how often what the search was so and so sure of was right, by the shop's own questions."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sslhelp import config, workshop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sslhelp.search.calibration import Reliability

_SIDE, _EDGE = 360, 40
_COLOURS = {"meanings": "#17508f", "words": "#7a5100"}
_FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" font-family="system-ui,sans-serif" font-size="12">
<title>How often an answer was right, by how sure the search was</title>
<rect width="{whole}" height="{whole}" fill="#fff"/>
<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="#83827b"/>
<path d="M{left} {bottom}L{right} {top}" stroke="#83827b" stroke-dasharray="4 4"/>
<text x="{right}" y="{below}" text-anchor="end" fill="#5a5953">confidence, 0 to 1</text>
<text x="{left}" y="{above}" fill="#5a5953">share that was right, 0 to 1</text>
"""


def draw(fits: dict[str, Reliability]) -> Iterator[str]:
    """Yield the lines of the picture; the area of a dot is the number of questions."""
    low, high = _EDGE, _EDGE + _SIDE
    yield _FRAME.format(
        whole=_SIDE + 2 * _EDGE, left=low, right=high, top=low, bottom=high, below=high + 24, above=low - 12
    )
    for number, (kind, held) in enumerate(fits.items()):
        yield f'<g fill="{_COLOURS[kind]}" fill-opacity=".6">'
        for level, right, count in held:
            x, y = low + level * _SIDE, high - right * _SIDE
            yield f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{count**0.5 / 1.5:.1f}"/>'
        yield f'<text x="{low + 12}" y="{low + 20 + 18 * number}" fill-opacity="1">by {kind}</text></g>'
    yield "</svg>"


if __name__ == "__main__":
    precision = float(sys.argv[1]) if len(sys.argv) > 1 else 0.85
    fits = workshop.calibrate(config.load(), precision=precision, today=datetime.now(UTC).date())
    picture = "\n".join(draw({kind: held for kind, (_, held) in fits.items()}))
    Path(__file__).with_name("reliability.svg").write_text(f"{picture}\n", "utf-8")
