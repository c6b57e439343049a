"""Redirects that come in as a table: an address within the site is as good as a whole one; and those Wagtail makes
of itself stay.

Wagtail writes such addresses into the table it exports and refuses them in the one that is imported.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.forms import ConfirmImportForm, RedirectForm
from wagtail.contrib.redirects.signal_handlers import BatchRedirectCreator
from wagtail.models import Site

wagtails_own = views.create_redirects_from_dataset
take_clashing_away = BatchRedirectCreator.pre_process


def whole_addresses(rows: Iterable[Any], column: int, site: Site) -> list[list[Any]]:
    """The rows with the address of `site` before what begins with a slash in this column."""
    return [
        [
            site.root_url + value if at == column and str(value or "").startswith("/") else value
            for at, value in enumerate(row)
        ]
        for row in rows
    ]


def _take_in(rows: Iterable[Any], config: dict[str, Any]) -> Any:
    site = config["site"] or Site.objects.get(is_default_site=True)
    return wagtails_own(whole_addresses(rows, config["to_index"], site), config)


def _take_clashing_away(made: BatchRedirectCreator) -> None:
    """A module or a lesson keeps its address when it is moved or renamed; nothing then clashes with nothing.

    Wagtail would take away every redirect it ever made, since it asks for those that clash with any of none.
    """
    if made.items:
        take_clashing_away(made)


def take_own_addresses() -> None:
    """Once, before the admin's addresses are made; and an address that is none is told with what to write."""
    BatchRedirectCreator.pre_process = _take_clashing_away
    views.create_redirects_from_dataset = _take_in
    RedirectForm.base_fields["redirect_link"].error_messages["invalid"] = _("Write the whole address with https://.")
    ConfirmImportForm.base_fields["permanent"].label = pgettext_lazy("redirect", "Permanent")
