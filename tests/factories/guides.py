"""A small culture guide in Latvian with its English translation."""

from typing import Any

from wagtail.models import Locale

from guidelines import demo
from guidelines.models import CultureGuidePage, GuidelineIndexPage
from portal.demo.reading import stable_id, stream
from portal.pages.actions import add_page
from portal.pages.translating import translate_page


def guide(language: str, text: str, **fields: Any) -> CultureGuidePage:
    """An unsaved guide with one section and one statement."""
    words = {"key": "a", "text": text, "scope": "Dažas ģimenes", "source": "F2"}
    page = CultureGuidePage(
        title=f"Guide {language}", slug=f"guide-{language}", key="test", origins=["SY"], **fields,
        locale=Locale.objects.get(language_code=language), translation_key=stable_id("guideline", "test"),
    )  # fmt: skip
    blocks = [{"section": {"key": "naming", "title": f"Names {language}"}}, {"statement": words}]
    page.body = stream(CultureGuidePage.body.field.stream_block, blocks, "test/body")
    return page


def published_guide(latvian: str, english: str, **fields: Any) -> CultureGuidePage:
    """The Latvian guide, published and translated; callers run the commit callbacks."""
    demo.load_indexes()
    index = GuidelineIndexPage.objects.get(locale__language_code="lv")
    page = add_page(parent=index, page=guide("lv", latvian, **fields), by=None)
    translate_page(
        page=page, wording=guide("en", english, **fields), locale=Locale.objects.get(language_code="en"), by=None
    )
    found: CultureGuidePage = CultureGuidePage.objects.get(pk=page.pk)
    return found
