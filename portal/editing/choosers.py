"""Choosers that speak the reader's language: Wagtail writes their words out once, in the language of that moment."""

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views.chooser import BaseSnippetChooseView
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


def _words_for(model: Any) -> dict[str, Any]:
    """Whole sentences where the model's viewset has them as `chooser_words`: a name inside a sentence is declined."""
    own = getattr(getattr(model, "snippet_viewset", None), "chooser_words", None)
    if own:
        return dict(zip(BUTTONS, own, strict=True))
    return {name: _about(words, model._meta.verbose_name) for name, words in BUTTONS.items()}


def _with_buttons_for_the_reader(chooser: AdminSnippetChooser, model: Any = None, **options: Any) -> None:
    wagtails_own(chooser, model, **options)
    for name, words in _words_for(chooser.model).items():
        setattr(chooser, name, words)


def _title_of(view: BaseSnippetChooseView) -> Any:
    """The window is titled as the button that opens it, in one sentence; Wagtail puts two words beside each other."""
    return _words_for(view.model)["choose_one_text"]


def follow_the_reader() -> None:
    """Once, before any app registers what is chosen."""
    AdminSnippetChooser.__init__ = _with_buttons_for_the_reader
    BaseSnippetChooseView.page_title = property(_title_of, lambda view, title: None)
    BaseSnippetChooseView.page_subtitle = ""
    for name, words in WORDS.items():
        setattr(ChooserViewSet, name, words)
