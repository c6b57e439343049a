"""The demo content loads, twice gives the same, and English is a real translation of Latvian."""

import pytest
from wagtail_localize.models import Translation

from guidelines import demo
from guidelines.models import CultureGuidePage, Handout, PracticePage
from portal.accounts import demo as people
from portal.demo.reading import stable_id

# More than a hundred pages are made and published as editors would: on a busy machine that takes minutes.
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]


def test_content_loads_once(site: None) -> None:
    people.load(lambda text: None)
    demo.load(lambda text: None)
    first = (CultureGuidePage.objects.count(), PracticePage.objects.count(), Handout.objects.count())
    demo.load(lambda text: None)

    assert (CultureGuidePage.objects.count(), PracticePage.objects.count(), Handout.objects.count()) == first
    assert first[0] == 4
    assert all(row["total"] >= 3 for row in demo.report()["practices"].values())
    guides = CultureGuidePage.objects.filter(translation_key=stable_id("guideline", "syria"))
    latvian, english = (guides.get(locale__language_code=code) for code in ("lv", "en"))
    assert [block.id for block in latvian.body] == [block.id for block in english.body]
    assert latvian.body[1].value["text"] != english.body[1].value["text"]
    assert latvian.body[1].value["key"] == english.body[1].value["key"]
    assert Translation.objects.get(source__object=latvian.translation_key).enabled
