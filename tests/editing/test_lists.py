"""Lists and reports of the desk name people, parts and times in the words of its language."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation
from wagtail.admin.templatetags.wagtailadmin_tags import timesince_simple
from wagtail.models import Task, Workflow
from wagtail.users.models import UserProfile

from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.editing.actions import WAGTAILS_OWN, set_up_editing
from portal.pages.actions import add_page
from portal.pages.demo import home_for
from portal.pages.models import StandardPage
from tests.factories.guidelines import briefing_parts
from tests.factories.people import person
from tests.training import making
from training.models import Question

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(21, "pirms 21\xa0minūtes"), (5, "pirms 5\xa0minūtēm"), (180, "pirms 3\xa0stundām"), (0, "tikko")],
)
def test_a_time_that_has_passed_stands_in_the_form_latvian_asks_for(minutes: int, words: str) -> None:
    with translation.override("lv"):
        assert timesince_simple(timezone.now() - timedelta(minutes=minutes)) == words


def test_the_report_of_ageing_pages_names_people_and_says_when_a_page_is_due(
    site: None, signed_in: Callable[..., Client]
) -> None:
    administrator = person("administrator")
    set_up_groups()
    set_up_editing()
    page = StandardPage(title="Lapa", slug="lapa", lead="Ievads.", locale=home_for("lv").locale)
    page.answerable, page.review_date = administrator, timezone.localdate() - timedelta(days=1)
    add_page(parent=home_for("lv"), page=page, by=administrator)

    answer = signed_in(User.objects.get(pk=administrator.pk)).get("/admin/reports/aging-pages/").content.decode()

    row = next(part for part in answer.split("<tr>") if f"/pages/{page.pk}/edit/" in part)
    assert row.count(str(administrator)) == 2
    assert "nokavēts" in row
    assert administrator.email not in answer
    assert "None" not in row.split("</tr>")[0]
    table = signed_in(User.objects.get(pk=administrator.pk)).get("/admin/reports/aging-pages/?export=csv")
    assert table.getvalue().decode("utf-8-sig").startswith("Virsraksts,")  # type: ignore[attr-defined]


def test_a_part_of_the_briefing_is_listed_by_its_words(site: None, signed_in: Callable[..., Client]) -> None:
    administrator = person("administrator")
    set_up_groups()
    set_up_editing()
    briefing_parts()

    answer = signed_in(User.objects.get(pk=administrator.pk)).get("/admin/snippets/guidelines/briefingpart/")

    from guidelines.models import BriefingPart

    part = BriefingPart.objects.exclude(content__label=None).filter(content__has_key="label")[0]
    assert part.content["label"]["lv"] in answer.content.decode()


def test_wagtails_own_workflow_is_out_of_force_also_where_it_was_left(site: None) -> None:
    set_up_groups()
    set_up_editing()
    for model in (Workflow, Task):
        model.objects.filter(name__in=WAGTAILS_OWN).update(active=True)

    set_up_editing()

    assert not Workflow.objects.filter(name__in=WAGTAILS_OWN, active=True).exists()
    assert not Task.objects.filter(name__in=WAGTAILS_OWN, active=True).exists()


@pytest.mark.parametrize("kind", ["external", "email", "phone", "anchor"])
def test_a_link_dialog_asks_in_latvian(site: None, signed_in: Callable[..., Client], kind: str) -> None:
    editor = person("editor")
    set_up_groups()
    set_up_editing()

    browser = signed_in(User.objects.get(pk=editor.pk))
    answer = browser.get(f"/admin/choose-{kind}-link/").json()["html"]

    assert "Saites vārdi" in answer
    assert not [word for word in ("Link text", "Email address", "Phone number", "Subject", "Body") if word in answer]


def test_a_refused_document_is_told_once(site: None, signed_in: Callable[..., Client]) -> None:
    editor = person("administrator")
    set_up_groups()
    set_up_editing()
    file = SimpleUploadedFile("slikts.pdf", b"not a pdf", content_type="application/pdf")

    browser = signed_in(User.objects.get(pk=editor.pk))
    answer = browser.post("/admin/documents/multiple/add/", {"files[]": file}).json()

    assert answer["success"] is False
    assert "neatbilst nosaukumam" in answer["error_message"]
    assert "paplašinājums" not in answer["error_message"]


def test_the_desk_speaks_english_to_an_english_account_that_has_a_profile(
    site: None, signed_in: Callable[..., Client]
) -> None:
    editor = person("editor", language="en")
    set_up_groups()
    set_up_editing()
    UserProfile.get_for_user(User.objects.get(pk=editor.pk))

    answer = signed_in(User.objects.get(pk=editor.pk)).get("/admin/").content.decode()

    assert '<html lang="en"' in answer


def test_a_question_of_the_bank_is_listed_by_what_its_newest_version_asks(
    site: None, signed_in: Callable[..., Client]
) -> None:
    making.make_competences("knowing")
    making.make_bank()
    question = Question.objects.order_by("pk")[0]
    newest = question.versions.order_by("-number")[0]
    texts = {language: words | {"stem": f"{language}: Kas lemj?"} for language, words in newest.texts.items()}
    question.versions.create(number=newest.number + 1, texts=texts, answer=newest.answer)
    administrator = person("administrator")
    set_up_groups()

    answer = signed_in(User.objects.get(pk=administrator.pk)).get("/admin/snippets/training/question/")

    assert "lv: Kas lemj?" in answer.content.decode()


@pytest.mark.parametrize(("role", "status"), [("administrator", 200), ("editor", 302)])
def test_an_administrator_keeps_collections_of_files_and_an_editor_does_not(
    site: None, signed_in: Callable[..., Client], role: str, status: int
) -> None:
    somebody = person(role)
    set_up_groups()
    set_up_editing()

    browser = signed_in(User.objects.get(pk=somebody.pk))

    assert browser.get("/admin/collections/").status_code == status
    assert browser.get("/admin/collections/add/").status_code == status
