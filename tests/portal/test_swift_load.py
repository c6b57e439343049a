"""Loading quickly leaves the same as loading slowly."""

import pytest
from wagtail.models import Locale, Page, ReferenceIndex

from portal.demo.swift import desk_told_once
from portal.pages.actions import add_page
from portal.pages.demo import home_for
from portal.pages.models import StandardPage

pytestmark = pytest.mark.django_db


def test_what_a_page_links_to_is_known_once_the_load_is_over(site: None) -> None:
    with desk_told_once():
        target = add_page(parent=home_for("lv"), page=_text("Uz kurieni"), by=None)
        source = add_page(parent=home_for("lv"), page=_text("No kurienes", to=target.pk), by=None)
        assert not ReferenceIndex.get_references_to(target)

    assert {row.object_id for row in ReferenceIndex.get_references_to(target)} == {str(source.pk)}


def test_the_desk_finds_a_page_once_the_load_is_over_and_each_later_one_at_once(site: None) -> None:
    with desk_told_once():
        add_page(parent=home_for("lv"), page=_text("Ogulājs"), by=None)
        assert not Page.objects.all().autocomplete("ogulājs")
    assert [page.title for page in Page.objects.all().autocomplete("ogulājs")] == ["Ogulājs"]

    add_page(parent=home_for("lv"), page=_text("Mellenājs"), by=None)
    assert [page.title for page in Page.objects.all().autocomplete("mellenājs")] == ["Mellenājs"]


def _text(title: str, to: int | None = None) -> StandardPage:
    link = f'<p><a linktype="page" id="{to}">tur</a></p>' if to else "<p>Te.</p>"
    return StandardPage(
        title=title,
        slug=title.lower().replace(" ", "-"),
        lead="Īsi.",
        body=[("text", link)],
        locale=Locale.objects.get(language_code="lv"),
    )
