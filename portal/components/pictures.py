"""Takes pictures of screens in a real Chromium, and says what a designer would stumble over first.

Playwright belongs to the tests, so it is imported only when pictures are taken.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

from portal.accounts.models import User
from portal.seams.screens import Screen

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class NoBrowser(RuntimeError):
    """No Chromium, or no Playwright to drive it."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which pictures to take."""

    folder: Path
    screens: tuple[Screen, ...]
    widths: tuple[int, ...] = (360, 768, 1280)
    themes: tuple[Any, ...] = ("light", "dark")
    languages: tuple[str, ...] = ()  # none: each screen's own


@dataclass
class Taken:
    """What came of it: files, and sentences about what went wrong."""

    files: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Silent(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Pictures are told one by one instead."""


def chromium_program() -> str:
    """The path of a Chromium on this machine."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise NoBrowser("No Chromium was found; install the package chromium.")
    return program


@contextmanager
def served() -> Iterator[str]:
    """Serve the portal on a free port of this machine for as long as pictures are taken; gives its address."""
    settings.DEBUG = False  # pages of errors as people see them
    server = ThreadedWSGIServer(("127.0.0.1", 0), Silent)
    server.daemon_threads = True
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def take(wish: Wish, taken: Taken) -> Iterator[str]:
    """Take them one by one, note each in `taken`, and give its file's name."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise NoBrowser("Playwright is missing; `make .venv/tested` installs it.") from error
    program = chromium_program()
    # Before the event loop of Playwright runs in this thread: Django refuses the database beside it.
    sessions = {role: session_of(role) for role in {screen.role for screen in wish.screens} if role}
    shots = list(_shots(wish))
    wish.folder.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for screen, language, path, width, theme in shots:
            name = f"{screen.name}-{language}-{width}-{theme}.png"
            context = browser.new_context(
                viewport={"width": width, "height": 800}, color_scheme=theme, locale=f"{language}-LV",
                timezone_id="Europe/Riga", reduced_motion="reduce",
            )  # fmt: skip
            if screen.role:
                context.add_cookies(
                    [{"name": settings.SESSION_COOKIE_NAME, "value": sessions[screen.role], "url": address}]
                )
            taken.problems += _picture(context, f"{address}{path}", wish.folder / name)
            taken.files.append(name)
            context.close()
            yield name
        browser.close()


def _shots(wish: Wish) -> Iterator[tuple[Screen, str, str, int, Any]]:
    for screen in wish.screens:
        for language in screen.languages:
            if wish.languages and language not in wish.languages:
                continue
            path = screen.path(language)
            if path is not None:
                for width in wish.widths:
                    for theme in wish.themes:
                        yield screen, language, path, width, theme


def _picture(context: Any, address: str, file: Path) -> Iterable[str]:
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(f"{file.name}: script: {error}"))
    page.on(
        "console",
        lambda said: (
            problems.append(f"{file.name}: {said.text}")
            if said.type == "error" and not said.text.startswith("Failed to load resource")
            else None
        ),
    )
    answer = page.goto(address, wait_until="networkidle")
    if answer and answer.status >= 500:
        problems.append(f"{file.name}: answer {answer.status}")
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        problems.append(f"{file.name}: {wide} px wider than the window")
    page.screenshot(path=str(file), full_page=True)
    return problems


def session_of(role: str) -> str:
    """A session of a demo account, sign-in complete."""
    user = User.objects.get(email=f"{role}@demo.example")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["sign_in_complete"] = user.session_mark
    session.save()
    assert session.session_key
    return session.session_key
