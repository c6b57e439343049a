"""What the lists of the practice library show, in the reader's language."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from guidelines import library as shelves
from guidelines.figures import charts
from guidelines.models import Label, PracticePage
from guidelines.models.country import HOME, countries_in_order, editions, with_codes
from guidelines.practice_words import EVIDENCE_STEPS, Labels, label, reader
from portal.components.languages import in_language
from portal.pages.routing import know_the_site

FACET_TITLES = {
    "country": gettext_lazy("Country"),
    "theme": gettext_lazy("Theme"),
    "target_group": gettext_lazy("Target group"),
    "evidence": gettext_lazy("Evidence"),
}
PER_PAGE = 20


@dataclass(frozen=True)
class Choice:
    """A facet's value as a link: where it leads, how many practices stand there."""

    label: str
    url: str
    count: int
    chosen: bool


def library(request: HttpRequest) -> dict[str, Any]:
    """One page of the library with its facets. Four queries, however many practices there are."""
    language = reader(request)
    know_the_site(request)
    labels = Label.objects.in_language(language)
    countries = {country.code: country for country in countries_in_order()}
    order = {"country": list(countries)} | {
        facet: list(labels.get(kind, ())) for facet, kind in shelves.KIND_OF_FACET.items()
    }
    entries = PracticePage.objects.entries(language)
    chosen = shelves.chosen_facets({name: request.GET.get(name, "") for name in shelves.FACETS})
    found = shelves.ordered(shelves.matching(entries, chosen), order)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    names = {"country": {code: country.name_in(language) for code, country in countries.items()}} | {
        facet: labels.get(kind, {}) for facet, kind in shelves.KIND_OF_FACET.items()
    }
    return {
        "total": len(entries),
        "found": len(found),
        "pages": page,
        "rows": [
            listed(practice, labels, language, request)
            for practice in PracticePage.objects.in_lists([entry.pk for entry in page.object_list], countries)
        ],
        "facets": _facets(entries, chosen, order, names),
        "chosen": chosen,
        "countries": [(country, country.name_in(language)) for country in countries.values() if country.code != HOME],
    }


def _facets(entries: Any, chosen: dict[str, str], order: Any, names: Any) -> list[tuple[str, Any, list[Choice]]]:
    found = []
    for facet, options in shelves.options(entries, chosen, order).items():
        choices = [
            Choice(
                label=names[facet].get(option.code, option.code),
                url=_address(chosen | {facet: option.code} if not option.chosen else _without(chosen, facet)),
                count=option.count,
                chosen=option.chosen,
            )
            for option in options
        ]
        found.append((facet, FACET_TITLES[facet], choices))
    return found


def _without(chosen: dict[str, str], facet: str) -> dict[str, str]:
    return {name: value for name, value in chosen.items() if name != facet}


def _address(chosen: dict[str, str]) -> str:
    return "?" + "&".join(f"{name}={chosen[name]}" for name in shelves.FACETS if name in chosen)


def listed(practice: PracticePage, labels: Labels, language: str, request: HttpRequest) -> dict[str, Any]:
    """A practice as a row of a list."""
    return {
        "page": practice,
        "url": practice.get_url(request),
        "title": practice.title_in(language),
        "summary": practice.summary_in(language),
        "country": practice.country.name_in(language),
        "original": practice.locale.language_code,
        "theme": label(labels, "themes", practice.theme),
        "evidence": label(labels, "evidence_levels", practice.evidence_level),
        "step": EVIDENCE_STEPS.get(practice.evidence_level, 0),
    }


def country(request: HttpRequest, code: str) -> dict[str, Any] | None:
    """What a country does, by theme, and its policy in figures, one chart an edition; none for an unknown country."""
    language = reader(request)
    know_the_site(request)
    countries = {found.code: found for found in with_codes(codes=[code, HOME])}
    if code not in countries:
        return None
    chosen = countries[code]
    labels = Label.objects.in_language(language)
    practices = {page.pk: page for page in PracticePage.objects.of_country(chosen)}
    entries = [practice.entry(language) for practice in practices.values()]
    order = {"theme": list(labels.get("themes", ()))}
    return {
        "country": chosen,
        "name": chosen.name_in(language),
        "rows": [listed(practices[entry.pk], labels, language, request) for entry in shelves.ordered(entries, order)],
        "language_name": in_language(chosen.language),
        "charts": charts(chosen, countries.get(HOME), editions(), language),
    }
