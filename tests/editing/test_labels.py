"""What an administrator meets in Latvian is Latvian where Wagtail names things after attributes, too."""

import re
from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Workflow
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.wagtail_hooks import TranslationsReportMenuItem

from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from portal.editing.labels import CountedTranslations
from tests.factories.people import person
from training.viewsets import _is_retired

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(site: None, signed_in: Callable[..., Client]) -> Client:
    """An administrator at a desk that is set up."""
    administrator = person("administrator")
    set_up_editing()
    return signed_in(User.objects.get(pk=administrator.pk))


def test_the_list_of_sites_names_its_columns_in_latvian(desk: Client) -> None:
    page = desk.get(reverse("wagtailsites:index")).content.decode()

    assert "Saknes lapa" in page
    assert "Vietnes nosaukums" in page
    assert "Root page" not in page
    assert "Site name" not in page


def test_the_report_counts_translations_and_a_wrong_address_is_titled_in_our_words(desk: Client) -> None:
    assert [CountedTranslations(range(n), 20).items_count_label for n in (1, 94)] == ["1 tulkojums", "94 tulkojumi"]
    assert TranslationsReportView.paginator_class is CountedTranslations
    lost = desk.get("/admin/nowhere/")
    assert lost.status_code == 404
    assert "<title>404: lapa nav atrasta - Soli pa solim</title>" in lost.content.decode()
    assert "Uz redaktora galdu" in lost.content.decode()


def test_a_locales_synchronisation_is_named_in_latvian(desk: Client) -> None:
    path = reverse("wagtaillocales:edit", args=[Locale.objects.get(language_code="fi").pk])

    page = desk.get(path).content.decode()

    assert "Ņemt saturu no" in page
    assert "Sync from" not in page
    assert "Enabled" not in page


def test_a_requirement_in_force_is_told_as_not_retired_in_latvian() -> None:
    class Row:
        retired_at = None

    with translation.override("lv"):
        cell = render_to_string("wagtailadmin/tables/boolean_cell.html", {"value": _is_retired(Row()), "column": {}})

    assert "Nē" in cell
    assert "False" not in cell
    assert "None" not in cell


def test_a_workflow_names_its_pages_in_latvian(desk: Client) -> None:
    workflow = Workflow.objects.get(active=True)

    page = desk.get(f"/admin/workflows/edit/{workflow.pk}/").content.decode()

    assert re.search(r'<label[^>]*for="id_pages-0-page"[^>]*>\s*Lapa<', page)


def test_wagtails_own_workflow_is_put_away(desk: Client) -> None:
    assert not Workflow.objects.filter(name="Moderators approval", active=True).exists()


def test_an_entry_of_the_menu_is_said_in_the_language_of_whoever_reads_it() -> None:
    with translation.override("en"):
        entry = TranslationsReportMenuItem("Translations", "/")
    with translation.override("lv"):
        assert entry.label == "Tulkojumi"


@pytest.mark.parametrize(("role", "led"), [("training_manager", False), ("editor", True)])
def test_nobody_is_led_to_a_report_that_turns_them_away(
    site: None, signed_in: Callable[..., Client], role: str, led: bool
) -> None:
    somebody = person(role)
    set_up_editing()
    set_up_groups()

    page = signed_in(User.objects.get(pk=somebody.pk)).get("/admin/").content.decode()

    assert ("/admin/localize/reports/translations/" in page) is led
