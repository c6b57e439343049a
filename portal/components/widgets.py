"""Django's plain widgets drawn without their templates: the same markup, letter for letter.

Django renders a template for each field, each option and each list of attributes; a page with a form of six fields
spends more on that than on reading what it shows. A widget with a template of its own is drawn by that template.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.utils.formats import localize
from django.utils.safestring import SafeData


def text_of(value: object) -> str:
    """Escaped, unless it is safe already. Django's own asks each time whether the text is still to be translated."""
    text = str(value)
    return text if isinstance(text, SafeData) else escape(text)


def _attributes(attrs: Mapping[str, object]) -> str:
    """True stands alone, False is left out."""
    parts = [
        f" {text_of(name)}" if value is True else f' {text_of(name)}="{text_of(value)}"'
        for name, value in attrs.items()
        if value is not False
    ]
    return "".join(parts)


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    said = "" if value is None else f' value="{text_of(value)}"'
    return (
        f'<input type="{text_of(widget["type"])}" name="{text_of(widget["name"])}"{said}{_attributes(widget["attrs"])}>'
    )


def _option_of_many(widget: Mapping[str, Any]) -> str:
    if not widget["wrap_label"]:
        return _input(widget)
    named = f' for="{text_of(widget["attrs"]["id"])}"' if widget["attrs"].get("id") else ""
    return f"<label{named}>{_input(widget)}\n {text_of(localize(widget['label']))}</label>"


def _textarea(widget: Mapping[str, Any]) -> str:
    attrs = _attributes(widget["attrs"])
    return f'<textarea name="{text_of(widget["name"])}"{attrs}>\n{text_of(widget["value"] or "")}</textarea>'


def _select(widget: Mapping[str, Any]) -> str:
    parts = [f'<select name="{text_of(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            parts.append(f'\n  <optgroup label="{text_of(localize(group))}">')
        for option in options:
            attrs, label = _attributes(option["attrs"]), text_of(localize(option["label"]))
            parts.append(f'\n  <option value="{text_of(option["value"])}"{attrs}>{label}</option>\n')
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
