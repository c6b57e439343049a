"""Names Wagtail and wagtail-localize make out of attributes, which no catalogue can reach."""

from typing import Any

from django.contrib.postgres.forms import SimpleArrayField
from django.forms.formsets import BaseFormSet
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy
from wagtail.admin.forms.choosers import (
    AnchorLinkChooserForm,
    EmailLinkChooserForm,
    ExternalLinkChooserForm,
    PhoneLinkChooserForm,
)
from wagtail.admin.forms.workflows import WorkflowPageForm
from wagtail.admin.paginator import WagtailPaginator
from wagtail.models import Page, Site
from wagtail.sites.views import IndexView as SitesView
from wagtail.users.models import UserProfile
from wagtail_localize.models import LocaleSynchronization, LocaleSynchronizationModelForm
from wagtail_localize.views.report import TranslationsReportView


class NamedSynchronizationForm(LocaleSynchronizationModelForm):
    """The model's fields bear no translatable name, and one there would ask for a migration of another's app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sync_from"].label = _("Take content from")
        if "enabled" in self.fields:
            self.fields["enabled"].label = _("Enable")


class CountedTranslations(WagtailPaginator):
    """The report's number at its foot; a name on the model would ask for a migration of another's app."""

    @cached_property
    def items_count_label(self) -> str:
        return ngettext("%(number)d translation", "%(number)d translations", self.count) % {"number": self.count}


LINK_FIELDS = {
    "link_text": _("Words of the link"),
    "email_address": _("E-mail address"),
    "phone_number": _("Telephone"),
    "subject": _("Subject"),
    "body": _("Text of the letter"),
    "url": _("Address"),
}
LINK_FORMS = (AnchorLinkChooserForm, EmailLinkChooserForm, ExternalLinkChooserForm, PhoneLinkChooserForm)


HOW_MANY = {
    "too_few_forms": ngettext_lazy("Add at least %(num)d entry here.", "Add at least %(num)d entries here.", "num"),
    "too_many_forms": ngettext_lazy("Leave at most %(num)d entry here.", "Leave at most %(num)d entries here.", "num"),
}


def language_of_account(profile: UserProfile) -> str:
    """The desk speaks the account's language, also once Wagtail keeps a profile, whose own choice is hidden here."""
    return str(profile.user.language)


wagtails_title = Page.get_admin_display_title


def title_at_the_desk(page: Page) -> str:
    """Above the home pages stands a page that nobody sees, called "Root" in every language."""
    return str(_("All languages")) if page.__dict__.get("depth") == 1 else str(wagtails_title(page))


def name_what_has_no_name() -> None:
    """Once, before the admin answers: columns of the sites, a locale's synchronisation, a report's number, links,
    a workflow's pages, how many entries a list may have, the page above the home pages."""
    Page.get_admin_display_title = title_at_the_desk
    UserProfile.get_preferred_language = language_of_account
    BaseFormSet.default_error_messages |= HOW_MANY
    SimpleArrayField.default_error_messages |= {"item_invalid": _("Value %(nth)s:")}
    for form in LINK_FORMS:
        for name, label in LINK_FIELDS.items():
            if name in form.base_fields:
                form.base_fields[name].label = label
    AnchorLinkChooserForm.base_fields["url"].label = _("Name of the place in the page")
    WorkflowPageForm.base_fields["page"].label = _("Page")
    TranslationsReportView.paginator_class = CountedTranslations
    LocaleSynchronization.base_form_class = NamedSynchronizationForm
    for column in SitesView.columns:
        if column.name in {"port", "site_name", "root_page"}:
            column.label = capfirst(Site._meta.get_field(column.name).verbose_name)
