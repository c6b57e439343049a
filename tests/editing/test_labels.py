"""What an administrator meets in Latvian is Latvian where Wagtail names things after attributes, too."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from tests.factories.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(site: None, signed_in: Callable[..., Client]) -> Client:
    """An administrator at a desk that is set up."""
    administrator = person("administrator")
    set_up_editing()
    return signed_in(User.objects.get(pk=administrator.pk))


def test_the_list_of_sites_names_its_columns_in_latvian(desk: Client) -> None:
    page = desk.get(reverse("wagtailsites:index")).content.decode()

    assert "Saknes lapa" in page
    assert "Vietnes nosaukums" in page
    assert "Root page" not in page
    assert "Site name" not in page


def test_a_locales_synchronisation_is_named_in_latvian(desk: Client) -> None:
    path = reverse("wagtaillocales:edit", args=[Locale.objects.get(language_code="fi").pk])

    page = desk.get(path).content.decode()

    assert "Ņemt saturu no" in page
    assert "Sync from" not in page
    assert "Enabled" not in page
