"""The screens beside the pages: briefing, hand-outs, countries, "read and understood"."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page

from guidelines import briefings, comparing, library_views, printing
from guidelines.actions import confirm_reading
from guidelines.links import guidelines_url
from guidelines.models import CultureGuidePage, GuidelinePage, Handout, guide_named
from guidelines.models.handout import beside
from portal.components.languages import OWN_NAMES
from portal.components.toasts import done
from portal.pages.routing import know_the_site
from portal.requests import StaffRequest


def briefing(request: StaffRequest) -> HttpResponse:
    """Three choices, one page."""
    made = _made(request)
    know_the_site(request)
    language = request.interface_language
    context: dict[str, Any] = {
        "briefing": made,
        "sheet": made.sheet,
        "sections": [(section, made.headings[section.key]) for section in made.sheet.sections],
        "today": timezone.localdate(),
        "guide": briefings.guide_of(made.sheet, language),
        "handouts": [(handout, _language_name(handout.language)) for handout in briefings.handouts_of(made.sheet)],
        "crumbs": [(_("Guidelines"), guidelines_url(language))],
    }
    return render(request, "guidelines/briefing.html", context)


def briefing_pdf(request: StaffRequest) -> HttpResponse:
    """The same sheet as tagged PDF on A5."""
    made = _made(request)
    guide = briefings.guide_of(made.sheet, request.interface_language)
    document = printing.briefing(made, guide, request.interface_language)
    return _pdf(document, f"briefing-{'-'.join(choice.value for choice in made.choices)}")


def briefing_pocket(request: StaffRequest) -> HttpResponse:
    """Every sheet on one page, which the browser keeps for where there is no network; without anything personal."""
    made = _made(request)
    language = request.interface_language
    context = {
        "language": language,
        "choices": made.choices,
        "pocket": briefings.in_the_pocket(language),
        "today": timezone.localdate(),
    }
    return HttpResponse(render_to_string("guidelines/pocket.html", context))


def briefing_worker(request: StaffRequest) -> HttpResponse:
    """The script that keeps the briefing on the device. Its address is its reach: nothing but the briefing."""
    words = render_to_string("guidelines/worker.js", {"language": request.interface_language})
    return HttpResponse(words, content_type="text/javascript")


def handout(request: StaffRequest, key: str, code: str) -> HttpResponse:
    """A client's sheet, to show on the screen or print."""
    sheet = get_object_or_404(Handout, key=key, language=code)
    know_the_site(request)
    guide = guide_named(key, request.interface_language)
    context = {
        "sheet": sheet,
        "name": _language_name(code),
        "tabs": [
            {
                "label": _language_name(other.language),
                "url": f"../{other.language}/",
                "current": other.pk == sheet.pk,
                "count": None,
            }
            for other in beside(key=key)
        ],
        "guide": guide,
        "crumbs": [(_("Guidelines"), guidelines_url(request.interface_language))]
        + ([(guide.title, guide.get_url(request))] if guide else []),
    }
    return render(request, "guidelines/handout.html", context)


def handout_pdf(request: StaffRequest, key: str, code: str) -> HttpResponse:
    """The client's sheet as tagged PDF on A5."""
    sheet = get_object_or_404(Handout, key=key, language=code)
    return _pdf(printing.handout(sheet), f"handout-{key}-{code}")


def library(request: StaffRequest) -> HttpResponse:
    """All practices, whatever language they are written in, by country, theme, group and evidence."""
    return render(request, "guidelines/library.html", library_views.library(request))


def country(request: StaffRequest, code: str) -> HttpResponse:
    """What a country does, by theme, with its policy in figures."""
    shown = library_views.country(request, code.upper())
    if shown is None:
        raise Http404
    crumbs = [(_("Practices"), reverse("guidelines:library"))]
    return render(request, "guidelines/country.html", shown | {"crumbs": crumbs})


def compare(request: StaffRequest) -> HttpResponse:
    """Up to four practices side by side."""
    crumbs = [(_("Practices"), reverse("guidelines:library"))]
    return render(request, "guidelines/compare.html", comparing.compare(request) | {"crumbs": crumbs})


@require_POST
def read(request: StaffRequest, page_id: int) -> HttpResponse:
    """ "Read and understood"; twice counts once."""
    page = get_object_or_404(Page.objects.live(), pk=page_id).specific
    if not isinstance(page, CultureGuidePage | GuidelinePage):
        raise Http404
    confirm_reading(page=page, by=request.user, language=page.locale.language_code)
    done(request, _("Noted: you have read “{title}”.").format(title=page.title))
    return redirect(page.get_url(request) or "home")


def _made(request: StaffRequest) -> briefings.Briefing:
    try:
        return briefings.briefing(request.GET.dict(), request.interface_language)
    except briefings.NoBriefing as error:
        raise Http404 from error


def _pdf(document: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(document, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def _language_name(code: str) -> str:
    names = OWN_NAMES | {"ar": "العربية", "uk": "Українська", "ru": "Русский", "vi": "Tiếng Việt", "fa": "دری"}
    return names.get(code, code)
