"""What the pages of the practice library show, in the reader's language."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidelines import library as shelves
from portal.components.dates import shown
from portal.components.languages import in_language
from portal.pages.routing import know_the_site
from portal.prepared import Prepared

if TYPE_CHECKING:
    from guidelines.models import Country, MipexEdition, PracticePage

SECTIONS = ("context", "objectives", "activities", "results", "evaluation")
SECTION_TITLES = {
    "context": gettext_lazy("Context"),
    "objectives": gettext_lazy("Objectives"),
    "activities": gettext_lazy("What is done"),
    "results": gettext_lazy("Results"),
    "evaluation": gettext_lazy("Evaluation"),
}
FIELD_TITLES = SECTION_TITLES | {
    "target_groups": gettext_lazy("target groups"),
    "legal_statuses": gettext_lazy("legal status"),
    "ages": gettext_lazy("ages"),
    "provider": gettext_lazy("who does it"),
    "scale": gettext_lazy("scale"),
    "cost_band": gettext_lazy("cost"),
    "funding": gettext_lazy("funding"),
    "started": gettext_lazy("beginning"),
    "contact": gettext_lazy("contact"),
    "sources": gettext_lazy("sources"),
    "verified": gettext_lazy("check against the sources"),
}
FACET_TITLES = {
    "country": gettext_lazy("Country"),
    "theme": gettext_lazy("Theme"),
    "target_group": gettext_lazy("Target group"),
    "evidence": gettext_lazy("Evidence"),
}
KIND_OF_FACET = {"theme": "themes", "target_group": "target_groups", "evidence": "evidence_levels"}
EVIDENCE_STEPS = {"randomised": 5, "quasi_experimental": 4, "monitoring": 3, "self_reported": 2, "description": 1}
PRECONDITIONS = ("law", "money", "staff", "volume")
PER_PAGE = 20
HOME = "LV"
GROUPS_OF_DIGITS = re.compile(r"(?<=\d) (?=(?:\d{3}\b|%))")
Labels = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Choice:
    """A facet's value as a link: where it leads, how many practices stand there."""

    label: str
    url: str
    count: int
    chosen: bool


def model(name: str) -> Any:
    """A model of this app; models show their pages through this module, so it cannot import them."""
    return apps.get_model("guidelines", name)


_countries = Prepared(lambda: model("Country").objects.all())
_home = Prepared(lambda: model("Country").objects.filter(code=HOME))
_editions = Prepared(lambda: model("MipexEdition").objects.all())


def reader(request: HttpRequest) -> str:
    """The language of the reader's interface."""
    return str(getattr(request, "interface_language", "lv"))


