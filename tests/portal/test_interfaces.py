"""Whatever is sent to the interfaces for programs, the answer is described, comes soon, and keeps nothing wrong."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.protection.actor import acting
from skills_audit.models import Answer
from tests.factories.people import person
from tests.factories.talks import talk_with
from tests.portal.schemas import Described
from tests.search.documents import indexed, practices
from tests.skills_audit.instrument.shipped import shipped

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
SECONDS = 5.0  # of this process's own work, whatever else the machine does
LARGEST = 64 * 1024
JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
CONTENT = st.fixed_dictionaries(
    {"state": st.sampled_from(["value", "declined", "unknown", "none"]) | JSON},
    optional={"value": JSON, "note": JSON, "parts": JSON, "language": JSON},
)
SAVE = st.fixed_dictionaries(
    {"operation": st.uuids().map(str) | JSON, "content": CONTENT | JSON}, optional={"position": JSON, "extra": JSON}
)
BODY = (SAVE | JSON).map(lambda value: json.dumps(value).encode()) | st.binary(max_size=200)
VERSION = st.one_of(
    st.just({"If-None-Match": "*"}),
    st.integers(0, 10**9).map(lambda number: {"If-Match": f'"{number}"'}),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20).map(lambda text: {"If-Match": text}),
    st.just({}),
)
NAMES = ("q", "page", "literal", "language", "kind", "country", "area", "theme", "strand", "target_group", "evidence",
         "year", "all")  # fmt: skip


class Watched:
    """Asks, and holds that the answer is described and took no more work than it may."""

    def __init__(self, described: Described | None = None) -> None:
        self.described = described

    def ask(self, ask: Callable[[], Any]) -> Any:
        started = time.process_time()
        answer = ask()
        assert time.process_time() - started < SECONDS
        assert answer["Content-Type"].startswith("application/json") or answer.status_code in (204, 403, 404)
        if self.described:
            assert self.described.broken_by(answer.status_code, answer.content) == []
        return answer


def test_whatever_a_device_sends_for_an_answer_is_saved_or_refused_as_described(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    described = "/{interface}/audit/api/audits/{audit}/answers/{item}/{entry}/"
    watched = Watched(Described("skills_audit/openapi.json", described, "put"))
    codes = sorted(shipped().by_code)
    items = st.sampled_from(codes) | st.text(min_size=1, max_size=25).filter(
        lambda text: text.strip(".") and "/" not in text
    )

    @settings(max_examples=150)
    @given(item=items, entry=st.just("-") | items, body=BODY, version=VERSION)
    @example(item="GOA04", entry="-", body=b"[" * LARGEST, version={"If-None-Match": "*"})
    @example(item="GOA04", entry="-", body=b'{"a":' * 10_000, version={"If-None-Match": "*"})
    @example(item="GOA04", entry="-", body=b'"' + b"\\u0000" * 10_000 + b'"', version={"If-None-Match": "*"})
    @example(item="GOA04", entry="-", body=b"1" * LARGEST, version={"If-None-Match": "*"})
    @example(item="GOA04", entry="-", body=b"x" * (LARGEST + 1), version={"If-None-Match": "*"})
    def sent(item: str, entry: str, body: bytes, version: dict[str, str]) -> None:
        address = reverse("skills_audit:api_answer", args=[audit.pk, item, entry])
        headers = version | {"Accept": "application/json"}
        with acting(mentor):
            before = set(Answer.objects.values_list("pk", "version"))
        answer = watched.ask(
            lambda: browser.put(address, body, content_type="application/json", headers=headers)  # type: ignore[arg-type]
        )
        with acting(mentor):
            after = set(Answer.objects.values_list("pk", "version"))
            assert (before == after) == (answer.status_code not in (200, 201) or answer.json()["repeated"])
            for kept in Answer.objects.exclude(pk__in=[pk for pk, _version in before]):
                assert kept.item in codes

    sent()


def test_whatever_is_asked_of_the_search_is_answered_as_described(signed_in: SignedIn) -> None:
    indexed(practices())
    browser = signed_in("official")
    watched = Watched(Described("search/openapi.json", "/{interface}/search/api/", "get"))
    values = st.text(max_size=40) | st.sampled_from(["1", "-1", "0", "9" * 30, "mājoklis", "fi", "FI", "lv", "\x00"])
    query = st.dictionaries(st.sampled_from(NAMES), st.lists(values, min_size=1, max_size=3), max_size=5)

    @settings(max_examples=60)
    @given(query=query)
    @example(query={"q": ["x" * 8000]})
    @example(query={"q": ["(" * 5000]})
    @example(query={"q": ["a -" * 3000]})
    def asked(query: dict[str, list[str]]) -> None:
        watched.ask(lambda: browser.get("/lv/search/api/", query))
        Watched().ask(lambda: browser.get("/lv/search/suggestions/", query))

    asked()


def test_the_device_key_and_the_questions_of_a_talk_answer_anything(signed_in: SignedIn) -> None:
    mentor = person("social_mentor")
    audit, browser = talk_with(mentor), signed_in(mentor)
    screens = reverse("skills_audit:talk_screens", args=[audit.client_id, audit.pk])
    assert Watched().ask(lambda: browser.get(screens)).status_code == 200

    @settings(max_examples=40)
    @given(key=st.text(max_size=60), device=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60))
    def given_key(key: str, device: str) -> None:
        browser.cookies["device"] = device
        answer = Watched().ask(lambda: browser.post(reverse("skills_audit:api_draft_key"), {"key": key}))
        assert answer.status_code in (200, 422)

    given_key()


def test_the_description_is_served_to_those_who_save(signed_in: SignedIn) -> None:
    address = reverse("skills_audit:api_description")

    assert signed_in("social_mentor").get(address).json()["openapi"] == "3.1.0"
    assert signed_in("learner").get(address).status_code == 403
    assert Described("skills_audit/openapi.json", *_first()).broken_by(200, b'{"id": 1}')


def _first() -> tuple[str, str]:
    return "/{interface}/audit/api/audits/{audit}/answers/{item}/{entry}/", "put"
