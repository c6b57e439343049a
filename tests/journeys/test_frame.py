"""The frame around every page, the style guide and the pages of errors, in a browser."""

import gzip
from typing import Any

import pytest

from tests.journeys.browser import DESK, PHONE, TABLET, Visits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THEMES = ("light", "dark")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [320, PHONE, TABLET, DESK])
def test_every_component_is_accessible_and_fits(visitor: Visits, settings: Any, width: int, theme: str) -> None:
    settings.DEMO = True
    with visitor("learner", width=width, theme=theme) as visit:
        visit.go("/lv/styleguide/")
        visit.fits()
        visit.axe()


def test_text_at_twice_its_size_still_fits(visitor: Visits, settings: Any) -> None:
    settings.DEMO = True
    with visitor("learner", width=DESK, zoom=200) as visit:
        visit.go("/lv/styleguide/")
        visit.fits()


@pytest.mark.parametrize("forced", [True, False])
def test_forced_colours_and_no_motion_keep_every_component(visitor: Visits, settings: Any, forced: bool) -> None:
    settings.DEMO = True
    with visitor("learner", forced_colours=forced, motion=False) as visit:
        visit.go("/lv/styleguide/")
        # Where the device forces its colours, axe still reads ours.
        visit.axe(without=("color-contrast",) if forced else ())
        assert visit.page.evaluate("() => document.getAnimations().filter(a => a.playState === 'running').length") == 0


@pytest.mark.parametrize("path", ["/lv/home/", "/en/home/"])
def test_home_is_accessible_in_both_languages(visitor: Visits, path: str) -> None:
    for width in (PHONE, DESK):
        with visitor("learner", width=width) as visit:
            visit.go(path)
            visit.fits()
            visit.axe()


def test_the_first_tab_leads_to_the_content(visitor: Visits) -> None:
    with visitor("learner") as visit:
        visit.go("/lv/home/")
        visit.press("Tab")
        assert visit.focused() == "Uz saturu"
        visit.press("Enter")
        assert visit.page.evaluate("() => document.activeElement.id") == "content"


def test_the_interface_changes_its_language_and_remembers_it(visitor: Visits) -> None:
    with visitor("learner") as visit:
        visit.go("/lv/home/")
        visit.page.get_by_role("button", name="English").click()
        visit.page.wait_for_url("**/en/home/")
        visit.go("/")
        assert visit.page.url.endswith("/en/home/")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_menu_of_a_phone_opens_with_and_without_scripts(visitor: Visits, scripts: bool) -> None:
    with visitor("learner", width=PHONE, scripts=scripts) as visit:
        visit.go("/lv/home/")
        english = visit.page.get_by_role("button", name="English")
        assert not english.is_visible()
        visit.page.get_by_role("button", name="Izvēlne").click()
        assert english.is_visible()


def test_escape_closes_the_account_menu_and_gives_the_focus_back(visitor: Visits) -> None:
    with visitor("learner") as visit:
        visit.go("/lv/home/")
        menu = visit.page.locator("details[data-menu]")
        menu.locator("summary").click()
        assert menu.get_by_role("button", name="Iziet").is_visible()
        visit.press("Escape")
        assert not menu.get_by_role("button", name="Iziet").is_visible()
        assert visit.page.evaluate("() => document.activeElement.tagName") == "SUMMARY"


def test_a_chosen_theme_holds_on_the_next_page_before_it_is_drawn(visitor: Visits) -> None:
    with visitor("learner") as visit:
        visit.go("/lv/home/")
        visit.page.get_by_role("button", name="Tumšs").click()
        visit.go("/en/home/")
        assert visit.page.evaluate("() => document.documentElement.dataset.theme") == "dark"
        assert visit.page.evaluate("() => getComputedStyle(document.documentElement).colorScheme") == "dark"
        visit.axe()


def test_a_combobox_is_filled_by_keyboard_and_ignores_missing_marks(visitor: Visits, settings: Any) -> None:
    settings.DEMO = True
    with visitor("learner") as visit:
        visit.go("/lv/styleguide/")
        field = visit.page.get_by_role("combobox", name="Valoda").first
        field.fill("pust")
        field.press("ArrowDown")
        field.press("Enter")
        assert field.input_value() == "puštu"
        assert visit.page.locator("#right_language-value").input_value() == "ps"


