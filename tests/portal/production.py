"""The portal as it runs in production: its settings, secrets in files, gunicorn, an own database."""

import base64
import http.client
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection

from portal import database
from tests import database as migrated

HOST = "portal.example"


@dataclass
class Installation:
    """Environment of one installation; `manage` runs a command in it, `serving` the server."""

    environment: dict[str, str]
    port: int = 0
    log: str = ""

    def manage(self, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            env=self.environment | more, cwd=database.PROJECT, capture_output=True, text=True, timeout=280,
        )  # fmt: skip

    @contextmanager
    def serving(self, workers: int = 2, **more: str) -> Iterator["subprocess.Popen[str]"]:
        """gunicorn as the image starts it; ends with SIGTERM, what it logged is in `log`."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = ""
        more |= {"BIND": f"127.0.0.1:{self.port}", "WEB_CONCURRENCY": str(workers)}
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "python:portal.serving", "portal.wsgi"],
            env=self.environment | more, cwd=database.PROJECT,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        try:
            self.wait(server)
            yield server
        finally:
            server.send_signal(signal.SIGTERM)
            self.log += server.communicate(timeout=60)[0]

    @property
    def database_url(self) -> str:
        return Path(self.environment["DATABASE_URL_FILE"]).read_text().strip()

    def heard(self, server: "subprocess.Popen[str]", words: str) -> None:
        """Return when the server has said so."""
        assert server.stdout is not None
        while words not in self.log:
            line = server.stdout.readline()
            assert line, self.log
            self.log += line

    def wait(self, server: "subprocess.Popen[str]") -> None:
        """Return when it can serve."""
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline and server.poll() is None:
            try:
                if Visitor(self).get("/health/ready").status == 200:
                    return
            except OSError:
                time.sleep(0.3)
        raise AssertionError(server.communicate(timeout=60)[0] if server.poll() else "not ready")


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Visitor:
    """A browser behind the proxy that ends TLS; keeps cookies, which are marked secure."""

    installation: Installation
    scheme: str = "https"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, to: str = "", **fields: str) -> Answer:
        """Send the form of that page (to another address), its hidden token included."""
        return self.ask("POST", to or path, fields | {"csrfmiddlewaretoken": self.token(path)})

    def token(self, path: str) -> str:
        """The hidden token of a page's form."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path).text)
        return found[1] if found else ""

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> Answer:
        headers = {
            "Host": HOST,
            "X-Forwarded-Proto": self.scheme,
            "X-Forwarded-For": "192.0.2.7",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"https://{HOST}",
            "Accept-Language": "lv",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.installation.port, timeout=60)
        connection.request(method, path, urlencode(fields) if fields else None, headers)
        answer = connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        text = answer.read().decode(errors="replace")
        connection.close()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """A new one with a database of its own, migrated and never used; gone afterwards."""
    name = f"production_{secrets.token_hex(4)}"
    migrated.copy_migrated(name)
    try:
        values = connection.settings_dict
        yield Installation(
            _environment(folder, f"postgresql://{values['USER']}@/{name}?host={quote(values['HOST'], safe='')}")
        )
    finally:
        migrated.drop(name)


def _environment(folder: Path, database_url: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    in_files = {
        "SECRET_KEY": secrets.token_urlsafe(60),
        "DATABASE_URL": database_url,
        "FIELD_KEYS": json.dumps({"first": base64.b64encode(secrets.token_bytes(32)).decode()}),
    }
    for name, value in in_files.items():
        (folder / name).write_text(value + "\n")
        kept[f"{name}_FILE"] = str(folder / name)
    return kept | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "FIELD_KEY_CURRENT": "first",
        "ALLOWED_HOSTS": HOST,
        "BASE_URL": f"https://{HOST}",
        "MAIL_HOST": "127.0.0.1",
        "MAIL_PORT": "9",
        "MAIL_FROM": f"portal@{HOST}",
    }
