"""Production for real: set up, check, collect, serve, sign in, stop."""

import http.client
import json
import os
import re
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.faults.locks import held, somebody_waits
from tests.portal.office import CLIENT, SECRET, Office, office
from tests.portal.production import HOST, Installation, Visitor, installation

# One installation for all of these.
pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("production")]


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

    lost: list[int] = []
    with portal.serving(PGOPTIONS="-c lock_timeout=0", GUNICORN_CMD_ARGS="--timeout 120") as server:
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

        # A worker that is killed in the middle takes one answer with it, and nothing else.
        with held("accounts_user", portal.database_url) as lock:
            cut = threading.Thread(target=lambda: lost.append(status_of(ilze, "/lv/home/")))
            cut.start()
            somebody_waits(lock)
            for number in workers_of(server):
                os.kill(number, signal.SIGKILL)
            cut.join(timeout=60)
        assert lost == [0]
        portal.wait(server)
        assert "second-factor" in ilze.get("/lv/home/").headers["location"]

        # Told to end while people sign in: whoever was let in gets the answer, the doors are closed for others.
        late = [Visitor(portal) for _ in range(2)]
        tokens = [one.token("/account/login/") for one in late]
        with held("accounts_user", portal.database_url) as lock:
            begun = [threading.Thread(target=sign_in, args=pair) for pair in zip(late, tokens, strict=True)]
            for one in begun:
                one.start()
            somebody_waits(lock, number=len(begun))
            server.send_signal(signal.SIGTERM)
            portal.heard(server, "Handling signal")
            assert server.poll() is None
            lock.rollback()
            for one in begun:
                one.join(timeout=60)
        assert server.wait(timeout=60) == 0
    assert server.returncode == 0
    assert "ilze@" not in portal.log
    killed = [line for line in portal.log.splitlines() if json.loads(line)["level"] not in ("info", "warning")]
    assert all("was sent" in line for line in killed), killed

    with portal.serving():  # what was answered is there after the restart
        for one in late:
            assert "second-factor" in one.get("/lv/home/").headers["location"]


def workers_of(server: Any) -> list[int]:
    """The processes that answer."""
    return [int(number) for number in Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()]


def status_of(someone: Visitor, path: str) -> int:
    """What was answered; 0 for nothing at all."""
    try:
        return someone.get(path).status
    except (OSError, http.client.HTTPException):
        return 0


def sign_in(someone: Visitor, token: str) -> None:
    fields = {"login": "ilze@portal.example", "password": "divi zirgi un rati", "csrfmiddlewaretoken": token}
    assert someone.ask("POST", "/account/login/", fields).status == 302


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


def test_a_new_version_makes_the_search_anew_and_waits_for_no_elasticsearch(portal: Installation) -> None:
    collection = "from search.models import Collection;"
    assert portal.manage("shell", "-c", f"{collection} Collection.objects.update(rebuilt=None)").returncode == 0
    done = portal.manage("set_up", ELASTICSEARCH_URL="http://127.0.0.1:9")
    assert (done.returncode, "Run `rebuild_index` when it is back." in done.stderr) == (0, True), done.stderr
    done = portal.manage("set_up")
    assert done.returncode == 0, done.stderr
    shown = portal.manage("shell", "-c", f"{collection} print(Collection.objects.get().rebuilt)")
    assert shown.stdout.splitlines()[-1] != "None", shown.stderr


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
