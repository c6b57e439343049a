"""A reader questions a sentence, an editor answers, and readers see what came of it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from guidelines.challenging import AlreadyAnswered, NoSuchSentence, answer_challenge, raise_challenge
from guidelines.models import Challenge, CultureGuidePage
from guidelines.registrations import forget_person
from portal.protection.models import TrailEntry
from portal.seams import waiting
from tests.factories.guidelines import STATEMENT, guide
from tests.factories.people import person

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
KEY = STATEMENT["key"]
ASKED = {"kind": "outdated", "reason": "Avots ir no 2019. gada."}


def address(page: CultureGuidePage, key: str = KEY) -> str:
    return f"/lv/guidelines/questions/{page.pk}/{key}/"


def words_of(body: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def questioned(page: CultureGuidePage) -> Challenge:
    return raise_challenge(page=page, statement=KEY, by=person("official"), **ASKED)


def test_a_question_reaches_the_editors_and_its_answer_the_readers(site: None, signed_in: SignedIn) -> None:
    page, reader, editor = guide(), person("official"), person("editor")
    client = signed_in(reader)
    assert address(page) in client.get(page.get_url()).content.decode()
    assert STATEMENT["text"] in client.get(address(page)).content.decode()

    sent = client.post(address(page), ASKED)

    assert sent.headers["Location"] == f"{page.get_url()}#{KEY}"
    challenge = Challenge.objects.get()
    assert (challenge.sentence, challenge.raised_by, challenge.is_open) == (STATEMENT["text"], reader, True)
    body = words_of(client.get(page.get_url()).content.decode())
    assert "(vairs nav spēkā?) – tiek izskatīts" in body
    assert ASKED["reason"] not in body
    (item,) = [item for item in waiting.waiting_for(editor) if item.kind == "question"]
    assert item.url == f"/lv/guidelines/questions/{challenge.pk}/"
    desk = signed_in(editor)
    assert ASKED["reason"] in desk.get("/lv/guidelines/questions/").content.decode()
    assert ASKED["reason"] in desk.get(item.url).content.decode()

    answered = desk.post(item.url, {"outcome": "kept", "answer": "Pārbaudīts citā avotā."})

    assert answered.headers["Location"] == "/lv/guidelines/questions/"
    body = words_of(client.get(page.get_url()).content.decode())
    assert "teikums paliek" in body
    assert "Pārbaudīts citā avotā." in body
    assert not [item for item in waiting.waiting_for(editor) if item.kind == "question"]
    (told,) = [item for item in waiting.waiting_for(reader) if item.kind == "question"]
    assert told.url.endswith(f"#{KEY}")
    actions = list(TrailEntry.objects.filter(action__contains="challenge").values_list("action", flat=True))
    assert sorted(actions) == ["answer_challenge", "challenge"]


def test_sent_twice_it_is_one_question_with_the_later_words(site: None, signed_in: SignedIn) -> None:
    page = guide()
    client = signed_in("official")
    for reason in ("Pirmais.", "Otrais."):
        client.post(address(page), ASKED | {"reason": reason})
    assert [row.reason for row in Challenge.objects.all()] == ["Otrais."]
    first = Challenge.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Challenge.objects.create(page=page, statement=KEY, raised_by=first.raised_by, sentence="x", kind="doubt")


def test_a_question_without_a_reason_is_kept_and_told_at_its_field(site: None, signed_in: SignedIn) -> None:
    page = guide()
    answer = signed_in("official").post(address(page), {"kind": "doubt", "reason": " "})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="doubt"' in body
    assert "checked" in body
    assert 'id="id_reason"' in body
    assert not Challenge.objects.exists()


def test_the_first_answer_stands(site: None, signed_in: SignedIn) -> None:
    challenge = questioned(guide())
    late = Challenge.objects.get(pk=challenge.pk)
    answer_challenge(challenge=challenge, outcome="changed", answer="Mainīts.", by=person("editor"))
    with pytest.raises(AlreadyAnswered):
        answer_challenge(challenge=late, outcome="kept", answer="Nē.", by=person("editor"))
    signed_in("editor").post(f"/lv/guidelines/questions/{challenge.pk}/", {"outcome": "kept", "answer": "Nē."})
    assert Challenge.objects.get().answer == "Mainīts."


def test_only_editorial_roles_see_and_answer_questions(site: None, signed_in: SignedIn) -> None:
    challenge = questioned(guide())
    for role in ("official", "learner", "translator", "training_manager"):
        client = signed_in(role)
        assert client.get("/lv/guidelines/questions/").status_code == 403
        answer = {"outcome": "kept", "answer": "x"}
        assert client.post(f"/lv/guidelines/questions/{challenge.pk}/", answer).status_code == 403
    for role in ("editor", "subject_reviewer", "community_reviewer"):
        assert signed_in(role).get(f"/lv/guidelines/questions/{challenge.pk}/").status_code == 200
    assert Challenge.objects.get().is_open


def test_what_a_reader_may_not_read_cannot_be_questioned(site: None, signed_in: SignedIn) -> None:
    page = guide()
    client = signed_in("official")
    assert client.get(address(page, "no-such-sentence")).status_code == 404
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="team"))
    assert client.get(address(page)).status_code == 404
    assert client.post(address(page), ASKED).status_code == 404
    restriction.delete()
    page.unpublish()
    assert client.post(address(page), ASKED).status_code == 404
    assert not Challenge.objects.exists()


def test_a_sentence_that_is_gone_cannot_be_questioned(site: None) -> None:
    with pytest.raises(NoSuchSentence):
        raise_challenge(page=guide(), statement="gone", by=person("official"), **ASKED)


def test_an_outcome_needs_an_answer_in_the_database_too(site: None) -> None:
    challenge = questioned(guide())
    with pytest.raises(IntegrityError), transaction.atomic():
        Challenge.objects.filter(pk=challenge.pk).update(outcome="kept")


def test_an_answer_is_told_for_two_weeks_and_a_person_can_be_forgotten(site: None) -> None:
    challenge = questioned(guide())
    reader = challenge.raised_by
    assert reader
    answer_challenge(challenge=challenge, outcome="kept", answer="Paliek.", by=person("editor"))
    assert [item.kind for item in waiting.waiting_for(reader)].count("question") == 1
    Challenge.objects.update(answered_at=timezone.now() - timedelta(days=15))
    assert [item.kind for item in waiting.waiting_for(reader)].count("question") == 0
    assert forget_person(reader) == {"guidelines.Challenge": 1}
    assert Challenge.objects.get().raised_by is None
