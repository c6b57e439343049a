"""The tree the demo's content hangs on: seven languages, a home page each, the site."""

from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from portal.demo.reading import read, stable_id, stream
from portal.pages.actions import add_page, publish_page
from portal.pages.models import HomePage, StandardPage
from portal.pages.translating import translate_page
from portal.seams.demo import CONTENT, DemoContent, Say, register


def home_for(language: str) -> HomePage:
    """The home page of a language; subjects hang their pages under it."""
    home: HomePage = HomePage.objects.get(locale__language_code=language)
    return home


@transaction.atomic
def load(say: Say) -> None:
    """Locales, a home page per language, the site's root."""
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    if not HomePage.objects.exists():
        _plant()
    for locale in Locale.objects.exclude(language_code=settings.LANGUAGE_CODE):
        source = home_for(settings.LANGUAGE_CODE)
        if not source.has_translation(locale):
            page = source.copy_for_translation(locale)
            page.title = settings.SITE_NAME
            publish_page(page=page, by=None)
    _add_site_texts()


def _add_site_texts() -> None:
    """Accessibility statement, privacy and help: readable without signing in."""
    latvian, english = (Locale.objects.get(language_code=code) for code in ("lv", "en"))
    for file in sorted((CONTENT / "pages").glob("*.yaml")):
        words = read(file)
        if not StandardPage.objects.filter(translation_key=stable_id("text", words["key"])).exists():
            page = add_page(parent=home_for("lv"), page=_site_text(words, latvian), by=None)
            translate_page(page=page, wording=_site_text(words, english), locale=english, by=None)


def _site_text(words: dict[str, Any], locale: Locale) -> StandardPage:
    language = locale.language_code
    return StandardPage(
        title=words["title"][language],
        slug=words["slug"][language],
        lead=words["lead"][language],
        body=stream(StandardPage.body.field.stream_block, words[language], f"text/{words['key']}"),
        review_date=words["review_date"],
        is_public=True,
        locale=locale,
        translation_key=stable_id("text", words["key"]),
    )


def _plant() -> None:
    root = Page.get_first_root_node()
    assert root is not None
    page = HomePage(
        title=settings.SITE_NAME,
        slug="sakums",
        locale=Locale.objects.get(language_code=settings.LANGUAGE_CODE),
        translation_key=stable_id("home"),
    )
    home = add_page(parent=root, page=page, by=None)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": home, "hostname": "localhost", "site_name": settings.SITE_NAME}
    )
    # Wagtail's first migration leaves a welcome page that belongs to nobody.
    for welcome in root.get_children().exclude(pk=home.pk).filter(slug="home"):
        welcome.delete()


def reset(say: Say) -> None:
    """The tree has nothing to put back beyond what `load` makes."""
    load(say)


register(DemoContent(name="pages", order=10, load=load, reset=reset))
