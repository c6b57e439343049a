"""A page appears at its time and goes at its end; a time that is taken back publishes nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from portal.pages.models import StandardPage
from tests.editing.test_checking import CODE, draft, post, somebody

pytestmark = pytest.mark.django_db
FORMAT = "%Y-%m-%d %H:%M"


def in_hours(number: int) -> str:
    return timezone.localtime(timezone.now() + timedelta(hours=number)).strftime(FORMAT)


def its_time_comes(page: StandardPage) -> None:
    past = timezone.now() - timedelta(minutes=1)
    for planned in Revision.objects.filter(object_id=str(page.pk), approved_go_live_at__isnull=False):
        planned.content["go_live_at"] = past.isoformat()
        planned.approved_go_live_at = past
        planned.save(update_fields=["content", "approved_go_live_at"])
    call_command("publish_scheduled")
    page.refresh_from_db()


def test_a_page_appears_at_its_time_and_not_before(site: None, signed_in: Callable[..., Client]) -> None:
    administrator, page = somebody("administrator"), draft()
    reader = signed_in(somebody("official"))

    answer = post(
        signed_in(administrator), page, **{"lead": "Ievads.", "go_live_at": in_hours(2), "action-publish": "1"}
    )
    page.refresh_from_db()

    assert "ieplānot" in answer.lower()
    assert not page.live
    its_time_comes(page)
    assert page.live
    assert reader.get(page.get_url()).status_code == 200


def test_a_time_taken_back_publishes_nothing(site: None, signed_in: Callable[..., Client]) -> None:
    administrator, page = somebody("administrator"), draft()
    browser = signed_in(administrator)
    post(browser, page, **{"lead": "Ievads.", "go_live_at": in_hours(2), "action-publish": "1"})
    planned = Revision.objects.get(object_id=str(page.pk), approved_go_live_at__isnull=False)

    browser.post(reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, planned.pk]))
    its_time_comes(page)

    assert not page.live


def test_a_page_goes_at_its_end(site: None, signed_in: Callable[..., Client]) -> None:
    administrator, page = somebody("administrator"), draft()
    post(signed_in(administrator), page, **{"lead": "Ievads.", "expire_at": in_hours(2), "action-publish": "1"})
    assert StandardPage.objects.get(pk=page.pk).live

    StandardPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")

    assert not StandardPage.objects.get(pk=page.pk).live


def test_an_end_in_the_past_is_refused_at_its_field_and_keeps_what_was_typed(
    site: None, signed_in: Callable[..., Client]
) -> None:
    administrator, page = somebody("administrator"), draft()

    answer = post(
        signed_in(administrator),
        page,
        **{"lead": "Mans teksts.", "expire_at": "2020-01-01 10:00", "action-publish": "1"},
    )

    assert "Mans teksts." in answer
    assert "pagātn" in answer or "nākotn" in answer
    assert not StandardPage.objects.get(pk=page.pk).live


def test_what_would_not_be_published_is_not_scheduled(site: None, signed_in: Callable[..., Client]) -> None:
    administrator, page = somebody("administrator"), draft()

    post(signed_in(administrator), page, **{"lead": CODE, "go_live_at": in_hours(2), "action-publish": "1"})

    assert not Revision.objects.filter(object_id=str(page.pk), approved_go_live_at__isnull=False).exists()
