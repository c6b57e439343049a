"""A server told to end answers what it has begun; a lock holds the request, so no clock decides the test."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection

from tests.faults.killed import address_of_tests
from tests.faults.locks import held, somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)
SERVE = """
import sys
import django
django.setup()
from portal.demo.management.commands import demo
demo.Command()._serve(int(sys.argv[1]))
"""


@contextmanager
def demo_server() -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """The demo's own server on the tests' database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    given = {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "DATABASE_URL": address_of_tests()}
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)],
        cwd=settings.PROJECT, env=os.environ | given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 90
        while not answers(port):
            assert server.poll() is None, server.communicate()[0]
            assert time.monotonic() < deadline, "the demo does not answer"
            time.sleep(0.2)
        yield server, port
    finally:
        server.kill()
        server.communicate(timeout=60)


def answers(port: int) -> bool:
    try:
        return ask(port, "/health/live") == 200
    except OSError:
        return False


def ask(port: int, path: str) -> int:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    asked.request("GET", path, headers={"Host": "localhost", "Cookie": f"sessionid={'x' * 32}"})
    status = asked.getresponse().status
    asked.close()
    return status


def test_the_demo_told_to_end_answers_what_it_has_begun_and_takes_nothing_new() -> None:
    connection.close()
    seen: list[int] = []
    with demo_server() as (server, port), held("django_session") as lock:
        begun = threading.Thread(target=lambda: seen.append(ask(port, "/lv/home/")))
        begun.start()
        somebody_waits(lock)
        server.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + 60
        while answers(port):  # the doors close first
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert server.poll() is None
        lock.rollback()
        begun.join(timeout=60)
        assert server.wait(timeout=60) == 0
    assert seen == [302]
