"""A field of a form drawn without a template: label, help and error around its widget.

What `{{ form.name.as_field_group }}` and `{{ form }}` print. Laid out by its widget: a line, one checkbox, options,
big answers, a group, a file. A template with its includes took longer for the fields of a page than reading the page.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.components.drawings import drawing
from portal.components.widgets import text_of


def drawn_field(context: Mapping[str, Any]) -> SafeString:
    """The field of a template's context."""
    field: BoundField = context["field"]
    kind, label, notes = kind_of(field), text_of(field.label), _notes(field)
    named, group = text_of(field.id_for_label), f'id="{text_of(field.auto_id)}_group" tabindex="-1"'
    if kind == "check":
        words = f'<label class="check" for="{named}">{dressed(field)}<span>{label}</span></label>'
        return mark_safe(f'<div class="field">{words}{notes}</div>')
    if not field.field.required:
        need = _("(may stay empty)")
        label += f' <span class="field__need">{need}</span>'
    legend = f'<legend class="field__label">{label}</legend>'
    if kind in ("answers", "options"):
        wide = " field--wide" if kind == "answers" else ""
        tied = f' aria-describedby="{text_of(described)}"' if (described := described_by(field)) else ""
        choices = _answers(field) if kind == "answers" else _options(field)
        drawn = f'<fieldset class="field{wide}" {group}{tied}>{legend}{notes}{choices}</fieldset>'
    elif kind == "group":
        row = f'<div class="row row--s">{dressed(field)}</div>'
        drawn = f'<fieldset class="field" {group}>{legend}{notes}{row}</fieldset>'
    else:
        drawn = f'<div class="field"><label for="{named}">{label}</label>{dressed(field)}{notes}</div>'
        if kind == "file":
            drawn = f'<div class="drop">{drawn}</div>'
    return mark_safe(drawn)


def _notes(field: BoundField) -> str:
    """Help and error under it; a help text may hold markup of ours."""
    notes = ""
    if field.help_text:
        notes = f'<div class="field__help"{_id(field, "help")}>{field.help_text}</div>'
    if field.errors:
        errors = " ".join(text_of(error) for error in field.errors)
        notes += f'<div class="field__error"{_id(field, "error")}>{drawing("warn", "icon")}<span>{errors}</span></div>'
    return notes


def _id(field: BoundField, what: str) -> str:
    return f' id="{text_of(field.auto_id)}_{what}"' if field.auto_id else ""


def _answers(field: BoundField) -> str:
    rows = []
    for number, option in enumerate(field, start=1):
        many = " choice--many" if option.data["type"] == "checkbox" else ""
        key = f'<span class="choice__key" aria-hidden="true">{number}</span>'
        words = f'<span class="choice__text">{text_of(option.choice_label)}</span>'
        rows.append(
            f'<label class="choice{many}" for="{text_of(option.id_for_label)}">{option.tag()}{key}{words}</label>'
        )
    return f'<div class="choices" data-keys>{"".join(rows)}</div>'


def _options(field: BoundField) -> str:
    rows = [
        f'<label class="check" for="{text_of(option.id_for_label)}">{option.tag()}'
        f"<span>{text_of(option.choice_label)}</span></label>"
        for option in field
    ]
    return f'<div class="checks">{"".join(rows)}</div>'


def kind_of(field: BoundField) -> str:
    """How a field is laid out: `check`, `answers`, `options`, `group`, `file`, `hidden` or `line`."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if getattr(widget, "look", "") == "answers":
        return "answers"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "options"
    if isinstance(widget, forms.ClearableFileInput | forms.FileInput):
        return "file"
    return "group" if field.use_fieldset else "line"


def dressed(field: BoundField) -> SafeString:
    """The field's widget with our class, tied to its help and its errors."""
    attrs: dict[str, Any] = {}
    widget = field.field.widget
    if kind_of(field) in {"line", "group"}:
        attrs["class"] = f"input {widget.attrs.get('class', '')}".strip()
    described = described_by(field)
    if described:
        attrs["aria-describedby"] = described
    if field.errors:
        attrs["aria-invalid"] = "true"
    return field.as_widget(attrs=attrs)


def described_by(field: BoundField) -> str:
    """Ids of the field's own description, its help and its error, in reading order."""
    own = str(field.field.widget.attrs.get("aria-describedby", ""))
    help_id = f"{field.auto_id}_help" if field.help_text and field.auto_id else ""
    error_id = f"{field.auto_id}_error" if field.errors and field.auto_id else ""
    return " ".join(part for part in (own, help_id, error_id) if part)
