"""Words that Wagtail writes down when its modules are read, in the language of that moment, said anew each time."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.contrib.redirects.views import IndexView as RedirectsView
from wagtail.forms import TaskStateCommentForm
from wagtail_localize.wagtail_hooks import TranslationsReportMenuItem

HEADINGS = {"old_path": _("From"), "site": _("Site"), "link": _("To"), "get_is_permanent_display": _("Type")}


def say_them_each_time() -> None:
    """Once, before the admin answers: a comment, the list of redirects and its table, an entry of the menu."""
    TranslationsReportMenuItem.label = property(lambda entry: gettext("Translations"), lambda entry, words: None)
    TaskStateCommentForm.base_fields["comment"].label = _("Comment")
    kind = RedirectsReportFilterSet.base_filters["is_permanent"]
    kind.label = _("Type")
    kind.extra |= {
        "choices": ((True, pgettext_lazy("redirect", "Permanent")), (False, pgettext_lazy("redirect", "Temporary"))),
        "empty_label": _("All"),
    }
    RedirectsView.export_headings = HEADINGS
