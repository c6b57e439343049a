"""How the words of a guide are printed: bold, words of another script with their language, dates of sources."""

from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from guidelines.change_words import counted, part_title
from guidelines.phrases import language_code, phrases

register = template.Library()


@register.filter
def light(text: str, languages: Any = None) -> SafeString:
    """A sentence with bold words, and `lang` and `dir` on words of another script.

    `languages` is the guide's list: a script belongs to the first language written in it.
    """
    codes: dict[str, str] = {}
    for row in languages or ():
        codes.setdefault(row["script"], language_code(row["code"]))
    marked = "".join(
        str(_foreign(phrase.text, codes.get(phrase.script, ""), phrase.right_to_left))
        if phrase.script
        else str(escape(phrase.text))
        for phrase in phrases(str(text or ""))
    )
    return mark_safe(_bold(marked))  # escaped above, phrase by phrase


def _foreign(text: str, code: str, right_to_left: bool) -> SafeString:
    if code and right_to_left:
        return format_html('<bdi lang="{}" dir="rtl">{}</bdi>', code, text)
    return format_html('<span lang="{}">{}</span>', code, text) if code else format_html("<bdi>{}</bdi>", text)


def _bold(escaped: str) -> str:
    parts = escaped.split("**")
    if len(parts) % 2 == 0:
        return escaped
    return "".join(f"<strong>{part}</strong>" if number % 2 else part for number, part in enumerate(parts))


@register.filter
def said(words: Any, language: str) -> str:
    """The line of a `{"lv": …, "en": …}` in a language, else in English."""
    return str(words.get(language) or words.get("en") or "") if isinstance(words, dict) else str(words or "")


@register.filter
def code_of(code: str) -> str:
    """The two-letter code of a language, for `lang`."""
    return language_code(code)


register.filter(part_title)
register.filter(counted)
