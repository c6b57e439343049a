"""Choosers that speak the reader's language: Wagtail writes their words out once, in the language of that moment."""

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

WORDS = {
    "choose_one_text": _("Choose"),
    "choose_another_text": _("Choose another"),
    "edit_item_text": _("Edit"),
    "search_tab_label": _("Search"),
    "create_action_label": _("Create"),
}
BUTTONS = {
    "choose_one_text": "Choose %(object)s",
    "choose_another_text": "Choose another %(object)s",
    "link_to_chosen_text": "Edit this %(object)s",
}
wagtails_own = AdminSnippetChooser.__init__


def _about(words: str, name: Any) -> Any:
    """`words` about an object, in the language of whoever reads them."""
    return lazy(lambda: gettext(words) % {"object": name}, str)()


def _with_buttons_for_the_reader(chooser: AdminSnippetChooser, model: Any = None, **options: Any) -> None:
    wagtails_own(chooser, model, **options)
    for name, words in BUTTONS.items():
        setattr(chooser, name, _about(words, chooser.model._meta.verbose_name))


def follow_the_reader() -> None:
    """Once, before any app registers what is chosen."""
    AdminSnippetChooser.__init__ = _with_buttons_for_the_reader
    for name, words in WORDS.items():
        setattr(ChooserViewSet, name, words)
