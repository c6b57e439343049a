"""The demo's server: told to end, it answers what it has begun and takes nothing new."""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.management import load_command_class
from django.core.management.base import BaseCommand
from django.core.servers.basehttp import WSGIServer

PATIENCE = 15.0  # seconds; as long as the longest wait for a lock, and a little


class _Answer:
    """An application's answer that tells when it has been sent."""

    def __init__(self, inner: Any, sent: Callable[[], None]) -> None:
        self.inner = inner
        self.sent = sent

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.inner)

    def close(self) -> None:
        try:
            if close := getattr(self.inner, "close", None):
                close()
        finally:
            self.sent()


class AnsweringServer(WSGIServer):
    """Django's own server; its threads would be cut off in the middle of an answer when the process ends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._begun = 0
        self._changed = threading.Condition()

    def get_app(self) -> Callable[..., Iterable[bytes]]:
        app: Any = super().get_app()

        def counted(environ: Any, start_response: Any) -> Iterable[bytes]:
            self._count(1)
            try:
                return _Answer(app(environ, start_response), lambda: self._count(-1))
            except BaseException:
                self._count(-1)
                raise

        return counted

    def serve_forever(self, poll_interval: float = 0.5) -> None:
        try:
            super().serve_forever(poll_interval)
        finally:
            self.socket.close()
            with self._changed:
                self._changed.wait_for(lambda: not self._begun, PATIENCE)

    def _count(self, step: int) -> None:
        with self._changed:
            self._begun += step
            self._changed.notify_all()


def command() -> BaseCommand:
    """`runserver` with this server; a signal to end leads through its end in order."""
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    made = load_command_class("whitenoise.runserver_nostatic", "runserver")
    made.server_cls = AnsweringServer  # type: ignore[attr-defined]
    return made
