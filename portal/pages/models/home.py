"""The root page of each language; people see `home` by role, this page holds the tree together."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from .base import BasePage


class HomePage(BasePage):
    """One per language. Opening it leads to the reader's own home."""

    parent_page_types = ["wagtailcore.Page"]
    # It has no look of its own: what stands on home depends on who reads.
    preview_modes: ClassVar[list[tuple[str, str]]] = []

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """`/lv/` and the like lead to the reader's own home."""
        return redirect("home")
