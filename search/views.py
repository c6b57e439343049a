"""Screens of search: the page, suggestions while typing, and the same answer as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.requests import StaffRequest
from search import actions, asking, labels, results
from search.asking import PAGE_SIZE, Asking
from search.engines.base import Scope
from search.languages import CODES
from search.pipeline import Answer, Request, run
from search.querysets import PORTAL, audience_of
from search.suggesting import suggestions

MOST_SUGGESTIONS = 6


@require_safe
def search(request: StaffRequest) -> HttpResponse:
    """The search page; works without a script."""
    asked = asking.read(request.GET)
    context: dict[str, Any] = {"asking": asked, "chosen": asking.chosen(asked), "examples": _examples()}
    if asked.text:
        context |= _answered(request, asked)
    return render(request, "search/search.html", context)


def _examples() -> list[str]:
    """Questions to begin with, in the reader's language."""
    return [_("housing for refugees"), _("language course"), _("skills assessment"), _("unaccompanied minors")]


def _answered(request: StaffRequest, asked: Asking) -> dict[str, Any]:
    answer = _run(request, asked)
    page = _page(answer, asked)
    shown = _shown(request, answer, page)
    if asked.page == 1:
        _log(asked, answer, request.interface_language)
    return {
        "answer": answer,
        "page": page,
        "results": shown,
        "facets": asking.facets(asked, answer.counts),
        "languages": len(answer.counts.get("language", {})) if not asked.selected.get("language") else 0,
        "literal_address": Asking(text=asked.text, selected=asked.selected, literal=True).address,
        "corrected_address": asked.about(answer.corrected).address if answer.corrected else "",
        "help": _help(request, asked, answer) if not shown else None,
    }


def _run(request: StaffRequest, asked: Asking) -> Answer:
    return run(
        Request(
            text=asked.text,
            reader_language=request.interface_language,
            audience=audience_of(request.user),
            selected=asked.selected,
            languages=asking.target_languages(asked),
            literal=asked.literal,
        )
    )


def _page(answer: Answer, asked: Asking) -> Page:
    return Paginator(answer.keys, PAGE_SIZE).get_page(asked.page)


def _shown(request: StaffRequest, answer: Answer, page: Page) -> list[results.Result]:
    keys: Sequence[str] = list(page.object_list)
    if not keys:
        return []
    return results.show(answer, keys, request.interface_language, audience_of(request.user), PORTAL)


@dataclass(frozen=True)
class Help:
    """What to try when nothing was found. `without_filters`: how many there are without the filters."""

    unknown: tuple[str, ...]
    without_filters: int
    all_address: str
    concepts: list[tuple[str, str]]


def _help(request: StaffRequest, asked: Asking, answer: Answer) -> Help:
    """Only computed for an empty page: filters that hide everything, broader and related concepts."""
    without = _run(request, asked.without_filters()).total if any(asked.selected.values()) else 0
    base = answer.terms.base.concepts
    near = dict.fromkeys(
        key
        for concept in answer.understood.concepts
        if concept in base
        for key in (*base[concept].broader, *base[concept].related)
        if key in base
    )
    names = [base[key].label(request.interface_language) for key in near]
    return Help(
        unknown=answer.unknown,
        without_filters=without,
        all_address=asked.without_filters().address,
        concepts=[(name, asked.without_filters().about(name).address) for name in names[:5]],
    )


def _log(asked: Asking, answer: Answer, language: str) -> None:
    """What was asked, without who asked."""
    actions.note_question(
        day=timezone.localdate(),
        text=asked.text.casefold(),
        language=language,
        results=answer.total,
        languages=dict(answer.counts.get("language", {})),
        concepts=list(answer.understood.concepts)[:10],
        engine=answer.engine,
        milliseconds=round(answer.seconds * 1000),
    )


@require_safe
def suggestions_view(request: StaffRequest) -> JsonResponse:
    """Titles and concepts that go on like what was typed: `{"suggestions": [{"text", "url", "kind"}]}`."""
    asked = asking.read(request.GET)
    found = suggestions(asked.text, _scope(request), MOST_SUGGESTIONS) if len(asked.text) >= 2 else []
    return JsonResponse({"suggestions": [asdict(suggestion) for suggestion in found]})


def _scope(request: StaffRequest) -> Scope:
    return Scope(
        collection=PORTAL,
        audience=audience_of(request.user),
        languages=CODES,
        reading=request.interface_language,
    )


@require_safe
def api(request: StaffRequest) -> JsonResponse:
    """The page's answer as JSON, described by `openapi.json`; same parameters, same permissions."""
    asked = asking.read(request.GET)
    if not asked.text:
        return JsonResponse({"error": "Say what to look for: q."}, status=400)
    started = perf_counter()
    answer = _run(request, asked)
    page = _page(answer, asked)
    return JsonResponse(
        {
            "query": asked.text,
            "corrected": answer.corrected or None,
            "language": answer.understood.language,
            "concepts": list(answer.understood.concepts),
            "total": answer.total,
            "page": page.number,
            "pages": page.paginator.num_pages,
            "engine": answer.engine,
            "degraded": answer.degraded,
            "results": [_as_json(result) for result in _shown(request, answer, page)],
            "facets": {
                facet: [
                    {"value": value, "label": labels.value(facet, value), "count": number}
                    for value, number in counted.items()
                ]
                for facet, counted in answer.counts.items()
                if counted
            },
            "milliseconds": round((perf_counter() - started) * 1000, 1),
        }
    )


def _as_json(result: results.Result) -> dict[str, Any]:
    return {
        "key": result.key,
        "url": result.url,
        "title": "".join(piece.text for piece in result.title),
        "own_title": result.own_title or None,
        "language": result.language,
        "country": result.country_code or None,
        "kind": result.kind,
        "passage": "".join(piece.text for piece in result.pieces),
        "why": [asdict(reason) for reason in result.reasons],
        "by_meaning": result.by_meaning,
    }
