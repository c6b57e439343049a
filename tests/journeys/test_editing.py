"""An editor changes a guide, three people read it, a translator follows, and a later change marks English stale."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.models import Page
from wagtail.rich_text import RichText

from guidelines.models import CultureGuidePage
from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from portal.pages import demo as pages
from tests.editing.test_explorer import text_page
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
    """Give the first passage without English its words, and publish."""
    visit.go(f"/admin/pages/{english.pk}/edit/")
    visit.page.get_by_role("button", name="Tulkot", exact=True).first.click()
    visit.page.locator("textarea:visible").first.fill(text)
    with visit.page.expect_response(lambda answer: answer.request.method == "PUT"):
        visit.page.get_by_role("button", name="Saglabāt", exact=True).first.click()
    with visit.page.expect_navigation():
        visit.page.get_by_role("button", name="Publicēt valodā: Angļu").first.click()


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
        visit.page.get_by_label("Guide lv").check()
        visit.page.get_by_label("Angļu").check()
        with visit.page.expect_navigation():
            visit.page.get_by_role("button", name="Nodot atzīmētās lapas tulkotājiem").click()
        translate(visit, english, "The new lead.")

    assert CultureGuidePage.objects.get(pk=english.pk).lead == "The new lead."
    with visitor("official", language="en") as visit:
        visit.go(english.url)
        assert visit.page.get_by_text("The new lead.").is_visible()
        assert not visit.page.get_by_text("The Latvian text changed on").count()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("role", ["editor", "translator", "administrator"])
def test_the_desk_is_accessible(visitor: Visits, role: str, theme: str) -> None:
    pages.load(lambda text: None)
    user = person(role)
    person("editor")
    set_up_editing()
    page = published_guide("Vārdam var būt trīs daļas.", "A name may have three parts.", lead="Ievads.")
    english = page.get_translations().get(locale__language_code="en")

    with visitor(User.objects.get(pk=user.pk), theme=theme) as visit:
        for address in (
            "/admin/",
            f"/admin/pages/{page.get_parent().pk}/",
            f"/admin/pages/{page.pk}/edit/",
            f"/admin/pages/{english.pk}/edit/",
            f"/admin/pages/{page.pk}/history/",
            "/admin/translations/",
            "/admin/reports/workflow/",
        ):
            visit.go(address)
            visit.axe()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_reports_lists_and_questions_before_a_step_are_accessible(visitor: Visits, theme: str) -> None:
    pages.load(lambda text: None)
    user = person("administrator")
    set_up_editing()
    page = published_guide("Vārdam var būt trīs daļas.", "A name may have three parts.", lead="Ievads.")
    page.specific.save_revision(user=user)

    with visitor(User.objects.get(pk=user.pk), theme=theme) as visit:
        for address in (
            "/admin/pages/search/?q=guide",
            *(f"/admin/pages/{page.pk}/{step}/" for step in ("delete", "unpublish", "copy", "move", "usage")),
            f"/admin/pages/{page.pk}/revisions/compare/earliest...latest/",
            *(
                f"/admin/reports/{report}/"
                for report in ("locked", "workflow_tasks", "site-history", "aging-pages", "page-types-usage")
            ),
            "/admin/documents/multiple/add/",
            "/admin/images/multiple/add/",
            "/admin/snippets/search/concept/",
            "/admin/snippets/guidelines/briefingpart/",
            "/admin/snippets/training/question/add/",
            "/admin/workflows/list/",
            "/admin/locales/",
        ):
            visit.go(address)
            visit.axe()
            visit.fits()


def test_a_document_chosen_with_a_double_click_is_added_once_and_can_be_taken_out(visitor: Visits) -> None:
    pages.load(lambda text: None)
    editor = person("editor")
    set_up_editing()
    set_up_groups()
    page = text_page(1)
    page.body = [("text", RichText("<p>Lapa pielikumā.</p>"))]
    page.save_revision()

    with visitor(User.objects.get(pk=editor.pk)) as visit:
        visit.go(f"/admin/pages/{page.pk}/edit/")
        text = visit.page.locator(".public-DraftEditor-content").first
        text.click()
        visit.page.keyboard.press("Shift+Home")
        visit.page.locator("button[name='DOCUMENT']").first.click()
        window = visit.page.locator(".modal")
        window.get_by_role("tab", name="Augšupielādēt").click()
        add = window.get_by_role("button", name="Augšupielādēt")
        window.locator("input[type='file']").set_input_files(
            {"name": "fails.exe", "mimeType": "text/plain", "buffer": b"MZ"}
        )
        add.click()
        window.get_by_text("Šeit var pievienot").first.wait_for()
        window.locator("input[type='file']").set_input_files(
            {"name": "lapa.txt", "mimeType": "text/plain", "buffer": b"Teksts."}
        )
        add.dblclick()
        window.wait_for(state="detached")
        visit.page.wait_for_timeout(500)

        assert list(Document.objects.values_list("title", flat=True)) == ["lapa"]
        text.click()
        visit.page.keyboard.press("Shift+Home")
        visit.page.locator("button[name='LINK']").first.click()  # a page instead of the document
        window.get_by_role("link", name="Ārēja saite").wait_for()
        window.get_by_role("button", name="Aizvērt").click()
        window.wait_for(state="detached")
        visit.page.locator(".TooltipEntity").first.click()
        visit.page.get_by_role("button", name="Noņemt", exact=True).click()
        assert not visit.page.locator(".TooltipEntity").count()


def test_whoever_writes_when_the_session_has_ended_reads_so_and_keeps_the_words(visitor: Visits) -> None:
    pages.load(lambda text: None)
    editor = person("editor")
    set_up_editing()
    page = text_page(1)

    with visitor(User.objects.get(pk=editor.pk)) as visit:
        visit.expect("answer 401", "answer 403", "Error fetching")
        visit.go(f"/admin/pages/{page.pk}/edit/")
        visit.page.wait_for_timeout(2000)  # Wagtail takes a while to note how the page was before
        visit.page.context.clear_cookies()
        visit.page.locator("textarea[name='lead']").fill("Tas paliek.")
        visit.page.get_by_text("Sesija ir beigusies. Ierakstītais ir šeit").wait_for()
        visit.page.locator("footer button.button").first.click()
        visit.page.get_by_text("Vēl nav nosūtīts, nekas nav zudis").wait_for()

        assert "Tas paliek." in visit.page.content()


def test_tags_left_empty_are_told_and_not_passed_over(visitor: Visits) -> None:
    editor = person("editor")
    set_up_groups()
    document = Document.objects.create(title="Lapa", file=ContentFile(b"Teksts.", "lapa.txt"))

    with visitor(User.objects.get(pk=editor.pk)) as visit:
        visit.go(f"/admin/bulk/wagtaildocs/document/add_tags/?id={document.pk}&next=/admin/documents/")
        visit.page.get_by_role("button", name="Pievienot", exact=True).click()

        visit.page.get_by_text("Aizpildiet šo lauku.").wait_for()


def test_a_calendar_closes_when_its_field_is_left_and_what_was_typed_stays(visitor: Visits) -> None:
    pages.load(lambda text: None)
    editor = person("editor")
    set_up_editing()
    page = text_page(1)

    with visitor(User.objects.get(pk=editor.pk)) as visit:
        visit.go(f"/admin/pages/{page.pk}/edit/#tab-iestatijumi")
        field = visit.page.locator("#id_review_date")
        field.click()
        calendar = visit.page.locator(".xdsoft_datetimepicker:visible")
        calendar.wait_for()
        field.fill("35.13.2026")
        visit.page.keyboard.press("Tab")
        calendar.wait_for(state="hidden")

        assert field.input_value() == "35.13.2026"
