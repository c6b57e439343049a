"""Names of the workflow and its steps that come with the portal, and of the first collection of files, which comes with
Wagtail, in the language of whoever reads them.

They are rows an administrator may rename; what was renamed stays as it was written, in every language.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Collection, Task, Workflow

SHIPPED = {
    "Recenzēšana un publicēšana": _("Review and publishing"),
    "Nozares recenzents": _("Subject reviewer"),
    "Kopienas recenzents": _("Community reviewer"),
    "Publicētājs": pgettext_lazy("step of the workflow", "Publisher"),
    "Root": _("Common files"),
}


class ShippedName(str):
    """Compared, looked up and saved as it stands in the database; shown in the reader's language."""

    def __str__(self) -> str:
        return str(SHIPPED[self])

    __html__ = __str__


def _named(value: Any, expression: Any, connection: Any) -> Any:
    return ShippedName(value) if value in SHIPPED else value


def _as_stored(row: Task | Workflow | Collection) -> str:
    """What the form that renames it shows, so that saving it changes nothing."""
    return str.__str__(row.name)


def _shown(row: Task | Workflow | Collection) -> str:
    return str(row.name)


def name_steps_for_the_reader() -> None:
    """Once: whoever reads these names from the database gets them so; a new field would be another's migration."""
    for model in (Task, Workflow, Collection):
        field: Any = model._meta.get_field("name")
        field.from_db_value = _named
        field.value_from_object = _as_stored
        model.__str__ = _shown
