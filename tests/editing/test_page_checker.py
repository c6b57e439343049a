"""The checks at the side of the editor ask nothing that no page of the portal can answer."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from portal.pages.demo import home_for
from portal.pages.models import StandardPage
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def test_an_editor_is_not_asked_for_a_description_for_search_engines(
    site: None, signed_in: Callable[..., Client]
) -> None:
    editor = person("editor")
    set_up_editing()
    page = StandardPage(title="Lapa", slug="lapa")
    home_for("lv").add_child(instance=page)

    form = signed_in(User.objects.get(pk=editor.pk)).get(f"/admin/pages/{page.pk}/edit/").content.decode()

    assert "alt-text-quality" in form
    assert "empty-meta-description" not in form
