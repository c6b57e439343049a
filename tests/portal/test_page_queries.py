"""What a page of the library costs the database, and that nothing remembered is shown to the wrong person."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from guidelines.models import CultureGuidePage, GuidelineIndexPage
from portal.accounts.actions import give_role
from portal.accounts.models import Role, RoleAssignment, User
from portal.demo.reading import stream
from portal.pages.actions import add_page, publish_page
from portal.pages.demo import home_for
from portal.pages.models import StandardPage
from portal.pages.routing import forget
from tests.factories.guidelines import STATEMENT, briefing_parts, country, guide, index, labels, practice, unsaved_guide
from tests.factories.people import person

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
SIZES = (1, 10, 100)


def text_page(slug: str = "teksts", *texts: str, language: str = "lv", **fields: Any) -> StandardPage:
    page = StandardPage(title=slug.capitalize(), slug=slug, locale=Locale.objects.get(language_code=language), **fields)
    page.body = page.body.stream_block.to_python([{"type": "text", "value": text} for text in texts])
    add_page(parent=home_for(language), page=page, by=None)
    return page


def guide_of_size(size: int) -> str:
    page = unsaved_guide(slug=f"celvedis-{size}", key=f"guide-{size}", answerable=person("editor"))
    statements = [{"statement": STATEMENT | {"key": f"s{number}"}} for number in range(size)]
    page.body = stream(page.body.stream_block, [{"section": {"key": "a", "title": "A"}}, *statements], f"b{size}")
    sources = [{"source": {"key": f"N{number}", "title": "Avots", "dated": "2019"}} for number in range(size)]
    page.sources = stream(page.sources.stream_block, sources, f"s{size}")
    add_page(parent=index(GuidelineIndexPage, "lv", "Vadlinijas"), page=page, by=None)
    return str(page.url)


def practice_of_size(size: int) -> str:
    rows = [{"key": f"f{n}", "year": 2024, "lv": "Skaitlis.", "en": "A figure.", "sources": []} for n in range(size)]
    return str(practice(size, statements=rows, answerable=person("editor")).url)


def text_of_size(size: int) -> str:
    """Every text links to a page of its own, in another language than the reader's."""
    targets = [text_page(f"merkis-{size}-{number}") for number in range(size)]
    links = [f'<p>Skat. <a linktype="page" id="{target.pk}">te</a>.</p>' for target in targets]
    return str(text_page(f"saites-{size}", *links).url)


def list_of_size(size: int) -> str:
    parent = index(GuidelineIndexPage, "lv", "Vadlinijas")
    for number in range(size):
        parent.add_child(
            instance=CultureGuidePage(
                title=f"Ceļvedis {size}-{number}", key=f"x-{size}-{number}", origins=["SY"], locale=parent.locale
            )
        )
    return str(parent.url)


@pytest.mark.parametrize(
    ("make", "most"), [(guide_of_size, 6), (practice_of_size, 7), (text_of_size, 5), (list_of_size, 6)]
)
def test_a_page_costs_the_same_however_much_stands_on_it(
    site: None, signed_in: SignedIn, django_assert_num_queries: Any, make: Callable[[int], str], most: int
) -> None:
    labels()
    country("LV", "lv", 37)
    client = signed_in("official")
    for size in SIZES:
        address = make(size)
        client.get(address)
        with django_assert_num_queries(most):
            assert client.get(address).status_code == 200


def test_the_briefing_costs_the_same_however_many_lines_there_are(
    site: None, signed_in: SignedIn, django_assert_num_queries: Any
) -> None:
    from guidelines.models import BriefingPart

    briefing_parts()
    guide()
    client = signed_in("official")
    made = 0
    for size in SIZES:
        for number in range(made, size):
            content = {"name": {"lv": "X", "en": "X"}, "phone": "1", "for": ["first_meeting"], "dated": "2026"}
            BriefingPart.objects.create(kind="contact", key=f"c{number}", content=content)
        made = size
        client.get("/lv/guidelines/briefing/")
        with django_assert_num_queries(4):
            assert client.get("/lv/guidelines/briefing/").status_code == 200


def test_a_shared_cache_in_a_table_costs_one_query_more(
    site: None, signed_in: SignedIn, settings: Any, django_assert_max_num_queries: Any
) -> None:
    """As in production: only the address of the list of guidelines is kept there."""
    table = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}
    settings.CACHES = {"default": table}
    call_command("createcachetable", verbosity=0)
    labels()
    client = signed_in("official")
    try:
        for address in (guide().url, "/lv/practices/", practice().url):
            client.get(address)
            with django_assert_max_num_queries(8):
                assert client.get(address).status_code == 200
    finally:
        cache.clear()
        forget()


