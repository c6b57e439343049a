"""Journeys in a real Chromium: a visitor who opens pages, and an eye on everything that must not happen.

    pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

    def test_a_learner_finds_the_module(visitor: Visits) -> None:
        with visitor("learner", width=360, theme="dark") as visit:
            visit.go("/lv/home/")
            visit.page.get_by_role("link", name="Mācības").click()
            visit.axe()

Whoever visits, at the end nothing may have broken the content policy, left the site, written an error to the console
or pushed a page wider than its window. What a test provokes on purpose it takes back: `visit.expect("503")`.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright

from portal.accounts.models import User
from portal.components.pictures import BACKEND, FLAGS, NoBrowser, chromium_program
from tests.factories.people import person

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, TABLET, DESK = 360, 768, 1280
# Playwright keeps an event loop in this thread until the last test; Django would refuse the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


class Visit:
    """One person's browser: `page` is Playwright's own; `problems` is what must stay empty."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.problems: list[str] = []
        self.requests: list[str] = []
        self._expected: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        # A failed request is told by its answer, with its address and status.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.problems.append(f"left the site: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"answer {response.status}: {response.request.method} {response.url}")

    def expect(self, *parts: str) -> None:
        """Problems that contain one of these are meant by the test."""
        self._expected.extend(parts)

    def go(self, path: str) -> Response | None:
        """Open an address of the site and wait until it is quiet."""
        return self.page.goto(f"{self.address}{path}", wait_until="networkidle")

    def axe(self, within: str | None = None, *, without: tuple[str, ...] = ()) -> None:
        """No finding of axe-core, on the page or within a selector; the message names rule, place and cause.

        `without` leaves rules out, with a reason beside it in the test.
        """
        # Not a <script> element: the content policy would rightly refuse it.
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            """([within, runOnly, rules]) => axe
                .run(within ?? document, {runOnly, rules, resultTypes: ["violations"]})
                .then(result => result.violations.flatMap(rule => rule.nodes.map(
                    node => [rule.id, node.target.join(" "), node.failureSummary].join(" – "))))""",
            [within, AXE_RULES, {rule: {"enabled": False} for rule in without}],
        )
        assert not found, f"axe at {self.page.url}:\n" + "\n".join(found)

    def fits(self) -> None:
        """Nothing pushes the page wider than its window."""
        wide = self.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px wider than its window."

    def press(self, *keys: str) -> None:
        """Press keys one after the other where the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

    def focused(self) -> str:
        """What has the focus, as a person would name it: its label or text."""
        return str(
            self.page.evaluate(
                """() => { const e = document.activeElement;
                    const name = e.getAttribute("aria-label") ?? e.labels?.[0]?.textContent ?? e.textContent;
                    return (name ?? "").trim() }"""
            )
        )

    def assert_clean(self) -> None:
        """No problem but those the test expected."""
        left = [p for p in self.problems if not any(part in p for part in self._expected)]
        assert not left, "\n".join(left)


Visits = Callable[..., AbstractContextManager[Visit]]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all journeys; they are skipped where none is installed."""
    try:
        program = chromium_program()
    except NoBrowser as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{error} In CI no journey is left out.")
        pytest.skip(f"{error} Journeys in a browser are left out.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visitor(request: pytest.FixtureRequest, chromium: Browser, live_server: Any) -> Visits:
    """`visitor("social_mentor")`, `visitor(user)` or `visitor()` for a stranger, as a context manager.

    Options: width, height, theme ("light", "dark"), language (of the browser), motion (False asks for none),
    forced_colours, scripts (False switches JavaScript off), zoom (text in per cent, by a doubled root size), offline.
    """
    marker = request.node.get_closest_marker("django_db")
    if not (marker and marker.kwargs.get("transaction")):
        pytest.fail("A journey needs pytest.mark.django_db(transaction=True), or what migrations wrote is lost.")
    address = live_server.url.replace("127.0.0.1", "localhost")

    @contextmanager
    def visit(
        *roles_or_user: str | User,
        width: int = DESK,
        height: int = 800,
        theme: str = "light",
        language: str = "lv-LV",
        motion: bool = True,
        forced_colours: bool = False,
        scripts: bool = True,
        zoom: int = 100,
    ) -> Iterator[Visit]:
        options: dict[str, Any] = {
            "viewport": {"width": width, "height": height},
            "color_scheme": theme,
            "locale": language,
            "timezone_id": "Europe/Riga",
            "reduced_motion": "no-preference" if motion else "reduce",
            "forced_colors": "active" if forced_colours else "none",
            "java_script_enabled": scripts,
        }
        context = chromium.new_context(**options)
        try:
            if roles_or_user:
                user = roles_or_user[0]
                sign_in(context, user if isinstance(user, User) else person(*map(str, roles_or_user)), address)
            page = context.new_page()
            if zoom != 100:
                page.add_init_script(
                    f"addEventListener('DOMContentLoaded', () => document.documentElement.style.fontSize = '{zoom}%')"
                )
            seen = Visit(page, address)
            yield seen
            seen.assert_clean()
        finally:
            context.close()

    return visit


def sign_in(context: BrowserContext, user: User, address: str) -> None:
    """Give the browser a session of this person, second factor done, without passing the sign-in page."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    session = client.session
    session["sign_in_complete"] = user.session_mark
    session.save()
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": address}])
