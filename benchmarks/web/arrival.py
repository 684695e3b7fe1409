"""How long a customer on a slow phone waits for a chat to write in, and what that costs in bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser

ROUNDS = 9
# Lighthouse's slow 4G and its phone, applied by the browser itself.
_NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
_SLOWER = 4
_WATCH = """find => {
  const look = () => {
    const field = find();
    if (field?.checkVisibility()) globalThis.usableAt = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """The medians over all rounds: milliseconds until a customer can write, bytes over the wire and how many files."""

    milliseconds: float
    wire_bytes: float
    files: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page's address, and JavaScript that finds the field to write in, or the button that opens the chat."""

    address: str
    field: str


def in_turn(browser: Browser, pages: Mapping[str, Page], *, rounds: int = ROUNDS) -> dict[str, Arrival]:
    """Load each page in every round, with nothing cached."""
    seen: dict[str, list[Arrival]] = {name: [] for name in pages}
    for _ in range(rounds):
        for name, page in pages.items():
            seen[name].append(_arrive(browser, page))
    return {
        name: Arrival(
            median(each.milliseconds for each in all_),
            median(each.wire_bytes for each in all_),
            median(each.files for each in all_),
        )
        for name, all_ in seen.items()
    }


def _arrive(browser: Browser, page: Page) -> Arrival:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        tab = context.new_page()
        devtools = context.new_cdp_session(tab)
        sizes: list[float] = []
        devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", _NETWORK)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
        tab.add_init_script(f"({_WATCH})(() => {page.field})")
        tab.goto(page.address)
        tab.wait_for_function("globalThis.usableAt")
        usable = float(tab.evaluate("globalThis.usableAt"))
        tab.wait_for_load_state("networkidle")
        return Arrival(usable, sum(sizes), len(sizes))
