"""A newcomer's PostgreSQL in a folder of its own, used by processes that can be killed."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal import database

USE = """
import sys, time
from pathlib import Path
from portal import database
database.PROJECT = Path(sys.argv[1])
database.ROOM = int(sys.argv[2])
try:
    database.start()
except database.DatabaseUnavailable as error:
    sys.exit(str(error))
print("started", flush=True)
time.sleep(float(sys.argv[3]))
"""


class Checkout:
    """A clone of the project, as far as the database is concerned: everything hangs on its path."""

    def __init__(self, path: Path) -> None:
        self.path = path
        kept, database.PROJECT = database.PROJECT, path
        self.place = database.place()
        database.PROJECT = kept

    def use(self, seconds: float = 60, room: int = 0) -> "subprocess.Popen[str]":
        """A process that starts the server or finds it running, and uses it for that long."""
        return subprocess.Popen(
            [sys.executable, "-c", USE, str(self.path), str(room), str(seconds)],
            cwd=database.PROJECT, env=os.environ | {"PORTAL_DATABASE_KEEP": "0"},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def started(self, seconds: float = 60) -> "subprocess.Popen[str]":
        """The same, when the server answers."""
        process = self.use(seconds)
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n", process.communicate()
        return process

    def server(self) -> int | None:
        """The number of the server's process, or none when it does not run."""
        lock = self.place.data / "postmaster.pid"
        number = int(lock.read_text().split()[0]) if lock.exists() else None
        command = Path(f"/proc/{number}/cmdline")
        return number if command.exists() and str(self.place.data).encode() in command.read_bytes() else None


@contextmanager
def checkout() -> Iterator[Checkout]:
    """A new one; whatever was started in it has ended and its folders are gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="clone-"))
    made = Checkout(path)
    try:
        yield made
    finally:
        made.use(0).communicate(timeout=60)  # the last user stops the server
        for folder in (made.place.sockets, made.place.root, path):
            shutil.rmtree(folder, ignore_errors=True)


def end(process: "subprocess.Popen[str]", told: signal.Signals = signal.SIGTERM) -> int:
    """The exit status of a process that is told to end."""
    process.send_signal(told)
    process.communicate(timeout=60)
    return process.returncode
