"""Components and their tags."""

from collections.abc import Callable
from typing import Any

import pytest
from django.template import Context, RequestContext, Template
from django.test import Client, RequestFactory
from django.utils import translation

from portal.components.drawings import UnknownDrawing, drawing, drawings


def rendered(text: str, **context: object) -> str:
    return Template("{% load components %}" + text).render(
        Context({"request": RequestFactory().get("/?q=a"), **context})
    )


def test_an_icon_is_hidden_from_screen_readers_and_carries_no_style() -> None:
    text = rendered("{% icon 'search' %}")

    assert 'aria-hidden="true"' in text
    assert "style=" not in text


def test_no_drawing_has_style_or_script() -> None:
    for name in drawings():
        text = drawing(name, "icon")
        assert "style=" not in text
        assert "<script" not in text


def test_an_unknown_icon_names_its_neighbours() -> None:
    with pytest.raises(UnknownDrawing, match="search"):
        drawing("sea", "icon")


def test_a_component_keeps_the_markup_of_its_body_and_escapes_its_parameters() -> None:
    text = rendered("{% component 'callout' title=title %}<p>inside</p>{% endcomponent %}", title="<b>")

    assert "<p>inside</p>" in text
    assert "&lt;b&gt;" in text


@pytest.mark.parametrize(("value", "whole", "width"), [(21, 70, "30"), (0, 100, "0"), (None, 100, "0"), (9, 3, "100")])
def test_a_bar_is_as_wide_as_its_share(value: int | None, whole: int, width: str) -> None:
    assert f'width="{width}%"' in rendered("{% bar value whole %}", value=value, whole=whole)


def test_a_range_has_its_ends_one_before_the_other_and_says_them_or_is_hidden() -> None:
    named = rendered("{% range_bar 59.684 21.44 label=words cuts=cuts %}", words="21 <of> 60", cuts=[0, 25])
    bare = rendered("{% range_bar nothing 0 %}", nothing=None)

    assert named.index('class="bar__claim" width="59.68%"') < named.index('class="bar__proof" width="21.44%"')
    assert 'role="img" aria-label="21 &lt;of&gt; 60"' in named
    assert named.count("<line") == named.count('x1="25%"') == 1
    assert 'aria-hidden="true"' in bare
    assert bare.count("<rect") == 1


def test_pages_of_a_list_keep_the_filter() -> None:
    from django.core.paginator import Paginator

    text = rendered("{% include 'components/pagination.html' %}", page=Paginator(range(30), 10).page(2))

    assert 'href="?q=a&amp;page=3"' in text


@pytest.mark.django_db
def test_the_style_guide_is_for_staff_and_the_demo(signed_in: Callable[..., Client], settings: Any) -> None:
    client = signed_in("learner")

    assert client.get("/lv/styleguide/").status_code == 404
    settings.DEMO = True
    assert client.get("/lv/styleguide/").status_code == 200


@pytest.mark.parametrize(("label", "said"), [("Kāpēc Jūs tā domājat?", ""), ("Vārds", ":"), ("Piemēram:", "")])
def test_a_label_that_ends_in_a_mark_of_its_own_takes_no_colon(label: str, said: str) -> None:
    assert Template("{% load components %}{{ label|colon }}").render(Context({"label": label})) == said


@pytest.mark.parametrize("dated", ["2023-07-11", "undated"])
def test_the_line_of_a_source_ends_with_one_full_stop(dated: str) -> None:
    with translation.override("lv"):
        value = {"key": "a", "title": "Kamerbrief", "dated": dated}
        line = Template("{% include 'blocks/source.html' %}").render(Context({"value": value}))
    assert ".." not in line
    assert "2023.\n" in line or "bez datuma.\n" in line


def test_what_is_made_once_follows_the_language_and_sees_nothing_of_the_reader() -> None:
    page = Template(
        "{% load components i18n %}{% once %}{% translate 'Menu' %}: {{ user }}{{ request.path }}{{ frame.account }}"
        "{{ frame.site_name }}{% endonce %}"
    )

    def shown(user: str) -> str:
        request = RequestFactory().get("/secret")
        return page.render(Context({"user": user, "request": request, "frame": {"account": "own"}}))

    for user in ("Anna", "Zane"):
        assert shown(user) == "Izvēlne: Soli pa solim"
        with translation.override("en"):
            assert shown(user) == "Menu: Soli pa solim"


def test_a_component_in_a_page_has_what_the_page_has_from_its_request() -> None:
    text = Template("{% load components %}{% component 'callout' look='info' %}{{ who }}{% endcomponent %}")
    request = RequestFactory().get("/")
    assert "Anna" in text.render(
        RequestContext(request, {"who": "Anna"}, [lambda request: {"content": "of the frame"}])
    )
