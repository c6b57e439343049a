"""How Django's forms look here.

`{{ form }}` prints the error summary and every field; `{{ form.name.as_field_group }}` prints one field.
Widgets keep Django's own templates (the admin uses them too); our classes and the links between a field, its help
and its error are put on when one of our templates prints it, by `dressed`.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop as _

from portal.components.widgets import DRAWN

# Django's own sentences in our words: our catalogue goes before Django's. English stays as it is.
IN_OUR_WORDS = (
    _("This field is required."),
    _("Enter a valid date."),
    _("Enter a valid email address."),
    _("Enter a whole number."),
    _("Enter a list of values."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Select a valid choice. That choice is not one of the available choices."),
)


class PortalFormRenderer(TemplatesSetting):
    """Renders forms, sets of forms and fields through `templates/components/`."""

    form_template_name = "components/form.html"
    formset_template_name = "components/formset.html"
    field_template_name = "components/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


class DateInput(forms.DateInput):
    """The browser's own date picker: its order of day and month is the reader's."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class Answers(forms.RadioSelect):
    """One answer out of several as big ruled rows; keys 1 – 9 pick one."""

    look = "answers"


class ManyAnswers(forms.CheckboxSelectMultiple):
    """Several answers as big ruled rows."""

    look = "answers"


class Combobox(forms.Select):
    """A long list one types into; without JavaScript an ordinary list."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__(attrs={"data-combobox": ""} | (attrs or {}), choices=choices)


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
