"""SQL that is made once: the rows are read anew each time, as the QuerySet would give them."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connections
from django.db.models import Exists, Q
from django.db.models.sql.compiler import SQLCompiler
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from portal.accounts.models import RoleAssignment, User
from portal.pages.actions import add_page
from portal.pages.demo import home_for
from portal.pages.models import StandardPage
from portal.postgresql.base import DatabaseWrapper
from portal.prepared import Prepared, Unpreparable
from tests.factories.people import person

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]


def text(number: int) -> StandardPage:
    page = StandardPage(
        title=f"Teksts {number}", slug=f"teksts-{number}", locale=Locale.objects.get(language_code="lv")
    )
    add_page(parent=home_for("lv"), page=page, by=None)
    return page


def test_rows_come_as_the_queryset_gives_them(site: None) -> None:
    def build(slug: str) -> Any:
        pages = StandardPage.objects.filter(slug=slug).select_related("locale").defer("body")
        return pages.annotate(restricted=Exists(PageViewRestriction.objects.all()))

    asked = Prepared(build, slug=str)
    for page in (text(1), text(2)):
        (found,) = asked(slug=page.slug)
        (usual,) = build(page.slug)
        assert (type(found), found.pk, found.title) == (StandardPage, usual.pk, usual.title)
        assert found.get_deferred_fields() == usual.get_deferred_fields() == {"body"}
        assert found.restricted is False
        assert found._state.fields_cache["locale"] == page.locale
    assert asked(slug="teksts-3") == []
    assert asked.first(slug="teksts-3") is None


def test_what_has_changed_since_is_seen(site: None) -> None:
    asked = Prepared(lambda slug: Page.objects.live().filter(slug=slug).values_list("title", flat=True), slug=str)
    page = text(1)
    assert asked(slug=page.slug) == ["Teksts 1"]
    Page.objects.filter(pk=page.pk).update(title="Cits")
    assert asked(slug=page.slug) == ["Cits"]
    Page.objects.filter(pk=page.pk).update(live=False)
    assert asked(slug=page.slug) == []


def test_every_call_has_its_own_values(site: None) -> None:
    first, second = person("learner"), person("official")
    today = timezone.localdate()

    def build(user: int, day: date) -> Any:
        return RoleAssignment.objects.current(day).filter(user=user).values_list("role__key", flat=True)

    asked = Prepared(build, user=int, day=date)
    assert [asked(user=user.pk, day=today) for user in (first, second, first)] == [
        ["learner"],
        ["official"],
        ["learner"],
    ]
    assert asked(user=first.pk, day=today - timedelta(days=30_000)) == []


def test_a_value_that_is_not_as_said_is_refused_instead_of_matching_something_else(site: None) -> None:
    asked = Prepared(lambda pk: User.objects.filter(pk=pk), pk=int)
    for wrong in (None, "1", [1]):
        with pytest.raises(Unpreparable):
            asked(pk=wrong)
    with pytest.raises(Unpreparable):
        Prepared(lambda name: User.objects.filter(first_name=name.lower() + "x"), name=str)(name="Anna")
    with pytest.raises(Unpreparable):
        Prepared(lambda pk: User.objects.filter(pk=pk).prefetch_related("role_assignments"), pk=int)(pk=1)


def test_a_thread_asks_over_its_own_connection(site: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Prepared(lambda pk: User.objects.filter(pk=pk), pk=int)
    asked(pk=1)
    used: list[Any] = []
    cursor = DatabaseWrapper.planned_cursor

    def noting(self: Any) -> Any:
        used.append(self)
        return cursor(self)

    monkeypatch.setattr(DatabaseWrapper, "planned_cursor", noting)

    def elsewhere() -> None:
        from django.db import connection as other

        asked(pk=1)
        other.close()

    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert len(used) == 1
    assert used[0] is not connections["default"]


def test_a_page_makes_no_sql_for_what_every_page_asks(
    site: None, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = text(1).url
    browser = signed_in("learner")
    browser.get(address)
    made: list[str] = []
    as_sql = SQLCompiler.as_sql

    def noting(self: Any, *args: Any, **options: Any) -> Any:
        made.append(self.query.model._meta.label)
        return as_sql(self, *args, **options)

    monkeypatch.setattr(SQLCompiler, "as_sql", noting)
    assert browser.get(address).status_code == 200
    assert not {"sessions.Session", "accounts.User", "pages.StandardPage", "wagtailcore.Page"} & set(made)


def test_two_people_in_turn_each_see_their_own(site: None) -> None:
    browsers = {}
    for name in ("Anna", "Zane"):
        user = person("learner")
        User.objects.filter(pk=user.pk).update(first_name=name, last_name="Paraugs")
        browsers[name] = Client()
        browsers[name].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    text(1)
    for address in ("/lv/home/", "/lv/teksts-1/", "/lv/practices/"):
        for name in ("Anna", "Zane", "Anna"):
            answer = browsers[name].get(address).content.decode()
            other = {"Anna": "Zane", "Zane": "Anna"}[name]
            assert f"{name} Paraugs" in answer, address
            assert f"{other} Paraugs" not in answer, address


def test_a_list_may_have_any_length(site: None) -> None:
    people = [person("learner") for _number in range(3)]
    asked = Prepared(
        lambda keys, name: User.objects.filter(pk__in=keys).exclude(first_name=name), keys=list[int], name=str
    )
    for some in (people, people[:1], people[1:], []):
        assert {one.pk for one in asked(keys=[one.pk for one in some], name="-")} == {one.pk for one in some}
    ever = Prepared(
        lambda people, day: RoleAssignment.objects.current(day).filter(user__in=people), people=list[int], day=date
    )
    for length in (1, 40, 100, 101, 500):
        some = [people[0].pk] * (length - 1) + [people[1].pk]
        assert len(ever(people=some, day=timezone.localdate())) == min(length, 2)
    deep = Prepared(lambda depth: Page.objects.filter(depth=depth), depth=int)
    assert {page.depth for page in deep(depth=2)} == {2}
    either = Prepared(lambda keys, pk: User.objects.filter(Q(pk__in=keys) | Q(pk=pk)), keys=list[int], pk=int)
    assert either(keys=[], pk=people[0].pk) == people[:1]
