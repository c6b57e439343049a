"""The root page of each language; people see `home` by role, this page holds the tree together."""

from django.utils.translation import gettext_lazy as _

from .base import BasePage


class HomePage(BasePage):
    """One per language. Opening it leads to the reader's own home."""

    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
