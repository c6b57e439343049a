"""Two editors who save together: one wins, the other keeps what was typed and is told."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
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


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_save_at_the_same_moment_one_is_told(site: None, signed_in: Callable[..., Client]) -> None:
    set_up_editing()
    people = [person("editor"), person("editor")]
    set_up_editing()
    page = StandardPage(title="Sākums", slug="kopigi")
    home_for("lv").add_child(instance=page)
    browsers = [signed_in(User.objects.get(pk=one.pk)) for one in people]
    address, line = f"/admin/pages/{page.pk}/edit/", threading.Barrier(2, timeout=120)

    for race in range(4):
        loaded, answers = page.save_revision(user=people[0]), {}

        def save(who: int, loaded: Any = loaded, answers: dict[int, Any] = answers, race: int = race) -> None:
            try:
                line.wait()
                answers[who] = browsers[who].post(address, form(page, f"Redaktors {who} reizē {race}", loaded))
            finally:
                connection.close()

        threads = [threading.Thread(target=save, args=(who,)) for who in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        won = [who for who in range(2) if answers[who].status_code == 302]
        assert len(won) == 1, {who: answer.status_code for who, answer in answers.items()}
        assert f"Redaktors {1 - won[0]} reizē {race}" in answers[1 - won[0]].content.decode()
        stored = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
        assert stored.title == f"Redaktors {won[0]} reizē {race}"
