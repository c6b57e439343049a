"""What a practice says on its page and in lists, in the reader's language; `page` is a `PracticePage`."""

import re
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.components.dates import shown
from portal.components.languages import in_language

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
EVIDENCE_STEPS = {"randomised": 5, "quasi_experimental": 4, "monitoring": 3, "self_reported": 2, "description": 1}
PRECONDITIONS = ("law", "money", "staff", "volume")
GROUPS_OF_DIGITS = re.compile(r"(?<=\d) (?=(?:\d{3}\b|%))")
Labels = dict[str, dict[str, str]]


def reader(request: HttpRequest) -> str:
    """The language of the reader's interface."""
    return str(getattr(request, "interface_language", "lv"))


def label(labels: Labels, kind: str, code: str) -> str:
    """What a code is called, or the code itself where nobody named it."""
    return labels.get(kind, {}).get(code, code)


def practice(page: Any, labels: Labels, language: str) -> dict[str, Any]:
    """Everything around the original text: facts, gaps, what is needed here."""
    done = page.completeness()
    sections = page.sections or {}
    sources = {source.value["key"]: source.value for source in page.sources}
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
        "strand": label(labels, "mipex_strands", page.mipex_strand) if page.mipex_strand else "",
    }


def gaps(page: Any) -> list[str]:
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


def _facts(page: Any, labels: Labels, language: str) -> list[tuple[Any, str]]:
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


def _evaluation(page: Any, language: str) -> list[tuple[Any, str]]:
    titles = {
        "method": _("Method"),
        "sample": _("Sample"),
        "comparison": _("Compared with"),
        "limits": _("Limits"),
    }
    facts = page.evaluation_facts or {}
    return [(titles[name], str(said(facts[name], language))) for name in titles if facts.get(name)]


def _preconditions(page: Any, language: str) -> list[dict[str, Any]]:
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
