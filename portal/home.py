"""Home: what waits for this person, most urgent first, each thing with one action."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from portal.requests import StaffRequest
from portal.seams.waiting import waiting_for


def root(request: HttpRequest) -> HttpResponse:
    """`/` leads to home in the reader's language."""
    return redirect("home")


def sign_in(request: HttpRequest) -> HttpResponse:
    """The admins' sign-in addresses lead to the portal's own."""
    target = request.GET.get("next", "/admin/")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return redirect_to_login(target if safe else "/admin/")


def home(request: StaffRequest) -> HttpResponse:
    """The reader's home."""
    return render(request, "home.html", {"items": waiting_for(request.user)})
