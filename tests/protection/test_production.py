"""The settings that are shipped: refuse without secrets and name each, check clean with them."""

import os
import re
import subprocess
import sys

import pytest

from portal.database import PROJECT

SECRETS = {
    "SECRET_KEY": "k" * 20 + "0123456789abcdefghijklmnopqrstuvwxyz!?#",
    "DATABASE_URL": "postgresql://portal@localhost/portal",
    "FIELD_KEYS": '{"a": "bmV3LWtleS1mb3ItdGhpcy1tYWNoaW5lLW9ubHktISE="}',
    "FIELD_KEY_CURRENT": "a",
    "ALLOWED_HOSTS": "portal.example.org",
    "BASE_URL": "https://portal.example.org",
    "MAIL_HOST": "mail.example.org",
    "MAIL_FROM": "portal@example.org",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=kept | {"DJANGO_SETTINGS_MODULE": "portal.settings.production"} | environment,
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_without_secrets_it_refuses_and_names_each() -> None:
    done = manage("check")

    assert done.returncode != 0
    for name in SECRETS:
        assert name in done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"FIELD_KEYS": "not json"}, "FIELD_KEYS must be one JSON object"),
        ({"FIELD_KEY_CURRENT": "b"}, "names no key of FIELD_KEYS"),
        ({"BASE_URL": ""}, "without: BASE_URL."),
    ],
)
def test_a_wrong_secret_is_named(changed: dict[str, str], said: str) -> None:
    done = manage("check", **(SECRETS | changed))

    assert done.returncode != 0
    assert said in done.stderr


def test_the_deployment_check_is_clean() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **SECRETS)

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr


def test_scripts_find_the_token_under_the_name_production_gives_its_cookie() -> None:
    settings = (PROJECT / "portal" / "settings" / "production.py").read_text()
    name = re.search(r'^CSRF_COOKIE_NAME = "([^"]+)"', settings, re.MULTILINE)
    patterns = [
        (script.name, found)
        for script in PROJECT.glob("*/static/**/*.js")
        for found in re.findall(r"/(\(\?:.*csrf.*?)/\.exec\(document\.cookie\)", script.read_text())
    ]

    assert name
    assert len(patterns) >= 2
    for script, pattern in patterns:
        found = re.search(pattern, f"a=1; {name[1]}=token; b=2")
        assert found, script
        assert found[1] == "token"
