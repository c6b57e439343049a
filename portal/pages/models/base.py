"""The abstract page of the project: who answers for it, when it is due for review, what it rests on."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction

from portal.blocks.field import BlockField
from portal.blocks.source import SourceBlock
from portal.pages import links


class CopyInItsLanguageForm(CopyForm):
    """A copy is a page of its own, in the language of the one it was made of.

    Wagtail would also make an alias, which is the same page at two addresses and takes none of the words typed here,
    and would put a page of one language among those of another, where no reader finds it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        parent = data.get("new_parent_page")
        if parent and not parent.is_root() and parent.locale_id != self.page.locale_id:
            words = _("Choose a page in this language: %(language)s. A copy stays in the language of its original.")
            self.add_error("new_parent_page", words % {"language": self.page.locale})
        return data


class BasePage(Page):
    """Every page of the portal. Private unless `is_public`; sources carry their own dates.

    `sources` is a list of `SourceBlock` values whose `key` statements on the page refer to.
    """

    answerable = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who answers for it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    review_date = models.DateField(_("to be reviewed by"), null=True, blank=True)
    is_public = models.BooleanField(
        _("readable without signing in"),
        default=False,
        help_text=_("Only for pages such as the accessibility statement."),
    )
    sources = BlockField([("source", SourceBlock())], verbose_name=_("sources"), blank=True)

    responsibility_panels = [
        MultiFieldPanel(
            [FieldPanel("answerable"), FieldPanel("review_date"), FieldPanel("is_public")],
            heading=_("Responsibility"),
        ),
        FieldPanel("sources"),
    ]
    settings_panels = [*Page.settings_panels, *responsibility_panels]
    copy_form_class = CopyInItsLanguageForm
    # The same for every language: translators are not asked for them.
    override_translatable_fields: list = []
    # What is read together with a page that is shown.
    read_along: ClassVar[tuple[str, ...]] = ("locale", "answerable")
    # Long texts that a page needs only where its words do not stand ready in the cache; then all of them at once.
    read_later: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def refresh_from_db(self, using: str | None = None, fields: Any = None, from_queryset: Any = None) -> None:
        """Django reads a field left for later when it is looked at; the other long texts come with it."""
        if fields and len(names := set(fields)) == 1 and names <= set(self.read_later):
            fields = [*names, *(name for name in self.read_later if name in self.get_deferred_fields() - names)]
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)

    def get_view_restrictions(self) -> Any:
        """Wagtail's, which walks the tree; spared where the query for this page saw that no page is restricted."""
        if self.__dict__.get("any_page_restricted", True):
            return super().get_view_restrictions()
        nothing = PageViewRestriction.objects.none()
        nothing._result_cache = []  # asked for its rows, `none()` goes through the making of SQL
        return nothing

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the first link in a text of the page, the addresses behind all of them are looked up."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        links.shows(self)
        return context

    def review_overdue(self, on: date | None = None) -> bool:
        """Has the day of review passed?"""
        return bool(self.review_date and self.review_date < (on or timezone.localdate()))