def test_a_dialog_takes_the_focus_and_gives_it_back(visitor: Visits, settings: Any) -> None:
    settings.DEMO = True
    with visitor("learner") as visit:
        visit.go("/lv/styleguide/")
        opener = visit.page.get_by_role("link", name="Atvērt jautājumu")
        opener.click()
        assert visit.page.locator("#sample-dialog").evaluate("d => d.matches(':modal')")
        visit.axe("#sample-dialog")
        visit.press("Escape")
        assert visit.focused() == "Atvērt jautājumu"


def test_digits_pick_answers(visitor: Visits, settings: Any) -> None:
    settings.DEMO = True
    with visitor("learner") as visit:
        visit.go("/lv/styleguide/")
        visit.page.locator("#right_one_0").focus()
        visit.press("2")
        assert visit.page.locator("#right_one_1").is_checked()


@pytest.mark.parametrize(("roles", "path"), [(("learner",), "/lv/home/"), ((), "/account/login/")])
def test_the_first_view_is_light_and_nothing_moves(visitor: Visits, roles: tuple[str, ...], path: str) -> None:
    sizes: dict[str, int] = {}

    with visitor(*roles, width=PHONE) as visit:
        visit.page.add_init_script(
            """window.moved = 0; new PerformanceObserver(list => {
                for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.moved += shift.value;
            }).observe({type: "layout-shift", buffered: true})"""
        )

        def weigh(response: Any) -> None:
            body = response.body()
            packed = body if response.url.endswith((".woff2", ".png")) else gzip.compress(body)
            sizes[response.url] = len(packed)

        visit.page.on("requestfinished", lambda request: weigh(request.response()))
        visit.go(path)
        visit.page.wait_for_timeout(300)
        moved = visit.page.evaluate("moved")

    assert moved <= 0.02
    assert len(sizes) <= 12, sizes
    assert sum(sizes.values()) <= 150_000, sizes


def test_a_missing_page_says_where_to_go(visitor: Visits, site: None) -> None:
    with visitor("learner", width=PHONE) as visit:
        visit.expect("404")
        visit.go("/lv/tadas-lapas-nav/")
        visit.fits()
        visit.axe()
        visit.page.get_by_role("link", name="Uz sākumlapu").click()
        visit.page.wait_for_url("**/lv/home/")


def test_a_forbidden_page_says_whom_to_ask(visitor: Visits) -> None:
    with visitor("learner") as visit:
        visit.expect("403")
        visit.go("/django-admin/")
        visit.axe()
        assert visit.page.get_by_role("heading", level=1).inner_text() == "Šī lapa paredzēta citai lomai"


def test_the_page_turns_for_right_to_left_readers(visitor: Visits, settings: Any) -> None:
    settings.DEMO = True
    for width in (320, DESK):
        with visitor("learner", width=width) as visit:
            visit.go("/lv/styleguide/")
            visit.page.evaluate("() => { document.documentElement.dir = 'rtl' }")
            visit.fits()
            mark = visit.page.locator(".mark").bounding_box()
            assert mark
            assert mark["x"] > width / 2


def test_a_form_sent_twice_is_sent_once(visitor: Visits) -> None:
    with visitor("learner") as visit:
        visit.go("/lv/home/")
        visit.requests.clear()
        visit.page.evaluate(
            """() => { const b = document.querySelector(".langs button:not([aria-current])"); b.click(); b.click(); }"""
        )
        visit.page.wait_for_url("**/en/home/")
        assert len([url for url in visit.requests if url.endswith("/language/")]) == 1


def test_a_message_stays_until_it_is_closed(visitor: Visits) -> None:
    with visitor("learner", width=PHONE) as visit:
        visit.go("/lv/home/")
        visit.page.evaluate(
            "text => document.dispatchEvent(new CustomEvent('portal:say', {detail: {text}}))",
            "Saglabāts serverī 14:03.",
        )
        toast = visit.page.locator("[data-toast]")
        assert toast.is_visible()
        visit.page.wait_for_timeout(300)
        assert visit.page.locator("[data-announce]").inner_text() == "Saglabāts serverī 14:03."
        visit.fits()
        visit.axe()
        toast.get_by_role("button", name="Aizvērt").click()
        assert toast.count() == 0


def test_a_page_for_failed_servers_stands_on_its_own(visitor: Visits) -> None:
    from django.template.loader import get_template

    with visitor(theme="dark") as visit:
        visit.page.route("**/broken/", lambda route: route.fulfill(body=get_template("500.html").render()))
        visit.go("/broken/")
        visit.fits()
        visit.axe()
        assert visit.page.get_by_role("heading", level=1).inner_text() == "Šis solis neizdevās"
