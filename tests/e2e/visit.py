"""A visit to the site in a real browser, watched for everything that a careful shop would not allow."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

from sslhelp.model.chat import Reply
from sslhelp.render import html

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from sslhelp.model.chat import Part

QUESTION = "how many subdomains can i put under one wildcard"
"""What an article of the shipped knowledge base answers."""

WATCH_POLICY = """
window.brokenPolicies = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.brokenPolicies.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@dataclass
class Visit:
    """One page, and what happened on it: the addresses that were called, the bodies sent, the faults of scripts."""

    page: Page
    base: str
    called: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(WATCH_POLICY)
        self.page.on("request", lambda request: self.called.append(request.url))
        self.page.on("request", lambda request: self.sent.append(request.post_data or ""))
        self.page.on("pageerror", lambda fault: self.faults.append(str(fault)))

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def question(self) -> Locator:
        return self.page.get_by_label("Your question")

    @property
    def answers(self) -> Locator:
        return self.log.locator(".msg:not(.you)")

    def open(self, path: str) -> Visit:
        """Go to a page and wait until the chat, where it is the page, takes questions."""
        self.page.goto(self.base + path)
        if path == "/":
            self.page.locator(".log[aria-live=polite]").wait_for()
        return self

    def open_widget(self) -> Visit:
        """Open the widget of the demo page."""
        self.page.get_by_role("button", name="Help", exact=True).click()
        self.page.get_by_role("dialog").wait_for()
        return self

    def ask(self, text: str) -> Locator:
        """Ask, and return the answer."""
        count = self.answers.count()
        self.question.fill(text)
        self.question.press("Enter")
        return self.wait_for_answer(count)

    def ask_for(self, *parts: Part) -> Locator:
        """Ask, and return the answer, which is of these parts whatever the server would say."""
        reply = {"conversation_id": "c", "parts": [], "html": html.render(Reply(parts, "c"))}
        self.page.route("**/api/v1/messages", lambda route: route.fulfill(json=reply), times=1)
        return self.ask("show me")

    def unfold(self) -> None:
        """Open everything that is folded in the answers."""
        self.log.locator("details").evaluate_all("all => all.forEach(each => { each.open = true; })")

    def wait_for_answer(self, count: int) -> Locator:
        """Return the answer number `count`, once it is there."""
        answer = self.answers.nth(count)
        answer.wait_for()
        return answer

    def complaints(self) -> list[str]:
        """Return what axe finds wrong with the page as it is now."""
        found = Axe().run(self.page).response["violations"]
        return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]

    def check(self) -> None:
        """Hold the visit to what is promised of every page."""
        assert self.page.evaluate("window.brokenPolicies") == []
        assert [address for address in self.called if not address.startswith((self.base, "blob:", "data:"))] == []
        assert self.faults == []
