"""A page in another language is found, and its frame speaks the reader's language."""

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory
from django.utils import translation
from wagtail.models import Page

from portal.pages.demo import home_for
from portal.pages.middleware import InterfaceLanguageMiddleware
from portal.pages.models import StandardPage
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def finnish() -> Page:
    page = StandardPage(title="Kotoutuminen", slug="kotoutuminen", locale=home_for("fi").locale)
    home_for("fi").add_child(instance=page)
    return page


@pytest.mark.parametrize(("language", "word"), [("lv", "Palīdzība"), ("en", "Help")])
def test_a_finnish_page_has_a_frame_in_the_reader_s_language(
    site: None, signed_in: Callable[..., Client], language: str, word: str
) -> None:
    page = finnish()

    answer = signed_in(person("official", language=language)).get(page.url)

    assert page.url == "/fi/kotoutuminen/"
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()
    assert 'lang="fi"' in answer.content.decode()
    assert word in answer.content.decode()


def test_an_address_in_english_wins_over_the_account(site: None, signed_in: Callable[..., Client]) -> None:
    answer = signed_in(person("official", language="lv")).get("/en/home/")

    assert '<html lang="en"' in answer.content.decode()


def test_the_language_does_not_leak_into_the_next_request() -> None:
    request = RequestFactory().get("/en/home/")
    with translation.override("lv"):
        InterfaceLanguageMiddleware(lambda request: None)(request)  # type: ignore[arg-type, return-value]
        assert translation.get_language() == "lv"
