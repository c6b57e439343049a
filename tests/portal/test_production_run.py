"""Production for real: set up, check, collect, serve, sign in, stop."""

import http.client
import json
import re
import signal
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.portal.office import CLIENT, SECRET, Office, office
from tests.portal.production import HOST, Installation, Visitor, installation

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def their_office() -> Iterator[Office]:
    with office() as service:
        yield service


@pytest.fixture(scope="module")
def portal(
    tmp_path_factory: pytest.TempPathFactory, their_office: Office, django_db_blocker: Any
) -> Iterator[Installation]:
    """An installation whose people may also sign in through their office."""
    with django_db_blocker.unblock(), installation(tmp_path_factory.mktemp("secrets")) as made:
        given = {
            "ISSUER": their_office.issuer,
            "CLIENT_ID": CLIENT,
            "CLIENT_SECRET": SECRET,
            "DOMAINS": "portal.example",
        }
        made.environment |= {f"OIDC_{name}": value for name, value in given.items()}
        for command in ("compile_catalogues", "collectstatic"):
            flags = ["--noinput"] if command == "collectstatic" else []
            done = made.manage(command, *flags, DJANGO_SETTINGS_MODULE="portal.settings.build")
            assert done.returncode == 0, done.stderr
        done = made.manage("set_up")
        assert done.returncode == 0, done.stderr
        yield made


def test_an_installation_is_set_up_and_serves_a_first_administrator(portal: Installation) -> None:
    again = portal.manage("set_up", "--administrator", "ilze@portal.example", "--first-name", "Ilze")
    assert again.returncode == 0, again.stderr
    link = urlsplit(re.search(r"https://\S+", again.stdout)[0])  # type: ignore[index]
    assert link.netloc == HOST
    twice = portal.manage("set_up", "--administrator", "ilze@portal.example")
    assert (twice.returncode, twice.stderr.splitlines()[-1].startswith("CommandError: There is an account")) == (
        1,
        True,
    )

    with portal.serving() as server:
        someone = Visitor(portal)
        assert json.loads(someone.get("/health/ready").text)["status"] == "ready"
        page = someone.get("/account/login/")
        assert page.status == 200
        assert "max-age=63072000" in page.headers["strict-transport-security"]
        assert "script-src 'self'" in page.headers["content-security-policy"]
        style = someone.get(re.search(r'href="(/static/[^"]+\.css)"', page.text)[1])  # type: ignore[index]
        assert (style.status, "immutable" in style.headers["cache-control"]) == (200, True)
        assert someone.get("/lv/nav-tadas-lapas/").status == 404
        assert Visitor(portal, scheme="http").get("/lv/home/").headers["location"] == f"https://{HOST}/lv/home/"

        ilze = Visitor(portal)
        form = ilze.get(link.path).headers["location"]  # the key goes into the session, out of the address
        chosen = ilze.post(form, password1="divi zirgi un rati", password2="divi zirgi un rati")
        assert chosen.status == 302, chosen.text
        inside = ilze.post("/account/login/", login="ilze@portal.example", password="divi zirgi un rati")
        assert inside.status == 302, inside.text
        assert "second-factor" in ilze.get("/lv/home/").headers["location"]

        answers: list[int] = []

        def ask() -> None:
            try:
                answers.append(someone.get("/account/login/").status)
            except OSError:  # came when the doors were closed already
                answers.append(0)

        load = [threading.Thread(target=ask) for _ in range(8)]
        for one in load:
            one.start()
        server.send_signal(signal.SIGTERM)
        for one in load:
            one.join()
        assert set(answers) <= {200, 0}
    assert server.returncode == 0
    assert "ilze@" not in portal.log
    assert {json.loads(line)["level"] for line in portal.log.splitlines()} <= {"info", "warning"}, portal.log


def test_editors_can_work_from_the_first_day(portal: Installation) -> None:
    shown = portal.manage(
        "shell", "-c",
        "from wagtail.models import Locale, Site, Workflow, GroupPagePermission;"
        "print(Locale.objects.count(), Site.objects.get().hostname, Site.objects.get().port, "
        "Workflow.objects.get(name='Recenzēšana un publicēšana').workflow_tasks.count(), "
        "GroupPagePermission.objects.filter(group__name='editor').count())",
    )  # fmt: skip
    assert shown.stdout.splitlines()[-1] == f"7 {HOST} 443 3 3", shown.stderr


def test_the_shipped_settings_check_clean_on_the_real_database(portal: Installation) -> None:
    done = portal.manage("check", "--deploy", "--database", "default", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert portal.manage("makemigrations", "--check", "--dry-run").returncode == 0


def test_a_worker_takes_the_work_of_the_outbox(portal: Installation) -> None:
    done = portal.manage("db_worker", "--batch")
    assert done.returncode == 0, done.stderr


ANNA = """
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.utils import timezone
from portal.accounts.models import User
for name in ("anna", "zane"):
    kept = {"first_name": name, "recovery_codes_kept_at": timezone.now()}
    user = User.objects.create_user(f"{name}@portal.example", None, **kept)
    Authenticator.objects.create(user=user, type="totp", data={"secret": get_adapter().encrypt("JBSWY3DPEHPK3PXP")})
User.objects.filter(email__startswith="zane").update(is_active=False)
"""


def through_the_office(portal: Installation, service: Office, **person: object) -> tuple[Visitor, str]:
    """A browser after the office sent it back, and where it stands then."""
    service.person = person
    browser = Visitor(portal)
    away = browser.post("/account/login/", to="/account/oidc/office/login/").headers["location"]
    assert away.startswith(f"{service.issuer}/authorize?")
    connection = http.client.HTTPConnection(urlsplit(service.issuer).netloc)
    connection.request("GET", away.removeprefix(service.issuer))
    back = urlsplit(connection.getresponse().headers["Location"])
    assert back.netloc == HOST
    answer = browser.get(f"{back.path}?{back.query}")
    return browser, answer.headers.get("location", str(answer.status))


def test_the_office_lets_its_people_in_and_nobody_else(portal: Installation, their_office: Office) -> None:
    made = portal.manage("shell", "-c", ANNA)
    assert made.returncode == 0, made.stderr

    with portal.serving():
        known, where = through_the_office(
            portal, their_office, sub="1", email="anna@portal.example", email_verified=True
        )
        assert where == "/account/2fa/authenticate/"  # the second factor is asked as after a password
        assert "/account/login/" in known.get("/lv/home/").headers["location"]

        for number, email in enumerate(("stranger@portal.example", "anna@elsewhere.example", "zane@portal.example")):
            other, where = through_the_office(portal, their_office, sub=f"9{number}", email=email, email_verified=True)
            assert "/account/2fa/" not in where, email
            assert "/account/login/" in other.get("/lv/home/").headers["location"], email

        unproved, where = through_the_office(
            portal, their_office, sub="7", email="ilze@other.example", email_verified=False
        )
        assert "/account/login/" in unproved.get("/lv/home/").headers["location"]
