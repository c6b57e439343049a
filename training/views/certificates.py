"""The certificate on screen and on paper, and the page where a stranger checks it."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.components.toasts import done
from portal.documents import qr
from portal.documents.typesetting import compile
from portal.prepared import Prepared
from portal.requests import StaffRequest
from training import scheduling
from training.actions import certificates
from training.certificate_words import printed, said_on
from training.models import Certificate


def _own(request: StaffRequest, code: str) -> Certificate:
    found = _owned(code=code.upper(), user=request.user.pk)
    if found is None:
        raise Http404
    return found


# With what says whether it was made void.
_owned: Callable[..., Certificate | None] = Prepared(
    lambda code, user: Certificate.objects.filter(code=code, user=user).select_related("fulfilment__correction"),
    code=str,
    user=int,
).first


def _check_address(request: HttpRequest, certificate: Certificate) -> str:
    return request.build_absolute_uri(reverse("training:check_certificate", args=[certificate.code]))


def certificate(request: StaffRequest, code: str) -> HttpResponse:
    """One would hang it up."""
    found = _own(request, code)
    side, strokes = qr.path(_check_address(request, found))
    return render(
        request,
        "training/certificate.html",
        {
            "certificate": found,
            "says": said_on(found, request.interface_language),
            "other": said_on(found, "en" if request.interface_language == "lv" else "lv"),
            "qr_side": side,
            "qr_path": strokes,
            "validity": _validity(found),
            "check_url": _check_address(request, found),
        },
    )


def certificate_pdf(request: StaffRequest, code: str) -> HttpResponse:
    """The certificate as PDF/UA; a void one is not printed, for paper does not say it."""
    found = _own(request, code)
    if _validity(found) == "void":
        return redirect("training:certificate", found.code)
    document = compile("certificate", printed(found, request.interface_language, _check_address(request, found)))
    answer = HttpResponse(document, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.code}.pdf"'
    return answer


@require_POST
def choose_what_shows(request: StaffRequest, code: str) -> HttpResponse:
    """What strangers see on the check page."""
    found = _own(request, code)
    certificates.choose_what_it_shows(
        certificate=found,
        by=request.user,
        name="name" in request.POST,
        result="result" in request.POST,
        competences="competences" in request.POST,
    )
    done(request, _("Kept. The check page shows what you chose."))
    return redirect("training:certificate", found.code)


def check_certificate(request: HttpRequest, code: str) -> HttpResponse:
    """For anyone who holds the paper: is it real, and does it hold? Nothing but what the holder allows."""
    found = Certificate.objects.filter(code=code.upper()).select_related("fulfilment__correction").first()
    if found is None:
        return render(request, "training/check_unknown.html", {"code": code[:20]}, status=404)
    language = getattr(request, "interface_language", "lv")
    if not isinstance(language, str):
        raise Http404
    context = {
        "certificate": found,
        "says": said_on(found, language),
        "validity": _validity(found),
        "today": timezone.localdate(),
    }
    return render(request, "training/check.html", context)


def _validity(found: Certificate) -> str:
    """valid, expiring, expired or void."""
    if hasattr(found.fulfilment, "correction"):
        return "void"
    return scheduling.validity(fulfilled=found.issued_on, until=found.valid_until, today=timezone.localdate())
