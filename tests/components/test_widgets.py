"""Widgets drawn without a template look as Django's templates make them."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from portal.components.forms import DateInput, PortalFormRenderer
from portal.components.widgets import DRAWN

HOSTILE = "<b>\"'&"
CHOICES = [
    ("", gettext_lazy("Save")),
    (1, 12345),
    (HOSTILE, HOSTILE),
    ("a", mark_safe("<i>ā</i>")),
    ("Group & more", [("b", "B"), (None, "–")]),
]
ATTRS = {"id": "id_<x>", "class": "input", "required": True, "disabled": False, "data-n": 5, "aria-label": "ā&b"}
WIDGETS: list[tuple[forms.Widget, list[Any]]] = [
    *((kind(attrs=ATTRS), ["", None, HOSTILE, "ābols", 0, 1.5]) for kind in (
        forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.PasswordInput, forms.HiddenInput,
        forms.SearchInput, forms.TelInput, forms.ColorInput, forms.DateTimeInput, forms.TimeInput, forms.FileInput,
        forms.Textarea, DateInput, forms.DateInput,
    )),
    (forms.CheckboxInput(attrs=ATTRS), [True, False, None, "on", HOSTILE]),
    *((kind(attrs=ATTRS, choices=CHOICES), [None, "", 1, "1", "a", HOSTILE]) for kind in (
        forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.CheckboxSelectMultiple,
    )),
]  # fmt: skip


@pytest.mark.parametrize("language", ["lv", "en"])
def test_a_drawn_widget_is_what_its_template_prints(language: str, settings: Any) -> None:
    settings.USE_THOUSAND_SEPARATOR = True
    templates, drawn = TemplatesSetting(), PortalFormRenderer()
    with override(language):
        for widget, values in WIDGETS:
            for value in values:
                for attrs in (None, {"id": "id_other", "aria-describedby": "a b"}, {"id": False}):
                    printed = widget.render("name&", value, attrs, renderer=templates)
                    assert widget.render("name&", value, attrs, renderer=drawn) == printed
                    for part in widget.subwidgets("name&", value, attrs):
                        context = {"widget": part}
                        printed = templates.render(part["template_name"], context)
                        assert drawn.render(part["template_name"], context) == printed


def test_every_widget_named_here_has_a_template_in_django() -> None:
    for name in DRAWN:
        assert TemplatesSetting().get_template(name)
