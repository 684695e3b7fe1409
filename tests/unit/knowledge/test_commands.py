"""Every command in an article is one that works: each is run, those that look at a site against one on loopback.

They run in a folder with the files of which docs/writing-articles.md tells, in the order of their fence. Passwords are
typed as a person would.
"""

from __future__ import annotations

import http.server
import os
import re
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests import factories

REPO = Path(__file__).parents[3]
GUIDE = (REPO / "docs" / "writing-articles.md").read_text()
PASSWORD = "changeit"
TOOLS = ("openssl", "keytool", "curl")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_OTHERS = {"cat", "cmp", "cp", "diff", "echo", "grep", "head", "mv", "printf", "sed", "sha256sum", "tail", "umask"}


def fences() -> Iterator[tuple[str, str]]:
    """Yield each fenced block that uses one of the tools, with the article and the line where it stands."""
    for path in sorted((REPO / "kb" / "articles").glob("*/*.md")):
        text = path.read_text()
        for match in _FENCE.finditer(text):
            if any(re.search(rf"\b{tool} -?\w", match[2]) for tool in TOOLS):
                yield f"{path.stem}:{text.count(chr(10), 0, match.start()) + 1}:{match[1]}", match[2]


FENCES = list(fences())


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that articles speak of, as a customer of the shop has them."""
    folder = tmp_path_factory.mktemp("files")
    yesterday = datetime.now(UTC) - timedelta(days=1)
    root = factories.authority("Example Root", not_before=yesterday)
    middle = factories.authority("Example Issuing CA", issuer=root, not_before=yesterday)
    key = factories.rsa_key()
    leaf = factories.certificate(key=key, issuer=middle, not_before=yesterday, usages=("serverAuth", "clientAuth"))
    crt, bundle = factories.pem(leaf.der, "CERTIFICATE"), factories.pem(middle.der, "CERTIFICATE")
    texts = {
        "example.key": key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        "example.csr": factories.pem(factories.csr(key=key)),
        "example.crt": crt,
        "example.ca-bundle": bundle,
        "example-fullchain.crt": crt + bundle,
        "example.p7b": factories.pem(factories.pkcs7(leaf, middle), "PKCS7"),
        "root.crt": factories.pem(root.der, "CERTIFICATE"),
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
    (folder / "example.der").write_bytes(leaf.der)
    export = "openssl pkcs12 -export -inkey example.key -in example.crt -certfile example.ca-bundle -name example"
    run(f"{export} -out example.pfx", folder)
    if shutil.which("keytool"):
        run("keytool -importcert -noprompt -alias root -file root.crt -keystore example.jks", folder)
        run("keytool -importkeystore -srckeystore example.pfx -destkeystore example.jks", folder)
    return folder


class _Site(http.server.BaseHTTPRequestHandler):
    """Answers whatever is asked for, with a page that has mixed content."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b'<img src="http://www.example.com/old.png">')

    do_HEAD = do_GET  # noqa: N815  (what the base class looks for)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class's signature)
        pass


@pytest.fixture(scope="module")
def ports(files: Path) -> Iterator[dict[int, int]]:
    """Serve www.example.com on loopback: the real port for 80 and for 443."""
    plain, secure = (http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site) for _ in range(2))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files / "example-fullchain.crt", files / "example.key")
    secure.socket = context.wrap_socket(secure.socket, server_side=True)
    threads = [Thread(target=server.serve_forever) for server in (plain, secure)]
    for thread in threads:
        thread.start()
    yield {80: plain.server_port, 443: secure.server_port}
    for server, thread in zip((plain, secure), threads, strict=True):
        server.shutdown()
        thread.join()
        server.server_close()


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script as somebody at a terminal would, who types the password whenever one is asked for."""
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder)},
        input=f"{PASSWORD}\n" * 6,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        start_new_session=True,  # no terminal to ask on
    )


def on_loopback(script: str, ports: dict[int, int]) -> str:
    """Return a script that looks at the site on loopback; which host it asks for is as before."""
    if "http://www.example.com:443" in script:  # what it looks for is a server that speaks plain HTTP there
        ports = {**ports, 443: ports[80]}
    script = re.sub(r"-connect \S+:(\d+)", lambda match: f"-connect 127.0.0.1:{ports[int(match[1])]}", script)
    script = re.sub(r"\bcurl(.*) -6\b", r"curl\1", script)
    reach = " ".join(f"--connect-to :{asked}:127.0.0.1:{real}" for asked, real in ports.items())
    return re.sub(r"\bcurl ", f"curl --cacert root.crt {reach} ", script)


@pytest.mark.parametrize(("where", "script"), FENCES, ids=[where for where, _ in FENCES])
def test_a_command_works(where: str, script: str, files: Path, ports: dict[int, int], tmp_path: Path) -> None:
    needed = [tool for tool in TOOLS if re.search(rf"\b{tool}\b", script)]
    missing = [tool for tool in needed if not shutil.which(tool)]
    if missing:
        pytest.skip(f"{missing[0]} is not on this machine")
    folder = Path(shutil.copytree(files, tmp_path / "folder"))
    for new in re.findall(r"-genkeypair.*-keystore (\S+)|-destkeystore (\S+)", script.replace("\\\n", " ")):
        (folder / "".join(new)).unlink(missing_ok=True)  # what a command makes is not there before
    run(on_loopback(script, ports), folder)


@pytest.mark.parametrize(("where", "script"), FENCES, ids=[where for where, _ in FENCES])
def test_a_fence_with_a_command_says_that_it_is_a_shells_and_holds_nothing_that_cannot_be_run(
    where: str, script: str
) -> None:
    lines = [line for line in script.replace("\\\n", " ").splitlines() if line.strip() and not line.startswith("#")]
    assert where.endswith(":sh")
    assert all(line.split()[0] in {*TOOLS, *_OTHERS} for line in lines)


def test_the_guide_tells_of_the_files_that_there_are(files: Path) -> None:
    told = set(re.findall(r"^\| `((?:example|root)\S+)` \|", GUIDE, re.MULTILINE))
    assert told == {path.name for path in files.iterdir()} | ({"example.jks"} if not shutil.which("keytool") else set())
