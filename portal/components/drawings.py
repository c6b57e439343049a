"""Icons, pictograms, the mark and the stairs of evidence as inline SVG.

One file holds them all (`icons/sprite.svg`, Lucide's names without prefix, licence beside it); a page carries only
what it shows, so that no request and no script is needed and colours follow the text.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

SPRITE = Path(__file__).parent / "icons" / "sprite.svg"
SYMBOL = re.compile(r'<symbol id="([^"]+)" viewBox="([^"]+)">(.*?)</symbol>', re.DOTALL)

# The sign of a state: done, needs attention, late, under way, not begun.
SIGNS = {"ok": "check", "soon": "clock", "late": "warn", "info": "circle-dashed", "none": "minus"}


class UnknownDrawing(LookupError):
    """No drawing of that name; the message names the nearest ones."""


@cache
def drawings() -> dict[str, tuple[str, str]]:
    """Name → view box and inner markup."""
    found = {name: (box, inner) for name, box, inner in SYMBOL.findall(SPRITE.read_text(encoding="utf-8"))}
    own_mark = getattr(settings, "SITE_MARK", None)
    if own_mark:  # a file with one `<svg viewBox="…">`, for an installation with a mark of its own
        whole = re.search(r'<svg[^>]*viewBox="([^"]+)"[^>]*>(.*)</svg>', Path(own_mark).read_text("utf-8"), re.DOTALL)
        if whole:
            found["mark"] = (whole[1], whole[2])
    return found


@lru_cache(maxsize=1000)
def drawing(name: str, css_class: str) -> SafeString:
    """The drawing hidden from screen readers: a word always stands beside it. A page shows one many times."""
    try:
        box, inner = drawings()[name]
    except KeyError as error:
        near = ", ".join(sorted(known for known in drawings() if known[:3] == name[:3])) or "none is near"
        raise UnknownDrawing(f"No icon named {name!r} in {SPRITE.name}; similar: {near}.") from error
    return format_html(
        '<svg class="{}" viewBox="{}" aria-hidden="true" focusable="false">{}</svg>',
        css_class,
        box,
        mark_safe(inner),  # from our own file
    )


@lru_cache(maxsize=1000)
def state(label: str, look: str, icon: str) -> SafeString:
    """The label behind its sign; a list of people shows the same ones hundreds of times."""
    return format_html('<span class="state state--{}">{}{}</span>', look, drawing(icon, "icon"), label)


@lru_cache(maxsize=1000)
def bar(share: str, *, thin: bool) -> SafeString:
    """A quiet bar filled to so many hundredths."""
    return format_html(
        '<svg class="bar{}" aria-hidden="true" focusable="false"><rect class="bar__room" width="100%" height="100%"/>'
        '<rect class="bar__quiet" width="{}%" height="100%"/></svg>',
        " bar--thin" if thin else "",
        share,
    )


def range_bar(claimed: str, evidenced: str, label: str, cuts: Iterable[int]) -> SafeString:
    """What is claimed and, before it, what is shown of it, in hundredths ("0" is not drawn). `label`: its words, where
    they do not stand beside it; `cuts`: where bands begin."""
    told = '<rect class="bar__claim" width="{}%" height="100%" fill="url(#hatch)"/>'
    shown = '<rect class="bar__proof" width="{}%" height="100%"/>'
    return format_html(
        '<svg class="bar" focusable="false"{}><rect class="bar__room" width="100%" height="100%"/>{}{}{}</svg>',
        format_html(' role="img" aria-label="{}"', label) if label else mark_safe(' aria-hidden="true"'),
        format_html(told, claimed) if claimed != "0" else "",
        format_html(shown, evidenced) if evidenced != "0" else "",
        format_html_join(
            "", '<line class="bar__cut" x1="{0}%" x2="{0}%" y1="0" y2="100%"/>', ((cut,) for cut in cuts if cut)
        ),
    )


def when(due: date | None, today: date, look: str) -> SafeString:
    """The first column of a ledger: a sign and the day (26.11.), or a word without one. `look`: late, soon or none.

    Lists have the same days many times.
    """
    return _when(due, today, look, get_language())


@lru_cache(maxsize=1000)
def _when(due: date | None, today: date, look: str, language: str | None) -> SafeString:
    if due == today:
        said = _("Today")
    elif due:
        late = _("Late") + " " if due < today else ""
        day = date_format(due, "MONTH_DAY_FORMAT")
        said = format_html('<span>{}<time datetime="{}">{}</time></span>', late, due.isoformat(), day)
    else:
        said = {"late": _("Urgent"), "soon": _("Soon")}.get(look, "")
    if not look:
        return format_html('<p class="ledger__when">{}</p>', said)
    return format_html('<p class="ledger__when state state--{}">{}{}</p>', look, drawing(SIGNS[look], "icon"), said)
