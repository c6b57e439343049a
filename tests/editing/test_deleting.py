"""What certificates and requirements rest on is unpublished, not deleted; the editor is told so in words."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from portal.seams import requirements
from tests.factories.guidelines import guide
from tests.factories.people import person
from tests.training import making
from training.actions import ledger

pytestmark = pytest.mark.django_db
REFUSED = "netika dzēsta"


@pytest.fixture
def desk(site: None, signed_in: Callable[..., Client]) -> Client:
    administrator = person("administrator")
    set_up_editing()
    return signed_in(User.objects.get(pk=administrator.pk))


@pytest.fixture
def read(site: None) -> Page:
    """A guide that somebody has read and understood."""
    page = guide(slug="sirija", key="syria")
    ledger.fulfil(
        user=person("learner"), kind="guideline", key="syria", version="1", language="lv", outcome="read", titles={}
    )
    return page


def test_a_guide_that_somebody_has_read_is_not_deleted(desk: Client, read: Page) -> None:
    address = reverse("wagtailadmin_pages:delete", args=[read.pk])

    asked = desk.get(address, follow=True).content.decode()
    desk.post(address)

    assert REFUSED in asked
    assert Page.objects.filter(pk=read.pk).exists()


def test_it_holds_back_the_others_it_is_deleted_with(desk: Client, read: Page) -> None:
    other = guide(slug="cita", key="other")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    answer = desk.post(f"{address}?next=/admin/&id={read.pk}&id={other.pk}", follow=True).content.decode()

    assert REFUSED in answer
    assert Page.objects.filter(pk__in=[read.pk, other.pk]).count() == 2


def test_a_guide_that_nothing_rests_on_is_deleted(desk: Client, read: Page) -> None:
    other = guide(slug="cita", key="other")

    desk.post(reverse("wagtailadmin_pages:delete", args=[other.pk]))

    assert not Page.objects.filter(pk=other.pk).exists()


def test_a_module_that_a_curriculum_requires_is_rested_on_until_the_requirement_is_retired(site: None) -> None:
    module = making.make_module()
    curriculum = making.make_curriculum(module)
    rests = [requirements.holds("module", str(module.family))]
    curriculum.items.update(retired_at="2026-01-01T00:00Z")

    assert [*rests, requirements.holds("module", str(module.family))] == [True, False]
