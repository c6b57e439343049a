"""An editor changes a guide, three people read it, a translator follows, and a later change marks English stale."""

import pytest
from wagtail.models import Page

from guidelines.models import CultureGuidePage
from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from portal.pages import demo as pages
from tests.factories.guides import published_guide
from tests.factories.people import person
from tests.journeys.browser import Visit, Visits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def act(visit: Visit, page: Page, action: str) -> None:
    """Press one of the page editor's actions; the rarer ones stand in the menu beside the first."""
    visit.go(f"/admin/pages/{page.pk}/edit/")
    button = visit.page.locator(f"[name='action-{action}'], [data-workflow-action-name='{action}']").first
    if not button.is_visible():
        visit.page.locator("footer .w-dropdown__toggle, footer [data-w-dropdown-target='toggle']").first.click()
    with visit.page.expect_navigation():
        button.click()


def translate(visit: Visit, english: Page, text: str) -> None:
    """Give the one open passage its English words and publish."""
    visit.go(f"/admin/pages/{english.pk}/edit/")


def test_a_guide_goes_from_editor_to_reader_in_two_languages(visitor: Visits) -> None:
    pages.load(lambda text: None)
    people = {role: person(role) for role in ("editor", "translator", "subject_reviewer", "community_reviewer")}
    set_up_editing()
    page = published_guide("Vārdam var būt trīs daļas.", "A name may have three parts.", lead="Vecais ievads.")
    editor = User.objects.get(pk=people["editor"].pk)

    with visitor(editor) as visit:
        visit.go(f"/admin/pages/{page.pk}/edit/")
        visit.page.locator("textarea[name='lead']").fill("Jaunais ievads.")
        toggle = visit.page.locator("footer [data-w-dropdown-target='toggle']").first
        toggle.click()
        with visit.page.expect_navigation():
            visit.page.locator("button[name='action-submit']").click()
    for role in ("subject_reviewer", "community_reviewer", "editor"):
        with visitor(User.objects.get(pk=people[role].pk)) as visit:
            visit.go("/admin/")
            assert visit.page.get_by_text(page.title).first.is_visible()
            act(visit, page, "approve")

    assert CultureGuidePage.objects.get(pk=page.pk).lead == "Jaunais ievads."
    english = CultureGuidePage.objects.get(key="test", locale__language_code="en")
    with visitor("official", language="en") as visit:
        visit.go(english.url)
        assert visit.page.get_by_text("The Latvian text changed on").is_visible()
    with visitor(User.objects.get(pk=people["translator"].pk)) as visit:
        visit.go("/admin/translations/?state=stale")
        assert visit.page.get_by_text("Jaunais ievads.").count()
