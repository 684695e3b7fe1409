"""Takes the README's picture: the widget on a shop's page, reading a CSR. `make screenshot` runs it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from sslhelp import app, config
from sslhelp.channels.web import create_app

CSR = Path(__file__).parents[1] / "tests" / "golden" / "files" / "faulty.csr"


def main(target: str) -> None:
    """Serve the shop's demonstration page on a free port, talk to it, and save what is to be seen."""
    with tempfile.TemporaryDirectory() as folder:
        server = make_server("127.0.0.1", 0, create_app(app.build(config.load(data_dir=Path(folder)))), threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(f"http://127.0.0.1:{server.server_port}/demo")
            talk(page, CSR.read_text())
            page.screenshot(path=target)
            browser.close()
        server.shutdown()


def talk(page: Page, say: str) -> None:
    """Open the widget, say something, and wait for the reply."""
    page.get_by_role("button", name="Help", exact=True).click()
    page.get_by_label("Your question").fill(say)
    page.get_by_label("Your question").press("Enter")
    page.get_by_role("log").locator(".msg:not(.you)").nth(1).wait_for()
    page.evaluate("document.fonts.ready")


if __name__ == "__main__":
    main(sys.argv[1])
