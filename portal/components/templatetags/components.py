"""Template tags of the components: `{% load components %}`.

Drawings: `{% icon "search" %}`, `{% icon "next" dir=True %}` (turns in right-to-left), `{% picto "p-1" %}`,
`{% mark %}`, `{% stairs 3 %}` (evidence 0 – 5). A component with a body:
`{% component "dialog" id="pause" title=_("Pause") %} … {% endcomponent %}`; one without: `{% include %}`.
What is the same for everybody: `{% once %} … {% endonce %}`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from portal.components import dates, drawings, languages
from portal.components.context import everybodys_frame
from portal.components.drawings import drawing
from portal.seams.waiting import SOON, URGENT, WaitingItem

register = template.Library()
WAITS = {URGENT: "late", SOON: "soon"}  # the look of what waits


@register.simple_tag
def icon(name: str, css_class: str = "", dir: bool = False) -> SafeString:
    """An icon in the size and colour of its text. `dir`: it points somewhere, so it turns in right-to-left."""
    return drawing(name, " ".join(part for part in ("icon", "icon--dir" if dir else "", css_class) if part))


@register.simple_tag
def picto(name: str) -> SafeString:
    """A pictogram for people who read little."""
    return drawing(name, "picto")


@register.simple_tag
def mark() -> SafeString:
    """The installation's mark."""
    return drawing("mark", "mark__sign")


@register.simple_tag
def stairs(step: int) -> SafeString:
    """The stairs of evidence, filled up to `step` (0 – 5). The word for the step stands beside it."""
    return drawing(f"ev-{min(max(int(step), 0), 5)}", "ev")


@register.simple_tag
def state(label: object, look: str = "none", icon: str = "") -> SafeString:
    """A state: colour, sign and word together. `look`: ok, soon, late, info or none; `icon` takes its sign's place."""
    return drawings.state(str(label), look, icon or drawings.SIGNS[look])


@register.simple_tag
def bar(value: float | None, of: float = 100, thin: bool = False) -> SafeString:
    """One quiet bar beside a number that stands in words: how much of the whole."""
    return drawings.bar(share(value, of), thin=thin)


@register.simple_tag
def range_bar(claimed: float | None, evidenced: float | None, label: str = "", cuts: Iterable[int] = ()) -> SafeString:
    """Claimed and evidenced on one bar, of 100. Its hatching is that of `components/hatch.html`."""
    return drawings.range_bar(share(claimed), share(evidenced), label, cuts)


@register.simple_tag
def when(item: WaitingItem, today: date) -> SafeString:
    """When something is due, or in a word how much it presses."""
    return drawings.when(item.due, today, WAITS.get(item.urgency, ""))


@register.simple_block_tag(takes_context=True)
def component(context: Context, content: str, name: str, **parameters: Any) -> SafeString:
    """Render `components/<name>.html` with `content` and the parameters, and the request for its tags."""
    values = {"content": content, **parameters}
    place = getattr(context, "_processors_index", None)
    if place is None or context.template is None:
        return SafeString(render_to_string(f"components/{name}.html", values, context.get("request")))
    # What the page's context processors gave holds for its components too; they need not run for each.
    template = context.template.engine.get_template(f"components/{name}.html")
    return template.render(context.new({**context.dicts[place], **values}))


class OnceNode(template.Node):
    """See `once`."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist
        self.made: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        if language not in self.made:
            self.made[language] = self.nodelist.render(context.new({"frame": everybodys_frame()}))
        return self.made[language]


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """`{% once %} … {% endonce %}`: made once per process and language, as long as its template is not read anew.

    Inside stands nothing of the page, the reader and the request: only `frame.site_name` and `frame.footer` are there.
    """
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(nodelist)


@register.filter
def error_count(form: Any) -> int:
    """How many places of a form, or of a set of forms, need a correction."""
    if hasattr(form, "forms"):
        return sum(len(one.errors) for one in form.forms) + len(form.non_form_errors())
    return len(form.errors)


@register.simple_tag(takes_context=True)
def language_switch(context: Context) -> list[languages.LanguageLink]:
    """A link per language of the interface to this same page."""
    request = context.get("request")
    return languages.switch(request, context.get("page")) if request else []


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> list[tuple[str, str]]:
    """Language and whole address of each published translation of a page of Wagtail, for `hreflang`."""
    request, page = context.get("request"), context.get("page")
    if request is None or not isinstance(page, Page):
        return []
    found = languages.translations_of(page, request)
    return [(code, request.build_absolute_uri(url)) for code, url in sorted(found.items())] if len(found) > 1 else []


@register.simple_tag(takes_context=True)
def page_crumbs(context: Context) -> list[tuple[str, str]]:
    """The way to a page of Wagtail."""
    request, page = context.get("request"), context.get("page")
    return languages.crumbs_of(page, request) if request and isinstance(page, Page) else []


@register.filter
def dated(text: str) -> str:
    """The date a source carries, as a reader sees it."""
    return dates.shown(text)


@register.filter
def undo_address(message: Any) -> str:
    """The address that takes back what a message reports, or nothing (see `portal.components.toasts`)."""
    tags = message.extra_tags or ""
    return tags.removeprefix("undo ") if tags.startswith("undo ") else ""


@register.filter
def colon(label: object) -> str:
    """A colon after words that do not end in a mark of their own: no "Why?:"."""
    return "" if str(label).rstrip().endswith(("?", ":", ".", "…")) else ":"


@register.filter
def at(items: Any, index: int) -> Any:
    """The item at a place, or nothing."""
    return items[index] if index < len(items) else ""


@register.filter
def share(value: Any, whole: Any = 100) -> str:
    """How many hundredths of the whole, held between 0 and 100, with a decimal point whatever the language."""
    part = 100 * float(value or 0) / float(whole or 100)
    return f"{min(max(part, 0.0), 100.0):.4g}"


@register.filter
def page_range(page: Any) -> list[int | None]:
    """Numbers to show around a page of a list; `None` stands for a gap."""
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in elided]


@register.simple_tag(takes_context=True)
def page_address(context: Context, parameter: str, number: int) -> str:
    """This address with another page number; filters stay."""
    asked = context["request"].GET
    return f"?{urlencode({**dict(asked.lists()), parameter: number}, doseq=True)}"
