"""A person's training records are given out whole; erased, they name nobody and stay as evidence."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from portal.seams.translation import STALE, translatables
from tests.factories.people import person
from tests.training import making
from training.actions import content, learning, ledger
from training.catalogue import ModuleFacts
from training.models import Attempt, AttemptQuestion, Certificate, CurriculumItem, Fulfilment, LessonProgress, Question

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(site: None) -> ModuleFacts:
    facts = making.make_module()
    making.make_curriculum(facts)
    return facts


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_answers_are_given_out_with_the_rest(module: ModuleFacts) -> None:
    user = person("learner", email="zane@example.org")
    making.finish_lessons(user, module)
    making.attempt_by(user, module)

    kept = json.loads(run("export_person", "zane@example.org"))

    assert len(kept["training.Attempt.user"]) == 1
    assert len(kept["training"]["answers"]) == 7
    assert kept["training.Certificate.user"]


def test_an_erased_person_leaves_evidence_without_a_name(module: ModuleFacts) -> None:
    manager = person("training_manager")
    user = person("learner", email="zane@example.org", first_name="Zane", last_name="Zvirbule", supervisor=manager)
    making.finish_lessons(user, module)
    making.attempt_by(user, module)
    ledger.confirm_reading(user=user, item=CurriculumItem.objects.get(key="guide"), version="1", language="lv")
    task = CurriculumItem.objects.get(key="task")
    ledger.sign_off_task(by=manager, person=user, item=task, observed=[0], language="lv", note="Zanei labi veicās")
    learning.keep_reflection(
        user=user, module=module, lesson="first", language="lv", block="3", text="Par Zani", position=3
    )
    number = user.pk

    facts = json.loads(run("erase_person", "zane@example.org", "--reason", "left the service", "--json"))

    assert facts["deleted"]["training.Fulfilment"] == 1
    assert not LessonProgress.objects.filter(user=number).exists()
    assert Certificate.objects.get(user=number).holder_name == ""
    assert set(Fulfilment.objects.filter(user=number).values_list("reason", flat=True)) == {""}
    assert Attempt.objects.get(user=number).passed
    assert AttemptQuestion.objects.get(version__question__kind="short_text").answer is None


def test_the_ledger_still_refuses_every_other_change(module: ModuleFacts) -> None:
    user = person("learner")
    making.finish_lessons(user, module)
    making.attempt_by(user, module)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('training.erasing', 'on', true)")
    for change in ({"outcome": "waived"}, {"reason": "cits"}, {"reason": "", "version": "9"}):
        with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic():
            Fulfilment.objects.filter(user=user).update(**change)
    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic():
        Fulfilment.objects.filter(user=user)._raw_delete("default")


def test_a_question_changed_in_latvian_alone_is_stale_in_english(module: ModuleFacts) -> None:
    question = Question.objects.get(pk="T-3")
    texts = question.versions.get().texts
    changed = texts | {"lv": texts["lv"] | {"stem": "Pavisam cits apgalvojums"}}
    content.keep_question(
        id="T-3", bank="small", kind="true_false", competence=question.competence, texts=changed, answer=False, by=None
    )

    row = next(row for row in translatables() if row.key == "training:question:T-3")

    assert row.states["en"].state == STALE
    assert row.states["en"].changes == ("stem: Pavisam cits apgalvojums",)
    assert row.states["en"].url
