"""Logs tell no person, pages carry their policy, health answers without a session."""

import json
import logging
from collections.abc import Callable

import pytest
from django.test import Client as Browser

from portal.logs import JsonFormatter


def line(name: str, message: str, *args: object, **extra: object) -> str:
    record = logging.LogRecord(name, logging.WARNING, "x.py", 1, message, args, None)
    record.__dict__.update(extra)
    text = JsonFormatter().format(record)
    assert json.loads(text)["level"] == "warning"
    return text


@pytest.mark.parametrize(
    "told",
    [
        "ilze.ozola@example.org", "/lv/search/?q=Samira", "+371 2000 0000", "020304-12345", "192.168.10.7",
        "0193a0a2-7c1e-7000-8000-0123456789ab", "eyJhbGciOiJIUzI1NiJ9abcdefgh",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["portal.accounts", "axes.attempts", "django.request", "django.db.backends"])
def test_a_log_line_tells_no_person(told: str, name: str) -> None:
    plain = told.split("?q=")[-1]

    assert plain not in line(name, f"AXES: failed sign-in of {told} today")
    assert plain not in line(name, "failed sign-in of %s", told)


def test_arguments_of_libraries_are_not_written_at_all() -> None:
    assert "Samira" not in line("django.security", "Invalid host: %s", "Samira Testa")
    assert "Samira" not in line("django.request", "Not Found: %s", "/lv/Samira", extra_field="Samira")


def test_an_exception_is_told_by_type_and_place_only() -> None:
    try:
        raise ValueError("Samira Testa")
    except ValueError as error:
        record = logging.LogRecord(
            "portal", logging.ERROR, "x.py", 1, "failed", (), (ValueError, error, error.__traceback__)
        )
    text = JsonFormatter().format(record)

    assert "Samira" not in text
    assert json.loads(text)["error"] == "ValueError"


@pytest.mark.django_db
def test_signed_in_pages_are_not_stored_and_carry_the_strict_policy(signed_in: Callable[..., Browser]) -> None:
    answer = signed_in("learner").get("/lv/home/")
    policy = answer["Content-Security-Policy"]

    assert "no-store" in answer["Cache-Control"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    for part in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_the_admin_has_its_own_policy_and_no_foreign_origin(signed_in: Callable[..., Browser]) -> None:
    policy = signed_in("administrator").get("/admin/")["Content-Security-Policy"]

    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "http" not in policy


@pytest.mark.django_db
def test_health_answers_without_a_session() -> None:
    assert Browser().get("/health/live").json() == {"status": "live"}
    ready = Browser().get("/health/ready")
    assert ready.json() == {"status": "ready", "checks": {"database": True, "migrations": True, "keys": True}}
    assert not ready.cookies


@pytest.mark.django_db
def test_without_its_key_the_portal_is_not_ready(settings: object) -> None:
    settings.FIELD_KEYS = {}  # type: ignore[attr-defined]

    answer = Browser().get("/health/ready")
    assert (answer.status_code, answer.json()["checks"]["keys"]) == (503, False)
