"""Django's plain widgets drawn without their templates: the same markup, letter for letter.

Django renders a template for each field, each option and each list of attributes; a page with a form of six fields
spends more on that than on reading what it shows. A widget with a template of its own is drawn by that template.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData


def _text(value: object) -> str:
    return conditional_escape(value if isinstance(value, SafeData) else str(value))


def _attributes(attrs: Mapping[str, object]) -> str:
    """True stands alone, False is left out."""
    parts = [
        f" {_text(name)}" if value is True else f' {_text(name)}="{_text(value)}"'
        for name, value in attrs.items()
        if value is not False
    ]
    return "".join(parts)


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    said = "" if value is None else f' value="{_text(value)}"'
    return f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"{said}{_attributes(widget["attrs"])}>'


def _option_of_many(widget: Mapping[str, Any]) -> str:
    if not widget["wrap_label"]:
        return _input(widget)
    named = f' for="{_text(widget["attrs"]["id"])}"' if widget["attrs"].get("id") else ""
    return f"<label{named}>{_input(widget)}\n {_text(localize(widget['label']))}</label>"


def _textarea(widget: Mapping[str, Any]) -> str:
    attrs = _attributes(widget["attrs"])
    return f'<textarea name="{_text(widget["name"])}"{attrs}>\n{_text(widget["value"] or "")}</textarea>'


def _select(widget: Mapping[str, Any]) -> str:
    parts = [f'<select name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'\n  <optgroup label="{_text(localize(group))}">')
        for option in options:
            attrs, label = _attributes(option["attrs"]), _text(localize(option["label"]))
            parts.append(f'\n  <option value="{_text(option["value"])}"{attrs}>{label}</option>\n')
        if group:
            parts.append("\n  </optgroup>")
    return "".join([*parts, "\n</select>"])


INPUTS = (
    "checkbox", "color", "date", "datetime", "email", "file", "hidden", "input", "number", "password", "search", "tel",
    "text", "time", "url",
)  # fmt: skip
DRAWN: dict[str, Callable[[Mapping[str, Any]], str]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in INPUTS},
    **{f"django/forms/widgets/{name}_option.html": _option_of_many for name in ("checkbox", "input", "radio")},
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/textarea.html": _textarea,
}
