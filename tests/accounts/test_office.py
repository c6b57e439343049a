"""Sign-in through the office's own service: off unless set, and then complete or refused."""

import base64
import json
import os
import subprocess
import sys

SECRETS = {
    "SECRET_KEY": "k" * 60,
    "DATABASE_URL": "postgres://nobody@localhost/none",
    "FIELD_KEYS": json.dumps({"one": base64.b64encode(b"k" * 32).decode()}),
    "FIELD_KEY_CURRENT": "one",
    "ALLOWED_HOSTS": "portal.example",
    "BASE_URL": "https://portal.example",
    "MAIL_HOST": "mail.example",
    "MAIL_FROM": "portal@portal.example",
}
OFFICE = {"OIDC_ISSUER": "https://id.office.example/realm", "OIDC_CLIENT_ID": "portal", "OIDC_CLIENT_SECRET": "s"}
SHOW = """
import django
django.setup()
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from portal.seams import access
try:
    address = reverse("openid_connect_callback", args=["office"])
except NoReverseMatch:
    address = "none"
rule = access.rule_for("openid_connect_callback", "account/")
print(address, rule.roles, settings.SECURE_CSP["form-action"])
"""


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        env=kept | SECRETS | {"DJANGO_SETTINGS_MODULE": "portal.settings.production"} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_without_its_address_there_is_no_office_sign_in() -> None:
    answer = start()
    assert answer.stdout.startswith("none ('signed_in',)"), answer.stderr
    assert "id.office.example" not in answer.stdout


def test_with_its_address_the_way_is_open_and_the_policy_lets_the_form_go_there() -> None:
    answer = start(**OFFICE)
    assert answer.stdout.startswith("/account/oidc/office/login/callback/ ('public',)"), answer.stderr
    assert "'https://id.office.example'" in answer.stdout


def test_half_a_configuration_is_refused_with_what_is_missing() -> None:
    answer = start(OIDC_ISSUER=OFFICE["OIDC_ISSUER"], OIDC_CLIENT_ID="portal")
    assert answer.returncode != 0
    assert "OIDC_CLIENT_SECRET" in answer.stderr
