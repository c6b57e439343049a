"""The desk's page of one's own account: sign-in is kept in one place, the portal's own account page.

Wagtail would change the address and the password there without the portal's rules, and take a picture that is neither
looked at before it is kept nor ever shown.
"""

from copy import deepcopy
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms.account import NotificationPreferencesForm
from wagtail.admin.views.account import AvatarSettingsPanel, NameEmailSettingsPanel, NotificationsSettingsPanel
from wagtail.models import GroupApprovalTask


def _no_picture(panel: AvatarSettingsPanel) -> bool:
    return False


@hooks.register("register_account_menu_item")
def where_sign_in_is_kept(request: Any) -> dict[str, str]:
    """The way to the rest of the account."""
    return {
        "url": reverse("account_profile"),
        "label": _("Sign-in and language"),
        "help_text": _("Password, second factor and language are kept on the portal."),
    }


class LettersForm(NotificationPreferencesForm):
    """Who approves a step of the workflow gets a letter for each page sent there, and may stop them as others may.

    Wagtail asks only those who publish whether they want these letters, and sends them to everybody who approves.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = "submitted_notifications"
        if GroupApprovalTask.objects.filter(active=True, groups__user=self.instance.user).exists():
            self.fields[name] = deepcopy(self.base_fields[name])
            self.order_fields(self.base_fields)


def keep_sign_in_on_the_portal() -> None:
    """Once, before the admin answers; the settings see to address and password."""
    AvatarSettingsPanel.is_active = _no_picture
    NotificationsSettingsPanel.form_class = LettersForm
    NameEmailSettingsPanel.title = gettext_lazy("Your name")
