"""Lighthouse's scores of a page, out of 100."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping

from benchmarks.web.peer import PACKAGES

_TRIES = 3  # it loses a trace now and then, and asks to be run again
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def scores(address: str, *, chromium: str, desktop: bool = False) -> tuple[Mapping[str, int], list[str]]:
    """Return the score of each category, and the audits that cost points, by their names."""
    command = [
        str(PACKAGES / ".bin/lighthouse"),
        address,
        "--quiet",
        "--output=json",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        f"--only-categories={','.join(CATEGORIES)}",
        *(["--preset=desktop"] if desktop else []),
    ]
    for _ in range(_TRIES):
        ran = subprocess.run(
            command,
            env={**os.environ, "CHROME_PATH": chromium},
            check=False,
            capture_output=True,
            text=True,
            timeout=180,
        )
        if ran.returncode == 0:
            break
    else:
        raise SystemExit(f"error: lighthouse: {address}: {ran.stderr.strip()}")
    report = json.loads(ran.stdout)
    categories = report["categories"]
    costly = {
        reference["id"]
        for category in categories.values()
        for reference in category["auditRefs"]
        if reference["weight"]
        and (report["audits"][reference["id"]]["score"] or 0) < 1
        and report["audits"][reference["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
    }
    return {name: round(100 * categories[name]["score"]) for name in CATEGORIES}, sorted(costly)
