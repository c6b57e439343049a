"""How Django's forms look here.

`{{ form }}` prints the error summary and every field; `{{ form.name.as_field_group }}` prints one field
(`portal.components.fields`). Widgets keep Django's own markup (the admin uses them too); our classes and the links
between a field, its help and its error are put on when a field is drawn, by `dressed`.
"""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from portal.components.fields import drawn_field
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
    """Renders forms and sets of forms through `templates/components/`; draws fields and widgets."""

    form_template_name = "components/form.html"
    formset_template_name = "components/formset.html"
    field_template_name = "drawn field"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name == self.field_template_name:
            return drawn_field(context)
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
