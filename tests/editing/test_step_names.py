"""The workflow and its steps are named in the reader's language, and stay what they are in the database."""

from collections.abc import Callable

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Task, Workflow

from portal.accounts.models import User
from portal.editing.actions import WORKFLOW, set_up_editing
from tests.factories.people import person

pytestmark = pytest.mark.django_db
WAYS = (
    "{% load i18n %}{{ task.name }}, {{ task }}, "
    "{% blocktranslate with n=task.name|safe %}{{ n }}{% endblocktranslate %}"
)


@pytest.fixture
def steps(site: None) -> list[Task]:
    """As they come from the database."""
    set_up_editing()
    return list(Task.objects.filter(active=True).order_by("pk"))


@pytest.mark.parametrize(
    ("language", "name"),
    [("lv", "Nozares recenzents"), ("en", "Subject reviewer")],
)
def test_a_step_is_named_in_the_readers_language_wherever_it_is_shown(
    steps: list[Task], language: str, name: str
) -> None:
    with translation.override(language):
        assert Template(WAYS).render(Context({"task": steps[0]})) == f"{name}, {name}, {name}"
        assert f"%s {steps[0].name}" % steps[0] == f"{name} {name}"


def test_the_last_step_is_no_publishing_house(steps: list[Task]) -> None:
    with translation.override("lv"):
        assert [str(step) for step in steps][-1] == "Publicētājs"


def test_a_step_that_was_renamed_is_called_so_in_every_language(steps: list[Task]) -> None:
    Task.objects.filter(pk=steps[0].pk).update(name="Jurists")

    with translation.override("en"):
        assert str(Task.objects.get(pk=steps[0].pk).name) == "Jurists"


def test_whoever_saves_the_workflow_in_english_leaves_its_name_as_it_is(
    steps: list[Task], signed_in: Callable[..., Client]
) -> None:
    administrator = person("administrator", language="en")
    set_up_editing()
    workflow = Workflow.objects.get(name=WORKFLOW)
    desk = signed_in(User.objects.get(pk=administrator.pk))

    page = desk.get(reverse("wagtailadmin_workflows:edit", args=[workflow.pk]))

    assert page.context["form"]["name"].value() == WORKFLOW
    assert f'value="{WORKFLOW}"' in page.content.decode()
    assert "Community reviewer" in page.content.decode()
    workflow.save()
    assert Workflow.objects.filter(name=WORKFLOW).exists()


def test_the_first_collection_and_the_page_above_all_are_named_in_the_readers_language(
    site: None, signed_in: Callable[..., Client]
) -> None:
    administrator = person("administrator")
    set_up_editing()
    desk = signed_in(User.objects.get(pk=administrator.pk))

    collections = desk.get(reverse("wagtailadmin_collections:add")).content.decode()
    pages = desk.get(reverse("wagtailadmin_explore_root")).content.decode()

    assert "Kopīgie faili" in collections
    assert "Visas valodas" in pages
    assert ">Root<" not in collections + pages
