"""Pages of the demo, measured over HTTP against gunicorn with production's cost settings (no debug)."""

import gzip
import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookies import SimpleCookie
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management.base import CommandError

from portal.accounts.models import User
from portal.seams.screens import Screen

STOCK_SCREENS = ("guide",)
BATCH = 10
WARM_UP = 10
READERS = 2
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def measure(chosen: list[Screen], requests: int, say: Callable[[str], Any]) -> list[dict[str, Any]]:
    """For each screen: p50 and p95 of the time to the whole answer in ms, requests per second, size, status.

    `requests_per_second` is what one reader gets, `of_two_readers` what two get together who ask at the same time.
    A screen that stock Wagtail can show as well is asked of both in turn, in the same minutes: `stock` is the same
    for Wagtail as its project template makes it, `times_stock` how many times more requests ours answers.
    """
    results = []
    with serving() as port, serving("portal.benchmark.stock.settings") as stock_port:
        for screen in chosen:
            path = screen.path("lv")
            if path is None:
                continue
            say(f"• {screen.name} {path}")
            ours = Asking(port, path, screen.role)
            stock = Asking(stock_port, path, screen.role) if screen.name in STOCK_SCREENS else None
            for batch in batches(requests):
                ours.ask(batch)
                if stock:
                    stock.ask(batch)
            row = {"screen": screen.name} | ours.result()
            row["of_two_readers"] = together(port, path, screen.role, requests)
            if stock:
                peer = stock.result()
                row |= {"stock": peer}
                if peer["status"] == 200:
                    row["times_stock"] = round(row["requests_per_second"] / peer["requests_per_second"], 1)
            results.append(row)
    return results


def batches(requests: int) -> Iterator[int]:
    """The requests in turns of ten, so that what else this machine does meets both servers."""
    for start in range(0, requests, BATCH):
        yield min(BATCH, requests - start)


def together(port: int, path: str, role: str | None, requests: int) -> float:
    """How many requests per second are answered when two readers ask at the same time, half of them each."""
    readers = [Asking(port, path, role) for _reader in range(READERS)]
    started = time.perf_counter()
    with ThreadPoolExecutor(READERS) as pool:
        list(pool.map(lambda reader: reader.ask(requests // READERS), readers))
    took = time.perf_counter() - started
    return round(sum(len(reader.times) for reader in readers) / took, 1)


@contextmanager
def serving(settings_module: str = "", **environment: str) -> Iterator[int]:
    """Gunicorn with two workers on a free port of this machine; `environment` on top of ours."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "portal.wsgi",
        "-w",
        "2",
        "-b",
        f"127.0.0.1:{port}",
        "--log-level",
        "error",
    ]
    around = (
        os.environ | {"DJANGO_SETTINGS_MODULE": settings_module or settings.SETTINGS_MODULE, "DEBUG": "0"} | environment
    )
    server = subprocess.Popen(command, env=around, cwd=settings.PROJECT)  # noqa: S603
    try:
        for _attempt in range(150):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if server.poll() is not None:
                raise CommandError("The server for the benchmark stopped while it started.")
            time.sleep(0.2)
        else:
            raise CommandError("The server for the benchmark did not start.")
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def session_cookie(role: str | None) -> str:
    """The cookie of a session of the demo account with this key, or nothing for a stranger."""
    if role is None:
        return ""
    user = User.objects.get(email=f"{role}@demo.example")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


class Asking:
    """One reader who asks for one page again and again over one connection."""

    def __init__(self, port: int, path: str, role: str | None) -> None:
        self.path = path
        self.headers = {"Host": f"localhost:{port}", "Accept-Language": "lv"}
        self.cookies = SimpleCookie(session_cookie(role))
        self.connection = http.client.HTTPConnection(
            "127.0.0.1", port, timeout=120
        )  # the first answer waits for the workers
        self.status, self.body = 0, b""
        self.times: list[float] = []
        for _warm in range(WARM_UP):
            self._once()

    def ask(self, requests: int) -> None:
        """Ask so many times and note how long each answer took."""
        self.times += [self._once() for _ in range(requests)]

    def _once(self) -> float:
        started = time.perf_counter()
        self.connection.request("GET", self.path, headers=self.headers | {"Cookie": self._kept()})
        answer = self.connection.getresponse()
        self.status, self.body = answer.status, answer.read()
        took = (time.perf_counter() - started) * 1000
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(line)
        return took

    def _kept(self) -> str:
        """As a browser sends its cookies; without them each answer would set them anew."""
        return "; ".join(f"{name}={cookie.value}" for name, cookie in self.cookies.items())

    def result(self) -> dict[str, Any]:
        """What came of it."""
        self.connection.close()
        times = sorted(self.times)
        return {
            "path": self.path,
            "status": self.status,
            "p50_ms": round(statistics.median(times), 1),
            "p95_ms": round(times[max(0, int(len(times) * 0.95) - 1)], 1),
            "requests_per_second": round(1000 / statistics.fmean(times), 1),
            "kilobytes": round(len(self.body) / 1024, 1),
            "kilobytes_compressed": round(len(gzip.compress(self.body, 6)) / 1024, 1),
        }