def library(request: HttpRequest) -> dict[str, Any]:
    """One page of the library with its facets. Four queries, however many practices there are."""
    language = reader(request)
    know_the_site(request)
    labels: Labels = model("Label").objects.in_language(language)
    countries = {country.code: country for country in _countries()}
    order = {"country": list(countries)} | {facet: list(labels.get(kind, ())) for facet, kind in KIND_OF_FACET.items()}
    entries = model("PracticePage").objects.entries(language)
    chosen = shelves.chosen_facets({name: request.GET.get(name, "") for name in shelves.FACETS})
    found = shelves.ordered(shelves.matching(entries, chosen), order)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    names = {"country": {code: country.name_in(language) for code, country in countries.items()}} | {
        facet: labels.get(kind, {}) for facet, kind in KIND_OF_FACET.items()
    }
    return {
        "total": len(entries),
        "found": len(found),
        "pages": page,
        "rows": [
            listed(practice, labels, language, request)
            for practice in model("PracticePage").objects.in_lists([entry.pk for entry in page.object_list])
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


def listed(practice: "PracticePage", labels: Labels, language: str, request: HttpRequest) -> dict[str, Any]:
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


def label(labels: Labels, kind: str, code: str) -> str:
    """What a code is called, or the code itself where nobody named it."""
    return labels.get(kind, {}).get(code, code)


def country(request: HttpRequest, code: str) -> dict[str, Any] | None:
    """What a country does, by theme, and its policy in figures, one chart an edition; none for an unknown country."""
    language = reader(request)
    know_the_site(request)
    countries = model("Country").objects.in_bulk([code, HOME])
    if code not in countries:
        return None
    chosen = countries[code]
    labels: Labels = model("Label").objects.in_language(language)
    practices = {page.pk: page for page in model("PracticePage").objects.of_country(code)}
    entries = [practice.entry(language) for practice in practices.values()]
    order = {"theme": list(labels.get("themes", ()))}
    return {
        "country": chosen,
        "name": chosen.name_in(language),
        "rows": [listed(practices[entry.pk], labels, language, request) for entry in shelves.ordered(entries, order)],
        "language_name": in_language(chosen.language),
        "charts": charts(chosen, countries.get(HOME), language),
    }


def charts(country: "Country", home: "Country | None", language: str) -> list[dict[str, Any]]:
    """A chart per edition that has a figure for this country; Latvia and the edition's mean stand beside it."""
    found = []
    for edition in _editions():
        own, latvian = score(country, edition.code), score(home, edition.code) if home else None
        if own is None:
            continue
        rows = [{"label": country.name_in(language), "value": own}]
        if edition.mean_score:
            rows.append({"label": edition.mean_labels.get(language, ""), "value": edition.mean_score})
        if home and latvian is not None and home.code != country.code:
            rows.append({"label": home.name_in(language), "value": latvian})
        found.append({"edition": edition, "caption": caption(edition, language), "rows": rows})
    return found


def caption(edition: "MipexEdition", language: str) -> str:
    """What a chart shows, with the edition and the years of the policies."""
    said = _("Integration policy overall: {edition}, policies of {years}, 0 – 100").format(
        edition=edition.labels.get(language, edition.code), years=edition.policies_of
    )
    return said.replace("0 – 100", "0\u00a0–\u00a0100")


def score(country: "Country", edition: str) -> int | None:
    """The overall score of a country in an edition, if one is at hand."""
    return next((row["overall"] for row in country.mipex if row["edition"] == edition), None)


def practice(page: "PracticePage", request: HttpRequest) -> dict[str, Any]:
    """Everything around the original text: facts, gaps, figures, what is needed here."""
    language = reader(request)
    labels: Labels = model("Label").objects.in_language(language)
    done = page.completeness()
    sections = page.sections or {}
    sources = {source.value["key"]: source.value for source in page.sources}
    figures = charts(page.country, _home.first(), language)
    return {
        "crumbs": [
            (_("Practices"), reverse("guidelines:library")),
            (page.country.name_in(language), reverse("guidelines:country", args=[page.country_id.lower()])),
        ],
        "own_title": page.title_in(language),
        "summary": unbroken(page.summary_in(language)),
        "reader": language,
        "original": page.country.language,
        "original_name": in_language(page.country.language),
        "country_name": page.country.name_in(language),
        "text": [(SECTION_TITLES[name], _both(sections.get(name), language)) for name in SECTIONS],
        "facts": _facts(page, labels, language),
        "evidence": label(labels, "evidence_levels", page.evidence_level),
        "step": EVIDENCE_STEPS.get(page.evidence_level, 0),
        "evaluation": _evaluation(page, language),
        "evaluation_source": sources.get((page.evaluation_facts or {}).get("source") or ""),
        "statements": [
            (row, unbroken(said(row, language)), [sources[key] for key in row.get("sources") or () if key in sources])
            for row in page.statements or ()
        ],
        "open_points": said(page.open_points, language) or [],
        "note": said(page.note, language),
        "completeness": done,
        "gaps": gaps(page),
        "preconditions": _preconditions(page, language),
        "chart": figures[0] if figures else None,
        "strand": label(labels, "mipex_strands", page.mipex_strand) if page.mipex_strand else "",
    }


def gaps(page: "PracticePage") -> list[str]:
    """What nobody has found out about a practice yet."""
    return [str(FIELD_TITLES[name]).lower() for name in page.completeness().gaps]


def _both(section: Any, language: str) -> dict[str, str] | None:
    if not section or not section.get("original"):
        return None
    own = section.get(language) or section.get("en") or ""
    return {"original": unbroken(section["original"]), "own": unbroken(own)}


def unbroken(text: str) -> str:
    """Groups of digits, and a number and its per cent sign, stay on one line."""
    return GROUPS_OF_DIGITS.sub("\u00a0", text)


def said(words: Any, language: str) -> Any:
    """The words in the reader's language, else in English, else the original ones."""
    if isinstance(words, dict):
        return words.get(language) or words.get("en") or words.get("original") or ""
    return words or ""


def _facts(page: "PracticePage", labels: Labels, language: str) -> list[tuple[Any, str]]:
    def named(kind: str, codes: list[str] | None) -> str:
        return ", ".join(label(labels, kind, code).lower() for code in codes or ())

    facts = page.facts or {}
    rows = [
        (_("Theme"), label(labels, "themes", page.theme)),
        (_("Area"), label(labels, "areas", page.area) if page.area else ""),
        (_("Target group"), named("target_groups", page.target_groups)),
        (_("Legal status"), named("legal_statuses", page.legal_statuses)),
        (_("Ages"), named("ages", page.ages)),
        (_("Who does it"), said(page.provider, language)),
        (_("State"), label(labels, "states", page.running)),
        (_("Began"), shown(page.started)),
        (_("Ended"), shown(page.ended)),
        (_("Scale"), said(facts.get("scale"), language)),
        (_("Cost"), label(labels, "cost_bands", facts["cost_band"]) if facts.get("cost_band") else ""),
        (_("Funding"), said(facts.get("funding"), language)),
    ]
    return [(term, value) for term, value in rows if value]


def _evaluation(page: "PracticePage", language: str) -> list[tuple[Any, str]]:
    titles = {
        "method": _("Method"),
        "sample": _("Sample"),
        "comparison": _("Compared with"),
        "limits": _("Limits"),
    }
    facts = page.evaluation_facts or {}
    return [(titles[name], str(said(facts[name], language))) for name in titles if facts.get(name)]


def _preconditions(page: "PracticePage", language: str) -> list[dict[str, Any]]:
    """What it takes, what the practice itself shows of it, and how it stands in Latvia: unknown until someone says."""
    titles = {"law": _("Law"), "money": _("Money"), "staff": _("Staff"), "volume": _("Enough people")}
    questions = {
        "law": _("Does a Latvian rule allow or ask for it?"),
        "money": _("Who would pay, and for how long?"),
        "staff": _("Who would do it, and with what training?"),
        "volume": _("How many people would it serve in a year?"),
    }
    facts = page.facts or {}
    shown = {
        "money": said(facts.get("funding"), language),
        "staff": said(page.provider, language),
        "volume": said(facts.get("scale"), language),
    }
    known = {row["key"]: row for row in page.preconditions or ()}
    return [
        {
            "title": titles[key],
            "there": shown.get(key, ""),
            "state": known.get(key, {}).get("state", "unknown"),
            "note": said(known.get(key, {}).get("note"), language) or questions[key],
        }
        for key in PRECONDITIONS
    ]
