"""The living style guide."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with its states; for editors, and for everyone in the demo."""
    if not (settings.DEMO or request.user.is_staff):
        raise Http404
    return render(request, "styleguide.html")
