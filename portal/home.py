"""Home: what waits for this person, most urgent first, each thing with one action."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.seams.waiting import waiting_for


def root(request: HttpRequest) -> HttpResponse:
    """`/` leads to home in the reader's language."""
    return redirect("home")


def home(request: HttpRequest) -> HttpResponse:
    """The reader's home."""
    return render(request, "home.html", {"items": waiting_for(request.user)})
