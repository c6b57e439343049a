"""On the desk nobody changes what signs them in: the portal's own account page keeps it, and the desk leads there."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def test_the_desk_changes_a_name_and_neither_address_nor_password(site: None, signed_in: Callable[..., Client]) -> None:
    editor = person("editor", first_name="Laura", last_name="Vītola", email="laura@example.lv")
    set_up_groups()
    browser, address = signed_in(User.objects.get(pk=editor.pk)), reverse("wagtailadmin_account")

    page = browser.get(address).content.decode()
    browser.post(
        address,
        {
            "name_email-first_name": "Laura Marija", "name_email-last_name": "Vītola",
            "name_email-email": "other@example.lv", "theme-theme": "dark", "theme-contrast": "system",
            "theme-density": "default", "theme-keyboard_shortcuts": "on",
        },
    )  # fmt: skip

    kept = User.objects.get(pk=editor.pk)
    assert (kept.first_name, kept.email) == ("Laura Marija", "laura@example.lv")
    for name in ("name_email-email", "password-new_password1", "avatar-avatar"):
        assert name not in page
    assert reverse("account_profile") in page
    assert "Jūsu vārds" in page


def test_who_approves_a_step_may_stop_its_letters(site: None, signed_in: Callable[..., Client]) -> None:
    reviewer = person("subject_reviewer")
    set_up_editing()
    browser, address = signed_in(User.objects.get(pk=reviewer.pk)), reverse("wagtailadmin_account")
    sent = {
        "name_email-first_name": "Ilze", "name_email-last_name": "Ozola", "theme-theme": "dark",
        "theme-contrast": "system", "theme-density": "default",
    }  # fmt: skip

    assert 'name="notifications-submitted_notifications"' in browser.get(address).content.decode()
    for wanted in (True, False):
        on = {"notifications-submitted_notifications": "on"} if wanted else {}
        assert browser.post(address, sent | on).status_code == 302
        assert UserProfile.objects.get(user=reviewer).submitted_notifications is wanted