def test_links_in_running_text_lead_to_the_readers_language_and_to_no_draft(site: None, signed_in: SignedIn) -> None:
    target = text_page("palidziba-2")
    english = target.copy_for_translation(Locale.objects.get(language_code="en"))
    publish_page(page=english, by=None)
    draft = text_page("melnraksts")
    draft.unpublish()
    link = '<a linktype="page" id="{}">{}</a>'
    text_page("saites", f"<p>{link.format(target.pk, 'te')} {link.format(draft.pk, 'tur')}</p>")
    body = signed_in("official").get("/lv/saites/").content.decode()
    assert f'<a href="{target.url}">te</a>' in body
    assert "<a>tur</a>" in body
    text_page("links", f"<p>{link.format(target.pk, 'here')}</p>", language="en")
    assert f'<a href="{english.url}">here</a>' in signed_in("official").get("/en/links/").content.decode()


def test_two_readers_in_turn_each_get_what_is_theirs(site: None, signed_in: SignedIn) -> None:
    """A page is restricted, moved, taken back and replaced between their requests: nothing old is served."""
    page = text_page()
    within, outside, stranger = person("official"), person("official"), Client()
    readers = signed_in(within), signed_in(outside)
    assert [reader.get("/lv/teksts/").status_code for reader in readers] == [200, 200]
    assert stranger.get("/lv/teksts/").status_code == 302
    team = Group.objects.create(name="team")
    within.groups.add(team)
    restriction = PageViewRestriction.objects.create(page=home_for("lv"), restriction_type="groups")
    restriction.groups.add(team)
    for _again in range(2):
        assert [reader.get("/lv/teksts/").status_code for reader in readers] == [200, 302]
    restriction.delete()
    assert readers[1].get("/lv/teksts/").status_code == 200
    page.refresh_from_db()
    page.slug = "cits"
    publish_page(page=page, by=None)
    assert [readers[0].get(path).status_code for path in ("/lv/teksts/", "/lv/cits/")] == [404, 200]
    page.unpublish()
    assert readers[0].get("/lv/cits/").status_code == 404
    # Another kind of page at an address that is remembered with the old one.
    page.delete()
    other = GuidelineIndexPage(title="Cits saraksts", slug="cits", locale=page.locale)
    add_page(parent=home_for("lv"), page=other, by=None)
    assert "Cits saraksts" in readers[1].get("/lv/cits/").content.decode()


def test_a_public_page_does_not_open_a_private_one(site: None, signed_in: SignedIn) -> None:
    text_page("publiska", is_public=True)
    text_page("iekseja")
    stranger = Client()
    assert stranger.get("/lv/publiska/").status_code == 200
    signed_in("official").get("/lv/iekseja/")
    assert stranger.get("/lv/iekseja/").status_code == 302


def test_a_home_page_with_another_slug_and_a_second_site_are_heard_of_at_once(site: None, signed_in: SignedIn) -> None:
    client = signed_in("official")
    text_page()
    assert client.get("/lv/teksts/").status_code == 200
    home = home_for("lv")
    home.slug = "cits-sakums"
    publish_page(page=home, by=None)
    assert client.get("/lv/teksts/").status_code == 200
    root = Page.get_first_root_node()
    assert root
    elsewhere = add_page(parent=root, page=StandardPage(title="Cita vietne", slug="cita", locale=home.locale), by=None)
    Site.objects.create(hostname="cita.example", root_page=elsewhere)
    add_page(parent=elsewhere, page=StandardPage(title="Tur", slug="tur", locale=home.locale), by=None)
    assert client.get("/lv/teksts/").status_code == 200
    assert client.get("/lv/tur/").status_code == 404


@pytest.mark.parametrize(("role", "most"), [("learner", 10), ("official", 10), ("social_mentor", 18)])
def test_home_asks_a_fixed_number_of_queries(
    site: None, signed_in: SignedIn, django_assert_max_num_queries: Any, role: str, most: int
) -> None:
    user = person(role)
    client = signed_in(user)
    for number in range(3):
        guide(
            answerable=user,
            review_date=timezone.localdate() + timedelta(days=number),
            key=f"late-{number}",
            slug=f"late-{number}",
        )
    client.get("/lv/home/")  # the session notes that it was used, at most twice a minute
    with django_assert_max_num_queries(most):
        page = client.get("/lv/home/").content.decode()
    assert page.count("/admin/pages/") >= 3


def test_what_a_person_holds_comes_with_the_person(site: None, django_assert_num_queries: Any) -> None:
    made = person("official")
    User.objects.get(pk=made.pk)
    with django_assert_num_queries(1):
        assert User.objects.get(pk=made.pk).role_keys == {"official"}
    RoleAssignment.objects.filter(user=made).delete()
    assert User.objects.get(pk=made.pk).role_keys == frozenset()
    give_role(user=made, role=Role.objects.get(key="official"), by=None)
    User.objects.filter(pk=made.pk).update(is_active=False)
    assert User.objects.get(pk=made.pk).role_keys == frozenset()
