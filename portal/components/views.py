"""The living style guide, and the way to the site's own texts."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from wagtail.models import Locale, Page

from portal.components import samples


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with its states; for editors, and for everyone in the demo."""
    if not (settings.DEMO or request.user.is_staff):
        raise Http404
    return render(request, "styleguide.html", samples.lists())


def site_text(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to a text named by its Latvian slug, in the reader's language where it exists."""
    page = Page.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE, slug=slug).first()
    if page is None:
        raise Http404
    locale = Locale.objects.filter(language_code=get_language()).first()
    translated = page.get_translation_or_none(locale) if locale else None
    chosen = translated if translated and translated.live else page
    return redirect(chosen.get_url(request) or "/")
