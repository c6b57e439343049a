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
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management.base import CommandError

from portal.accounts.models import User
from portal.seams.screens import Screen

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def measure(chosen: list[Screen], requests: int, say: Callable[[str], Any]) -> list[dict[str, Any]]:
    """For each screen: p50 and p95 of the time to the whole answer in ms, requests per second, size, status."""
    results = []
    with serving() as port:
        for screen in chosen:
            path = screen.path("lv")
            if path is None:
                continue
            say(f"• {screen.name} {path}")
            results.append({"screen": screen.name} | _ask(port, path, screen.role, requests))
    return results


@contextmanager
def serving() -> Iterator[int]:
    """Gunicorn with two workers on a free port of this machine."""
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
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE, "DEBUG": "0"}
    server = subprocess.Popen(command, env=environment, cwd=settings.PROJECT)  # noqa: S603
    try:
        for _attempt in range(150):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
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


def _ask(port: int, path: str, role: str | None, requests: int) -> dict[str, Any]:
    headers = {"Host": f"localhost:{port}", "Cookie": session_cookie(role), "Accept-Language": "lv"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    status, body = 0, b""

    def once() -> float:
        nonlocal status, body
        started = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        status, body = answer.status, answer.read()
        return (time.perf_counter() - started) * 1000

    for _warm in range(10):
        once()
    times = sorted(once() for _ in range(requests))
    connection.close()
    return {
        "path": path,
        "status": status,
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[max(0, int(len(times) * 0.95) - 1)], 1),
        "requests_per_second": round(1000 / statistics.fmean(times), 1),
        "kilobytes": round(len(body) / 1024, 1),
        "kilobytes_compressed": round(len(gzip.compress(body, 6)) / 1024, 1),
    }
