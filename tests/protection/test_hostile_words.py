"""Words that try to break out, in every text field there is, on every page that a person can open."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.http import HttpResponse
from django.test import Client as Browser
from wagtail.fields import StreamField

from portal.architecture import FORBIDDEN
from portal.protection.actor import acting_as_system
from portal.seams import access
from search.indexing import rebuild_index
from skills_audit.models import Client
from tests.factories.guidelines import practice
from tests.factories.people import person
from tests.factories.talks import talk_with
from tests.factories.whole_cases import record_models, whole_case
from tests.protection.every_route import Route, asked, every_route
from tests.protection.test_every_route import browser_of, make_content

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
# A quotation mark ends an attribute, `<` begins an element, `</script>` ends one; braces are a template's, the last
# letter turns the direction of what follows. Short enough for most fields.
HOSTILE = "hst\"'><hst onx=1></script>{{7*7}}{%x%}#[=\\\u202e"
SHORT = "hst\"'><hst>"
BROKEN_OUT = re.compile(r"hst(?:\"|&amp;quot;)|<hst", re.IGNORECASE)
# What is no text of people although it is kept as one: addresses, keys and names that programs give.
NAMES = ("key", "slug", "path", "url", "code", "language", "token", "hash", "digest", "signature", "email", "locale",
         "version", "mark", "kind", "type", "state", "status", "theme", "position", "password", "id", "level", "unit",
         "content_json", "place", "step", "block", "verb", "icon", "source_hash", "stage", "method",
         "number", "target", "lesson")  # fmt: skip


def fits(field: Any) -> bool:
    """Is the field for words of people?"""
    is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, StreamField)
    named = any(part in NAMES for part in (field.name, *field.name.split("_")))
    return is_text and not (field.primary_key or field.unique or field.choices or named)


def with_hostile(value: Any) -> Any:
    """Every sentence inside a JSON with hostile words behind it; keys, codes and rich text stay."""
    if isinstance(value, dict):
        return {name: with_hostile(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [with_hostile(inner) for inner in value]
    is_sentence = isinstance(value, str) and " " in value and "<" not in value and "http" not in value
    return f"{value} {HOSTILE}" if is_sentence else value


def write_hostile() -> set[str]:
    """Into every row of ours; returns the fields that took it."""
    written = set()
    ours = [model for model in apps.get_models() if model.__module__.split(".")[0] in FORBIDDEN]
    for model in [*ours, apps.get_model("wagtailcore.Page")]:
        for field in model._meta.local_concrete_fields:
            if fits(field):
                for words in (HOSTILE, SHORT):
                    if changed(model, field, words):
                        written.add(f"{model._meta.label}.{field.name}")
                        break
            elif isinstance(field, models.JSONField | StreamField):
                written |= write_json(model, field)
    return written


def changed(model: Any, field: Any, words: str) -> bool:
    table, column = model._meta.db_table, field.column
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'UPDATE "{table}" SET "{column}" = %s WHERE "{column}" <> \'\'', [words])
            return bool(cursor.rowcount)
    except DatabaseError:  # too long, or bound by a rule of the table
        return False


def write_json(model: Any, field: Any) -> set[str]:
    import json

    table, column, key, written = model._meta.db_table, field.column, model._meta.pk.column, set()
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{key}", "{column}"::text FROM "{table}" WHERE "{column}" IS NOT NULL')
        for row, text in cursor.fetchall():
            old = json.loads(text)
            if (new := with_hostile(old)) == old:
                continue
            try:
                with transaction.atomic():
                    cursor.execute(f'UPDATE "{table}" SET "{column}" = %s WHERE "{key}" = %s', [json.dumps(new), row])
                    written.add(f"{model._meta.label}.{field.name}")
            except DatabaseError:
                break
    return written


def pages(answers: Iterator[tuple[str, HttpResponse]]) -> Iterator[tuple[str, str]]:
    for address, answer in answers:
        if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            yield address, answer.content.decode()


def visited(browser: Browser, routes: list[Route], client: Any) -> Iterator[tuple[str, HttpResponse]]:
    for route in routes:
        if "GET" not in route.rule.methods or "logout" in route.name:
            continue
        address = route.address(client)
        yield address, browser.get(address)


def test_hostile_words_stay_words_on_every_page(site: None) -> None:
    user = person(*access.ROLES)
    audit = whole_case(user, HOSTILE)
    talk_with(user, Client(pk=audit.client_id))
    make_content(user)
    for number in (1, 2):
        practice(number)
    with acting_as_system("test"):
        written = write_hostile()
        rebuild_index()
    asked.clear()
    browser = browser_of(user)
    browser.raise_request_exception = False
    routes = [route for route in every_route() if not route.is_admins or not route.arguments]

    met, wrong = 0, []
    for address, answer in visited(browser, routes, audit.client_id):
        if answer.status_code >= 500:
            wrong.append(f"{address} answers {answer.status_code}")
        for _address, text in pages(iter([(address, answer)])):
            met += "hst" in text
            if found := BROKEN_OUT.search(text):
                wrong.append(f"{address}: …{text[max(0, found.start() - 80) : found.end() + 40]}…")
    assert wrong == []
    assert len(written) > 30, written
    assert met > 25
    assert record_models()
