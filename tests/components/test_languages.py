"""The same page in another language, and the way to the site's own texts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from portal.pages.actions import add_page, publish_page
from portal.pages.demo import home_for
from portal.pages.models import StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(site: None) -> StandardPage:
    """A Latvian text with an English translation, below another one."""
    StandardPage.objects.filter(slug__in=("privatums", "privacy")).delete()
    page = StandardPage(title="Privātums", slug="privatums", locale=Locale.objects.get(language_code="lv"))
    add_page(parent=home_for("lv"), page=page, by=None)
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title, english.slug = "Privacy", "privacy"
    publish_page(page=english, by=None)
    return page


def test_the_switch_leads_to_the_translation(text: StandardPage, signed_in: Callable[..., Client]) -> None:
    answer = signed_in("learner").get("/lv/privatums/").content.decode()

    assert 'name="next" value="/en/privacy/"' in answer
    assert '<link rel="alternate" hreflang="en" href="http://testserver/en/privacy/">' in answer


def test_without_a_translation_the_switch_leads_home(text: StandardPage, signed_in: Callable[..., Client]) -> None:
    text.get_translations().get().unpublish()

    assert 'name="next" value="/en/home/"' in signed_in("learner").get("/lv/privatums/").content.decode()


def test_a_view_is_the_same_address_in_the_other_language(signed_in: Callable[..., Client]) -> None:
    answer = signed_in("learner").get("/lv/home/?page=2").content.decode()

    assert 'name="next" value="/en/home/?page=2"' in answer


def test_the_footer_leads_to_the_text_in_the_readers_language(text: StandardPage, client: Client) -> None:
    assert client.get("/en/about/privatums/")["Location"] == "/en/privacy/"
    assert client.get("/lv/about/privatums/")["Location"] == "/lv/privatums/"
    assert client.get("/lv/about/nav-tadas/").status_code == 404


def test_a_page_of_wagtail_knows_the_way_to_itself(text: StandardPage, signed_in: Callable[..., Client]) -> None:
    below = StandardPage(title="Sīkāk", slug="sikak", locale=text.locale)
    add_page(parent=text, page=below, by=None)

    answer = signed_in("learner").get("/lv/privatums/sikak/").content.decode()

    assert '<li><a href="/lv/privatums/">Privātums</a></li>' in answer


def test_the_frame_costs_few_queries(
    text: StandardPage, signed_in: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    client = signed_in("learner")
    client.get("/lv/privatums/")

    with django_assert_max_num_queries(11):
        client.get("/lv/privatums/")
