"""Two editors who save together: one wins, the other keeps what was typed and is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from portal.pages.demo import home_for
from portal.pages.models import StandardPage
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def form(page: StandardPage, title: str, loaded: Any) -> dict[str, Any]:
    return {
        "title": title, "slug": page.slug, "lead": "", "body-count": "0", "sources-count": "0",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "", "loaded_revision_id": str(loaded.pk),
        "loaded_revision_created_at": loaded.created_at.isoformat(),
    }  # fmt: skip


def test_the_second_of_two_editors_loses_nothing_and_overwrites_nothing(
    site: None, signed_in: Callable[..., Client]
) -> None:
    set_up_editing()
    first, second = person("editor"), person("editor")
    set_up_editing()
    page = StandardPage(title="Sākums", slug="kopigi")
    home_for("lv").add_child(instance=page)
    loaded = page.save_revision(user=first)
    address = f"/admin/pages/{page.pk}/edit/"

    one = signed_in(User.objects.get(pk=first.pk)).post(address, form(page, "Pirmā redaktora teksts", loaded))
    two = signed_in(User.objects.get(pk=second.pk)).post(address, form(page, "Otrā redaktora teksts", loaded))

    assert one.status_code == 302
    assert two.status_code == 200
    assert "Otrā redaktora teksts" in two.content.decode()
    assert "kamēr Jūs rakstījāt" in two.content.decode()
    assert Page.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Pirmā redaktora teksts"
