"""Up to four practices side by side: the same questions asked of each, gaps shown as gaps."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from guidelines.models import Label, PracticePage
from guidelines.practice_words import Labels, gaps, label, reader, said, unbroken
from portal.components.dates import shown
from portal.pages.routing import know_the_site

MOST = 4


def compare(request: HttpRequest) -> dict[str, Any]:
    """The practices named by `p` (their keys, the first four), what each says, and which could be added."""
    language = reader(request)
    know_the_site(request)
    keys = list(dict.fromkeys(request.GET.getlist("p")))
    labels = Label.objects.in_language(language)
    found = {page.key: page for page in PracticePage.objects.with_keys(keys[: 2 * MOST])}
    pages = [found[key] for key in keys if key in found][:MOST]
    order = list(labels.get("themes", ()))
    themes = {page.theme for page in pages}
    left = [row for row in PracticePage.objects.choices(language) if row[0] not in found]
    return {
        "practices": [
            {
                "page": page,
                "title": page.title_in(language),
                "url": page.get_url(request),
                "country": page.country.name_in(language),
                "without": "?" + "&".join(f"p={other.key}" for other in pages if other is not page),
            }
            for page in pages
        ],
        "rows": [
            (title, list(zip(pages, values, strict=True)))
            for title, values in (
                (title, [value(page) for page in pages]) for title, value in questions(labels, language)
            )
            if any(values)
        ],
        "cut": len([key for key in keys if key in found]) > MOST,
        "full": len(pages) >= MOST,
        "choices": by_theme(left, themes, order, labels) if len(pages) < MOST else [],
    }


def by_theme(
    rows: list[tuple[str, str, str, str]], themes: set[str], order: list[str], labels: Labels
) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be added, by theme; the themes already on the page come first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, title, country, theme in rows:
        groups.setdefault(theme, []).append((key, f"{title} ({country})"))
    place = {code: number for number, code in enumerate(order)}
    codes = sorted(groups, key=lambda code: (code not in themes, place.get(code, len(place)), code))
    return [(label(labels, "themes", code), sorted(groups[code], key=lambda row: row[1].casefold())) for code in codes]


def questions(labels: Labels, language: str) -> list[tuple[Any, Any]]:
    """What is asked of each practice: a title, and how a practice answers; an empty answer is a gap."""

    def named(kind: str, codes: list[str] | None) -> str:
        return ", ".join(label(labels, kind, code).lower() for code in codes or ())

    def section(page: Any, name: str) -> str:
        part = (page.sections or {}).get(name) or {}
        return unbroken(part.get(language) or part.get("en") or "")

    def fact(page: Any, name: str) -> str:
        return unbroken(str(said((page.facts or {}).get(name), language)))

    def evaluated(page: Any) -> str:
        facts = page.evaluation_facts or {}
        parts = (said(facts.get(name), language) for name in ("method", "sample", "comparison", "limits"))
        return unbroken("; ".join(str(part).rstrip(".") for part in parts if part))

    return [
        (_("Theme"), lambda page: label(labels, "themes", page.theme)),
        (_("Target group"), lambda page: named("target_groups", page.target_groups)),
        (_("Legal status"), lambda page: named("legal_statuses", page.legal_statuses)),
        (_("Who does it"), lambda page: said(page.provider, language)),
        (_("State"), lambda page: label(labels, "states", page.running)),
        (_("Began"), lambda page: shown(page.started)),
        (_("What is done"), lambda page: section(page, "activities")),
        (_("Scale"), lambda page: fact(page, "scale")),
        (_("Funding"), lambda page: fact(page, "funding")),
        (_("Results"), lambda page: section(page, "results")),
        (_("Evaluation"), evaluated),
        (_("Evidence"), lambda page: label(labels, "evidence_levels", page.evidence_level)),
        (_("Not known"), lambda page: ", ".join(gaps(page))),
    ]
