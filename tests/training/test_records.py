"""Records outlive pages, only grow, and decide who may use the instrument."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from portal.accounts import actions as accounts
from portal.accounts.models import Role
from portal.seams import requirements
from portal.seams.licence import licence_for
from portal.seams.standing import standing_of
from portal.seams.waiting import waiting_for
from tests.factories.people import OrganisationFactory, person
from tests.training import making
from training import exports
from training.actions import content, ledger
from training.catalogue import ModuleFacts
from training.models import Attempt, Certificate, CurriculumItem, Fulfilment, ModulePage
from training.standings import picture
from training.team import Choice, grid

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(site: None) -> ModuleFacts:
    facts = making.make_module(licence="skills-audit")
    making.make_curriculum(facts, roles=("learner", "social_mentor"))
    return facts


def test_the_database_refuses_to_change_or_delete_an_entry_of_the_ledger(module: ModuleFacts) -> None:
    making.attempt_by(person("learner"), module)
    for change in (lambda: Fulfilment.objects.update(outcome="read"), lambda: Fulfilment.objects.all().delete()):
        with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
            change()

    assert Fulfilment.objects.get().outcome == "passed"


def test_a_correction_is_a_new_entry_with_a_reason(module: ModuleFacts) -> None:
    user = person("learner")
    making.attempt_by(user, module)
    entry = Fulfilment.objects.get()
    with pytest.raises(ledger.ReasonMissing):
        ledger.correct(entry=entry, reason=" ", by=None)

    ledger.correct(entry=entry, reason="Kārtoja cits cilvēks.", by=None)

    assert Fulfilment.objects.count() == 2
    assert not Fulfilment.objects.standing().exists()
    assert not licence_for(user, "skills-audit").valid


def test_deleting_the_latvian_page_loses_nothing(module: ModuleFacts) -> None:
    user = person("learner")
    making.attempt_by(user, module)
    ModulePage.objects.get(key="small", locale__language_code="lv").delete()

    [requirement, *_rest] = picture([user], "en").of(user)

    assert requirement.standing.fulfilled
    assert requirement.module is not None
    assert requirement.module.title == "Small module"
    assert Certificate.objects.get().titles["lv"] == "Mazais modulis"


def test_a_module_that_is_gone_in_every_language_keeps_its_fulfilment(module: ModuleFacts) -> None:
    user = person("learner")
    making.attempt_by(user, module)
    for page in ModulePage.objects.filter(key="small"):
        ModulePage.objects.get(pk=page.pk).delete()

    assert picture([user], "lv").of(user)[0].standing.fulfilled


def test_an_attempt_keeps_the_question_as_it_was_asked(module: ModuleFacts) -> None:
    from training.models import Competence

    attempt = making.attempt_by(person("learner"), module)
    texts = {language: {"stem": "Jauns"} for language in ("lv", "en")}
    content.keep_question(
        id="T-3", bank="small", kind="true_false", texts=texts, answer=True, by=None,
        competence=Competence.objects.get(),
    )  # fmt: skip

    asked = attempt.questions.get(version__question="T-3")
    assert asked.version.number == 1
    assert asked.version.texts["lv"]["stem"] == "T-3 lv"
    assert asked.score == 1


def test_a_key_that_is_no_text_is_refused() -> None:
    words = {"stem": "Kas?", "options": [{"key": True, "text": "Jā"}, {"key": "no", "text": "Nē"}]}

    with pytest.raises(content.QuestionNotWhole, match="no text"):
        content.check_question(kind="single", texts={"lv": words}, answer="no")


def test_failing_three_times_needs_a_pause(module: ModuleFacts, signed_in: Callable[..., Client]) -> None:
    user = person("learner")
    making.finish_lessons(user, module)
    for _n in range(3):
        making.attempt_by(user, module, right=0)
    client = signed_in(user)
    client.post("/lv/learn/test/small/begin/")

    assert Attempt.objects.count() == 3
    assert "pēc 24 stundām" in client.get("/lv/learn/test/small/").content.decode()


def test_a_certificate_of_the_module_is_the_licence_until_it_ends(module: ModuleFacts) -> None:
    cache.clear()  # which module gives the licence is remembered for a while
    user = person("social_mentor")
    refused = licence_for(user, "skills-audit")
    assert not refused.valid
    assert refused.url.endswith("/learn/module/small/")
    assert refused.reason

    making.attempt_by(user, module)
    held = licence_for(user, "skills-audit")
    assert held.valid
    assert "/learn/certificate/" in held.url

    old = person("social_mentor")
    making.attempt_by(old, module, at=timezone.now() - timedelta(days=300))
    assert not licence_for(old, "skills-audit").valid


def test_a_waiver_is_a_licence_for_its_time_only(module: ModuleFacts) -> None:
    senior = person("senior_social_worker")
    mentor = person("social_mentor", supervisor=senior)
    today = timezone.localdate()
    with pytest.raises(ledger.MayNotSignOff):
        ledger.waive_licence(
            by=person("senior_social_worker"), person=mentor, instrument="skills-audit", reason="x", until=today
        )

    ledger.waive_licence(by=senior, person=mentor, instrument="skills-audit", reason="Divatā.", until=today)

    assert licence_for(mentor, "skills-audit").until == today
    assert licence_for(mentor, "skills-audit").url == "", "a waiver is no certificate"


def test_who_accepts_an_invitation_has_the_requirements_of_the_role(
    module: ModuleFacts, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts.secrets, "token_urlsafe", lambda size: "token")
    accounts.invite_person(
        email="jauna@example.org", first_name="Jauna", last_name="Kolēģe", organisation=OrganisationFactory(),
        roles=[Role.objects.get(key="learner")], by=person("training_manager"),
    )  # fmt: skip
    user = accounts.accept_invitation(token="token", password="gara-parole-12345")

    mine = picture([user], "lv").of(user)

    assert [requirement.item.key for requirement in mine] == ["module", "guide", "task"]
    assert mine[0].standing.due == timezone.localdate() + timedelta(days=14)
    assert mine[2].locked_by == (mine[0].item, mine[1].item)


def test_another_subject_reports_a_reading_and_it_counts_once(module: ModuleFacts) -> None:
    user = person("learner")
    assert requirements.is_required(user, "guideline", "syria")
    reading = requirements.Fulfilment(kind="guideline", key="syria", version="3", language="en", at=timezone.now())
    for _time in range(2):
        requirements.report(user, reading)

    assert Fulfilment.objects.get().valid_until is not None
    assert not requirements.is_required(user, "guideline", "syria")


def test_what_waits_is_named_once_with_one_action(module: ModuleFacts) -> None:
    senior = person("senior_social_worker")
    mentor = person("social_mentor", supervisor=senior, works_since=timezone.localdate() - timedelta(days=60))
    mentor.role_assignments.update(starts=timezone.localdate() - timedelta(days=60))

    keys = [item.key for item in waiting_for(mentor)]
    assert "training:due:start/module" in keys
    assert len(keys) == len(set(keys))
    assert "training:late" in [item.key for item in waiting_for(senior)]

    making.attempt_by(mentor, module)
    ledger.confirm_reading(user=mentor, item=CurriculumItem.objects.get(key="guide"), version="1", language="lv")
    assert f"training:sign-off:{mentor.pk}:start/task" in [item.key for item in waiting_for(senior)]


def test_the_margin_of_home_counts_the_requirements_without_reading_them_again(
    module: ModuleFacts, django_assert_num_queries: Any
) -> None:
    learner = person("learner")
    making.attempt_by(learner, module)
    waiting_for(learner)

    with django_assert_num_queries(1):  # certificates and tests
        margin, certificates = standing_of(learner)

    assert (margin.number, margin.text, margin.done, margin.total) == ("1", "no 3 izpildīta", 1, 3)
    assert [line.label for line in certificates.lines] == ["Mazais modulis"]
    assert not standing_of(person("official"))


def test_nobody_signs_off_for_themselves(module: ModuleFacts) -> None:
    manager = person("training_manager", "learner")
    item = CurriculumItem.objects.select_related("curriculum").get(key="task")

    assert not ledger.may_sign_off(by=manager, person=manager, item=item)
    assert ledger.may_sign_off(by=manager, person=person("learner"), item=item)


def test_a_name_that_looks_like_a_formula_is_text_in_both_exports(module: ModuleFacts) -> None:
    manager = person("training_manager")
    person("learner", first_name="=HYPERLINK(1)", last_name="X")
    found = grid(manager, Choice(), "lv")

    rows = list(csv.reader(io.StringIO(exports.as_csv(found).decode("utf-8-sig"))))
    assert rows[1][0] == "'=HYPERLINK(1) X"
    sheet = load_workbook(io.BytesIO(exports.as_xlsx(found))).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
    assert sheet["H2"].is_date
    assert sheet["L2"].value == 0


def test_an_export_asks_for_the_password_again(module: ModuleFacts, signed_in: Callable[..., Client]) -> None:
    answer = signed_in("training_manager").get("/lv/learn/team/csv/")

    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
