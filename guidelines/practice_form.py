"""The form of a practice in the admin: codes are chosen by their names in the library's vocabulary."""

from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import get_language
from wagtail.admin.forms import WagtailAdminPageForm

ONE_CODE = {"theme": "themes", "mipex_strand": "mipex_strands", "area": "areas", "provider_kind": "provider_kinds"}
MANY_CODES = {"target_groups": "target_groups", "legal_statuses": "legal_statuses", "ages": "ages"}


class PracticeForm(WagtailAdminPageForm):
    """Codes of the library's vocabulary as choices. A code the vocabulary lost stays choosable until it is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = apps.get_model("guidelines", "Label").objects.in_language(get_language() or "lv")
        for name, kind in ONE_CODE.items():
            if name in self.fields:
                held = [getattr(self.instance, name)]
                choices = [("", "—"), *with_held(labels.get(kind, {}), held)]
                self.fields[name] = like(self.fields[name], forms.ChoiceField, choices=choices)
        for name, kind in MANY_CODES.items():
            if name in self.fields:
                choices = with_held(labels.get(kind, {}), getattr(self.instance, name) or [])
                self.fields[name] = like(
                    self.fields[name],
                    forms.MultipleChoiceField,
                    choices=choices,
                    widget=forms.CheckboxSelectMultiple,
                )


def with_held(labels: dict[str, str], held: list[str]) -> list[tuple[str, str]]:
    """The vocabulary's choices, and the codes in use that it does not name."""
    return [*labels.items(), *((code, code) for code in held if code and code not in labels)]


def like(field: forms.Field, kind: Any, **options: Any) -> forms.Field:
    """Another kind of field with the label, help and necessity of this one."""
    new: forms.Field = kind(label=field.label, help_text=field.help_text, required=field.required, **options)
    return new
