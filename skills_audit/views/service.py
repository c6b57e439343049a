"""The service of a client: its stage and dates, its end and what stays of the case, and going on after all."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.protection.cases import case_view
from portal.protection.retention import RULES
from portal.requests import StaffRequest
from skills_audit.actions import ServiceEnded
from skills_audit.forms import EndForm, ServiceForm
from skills_audit.models import Audit, Client
from skills_audit.querysets import clock_of, people_of
from skills_audit.service import change_service, end_service, go_on_with_service
from skills_audit.views.case import may_end, open_client


@case_view
def service(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """Stage, language, status and leave, as they are now."""
    client = open_client(client_id)
    stands = {name: getattr(client, name) for name in ("stage", "status_on", "language", "on_leave_until")}
    form = ServiceForm(request.POST or None, client=client, initial=stands)
    if request.method == "POST" and form.is_valid():
        change_service(client=client, **form.cleaned_data, by=request.user)
        messages.success(request, _("The data of the service are saved."))
        return redirect("skills_audit:case", client_id)
    context = {"client": client, "form": form}
    return render(request, "skills_audit/service.html", context, status=422 if form.errors else 200)


def open_to_end(request: StaffRequest, client_id: UUID) -> Client:
    """The client, for those who may end the service."""
    client = open_client(client_id)
    if not may_end(request.user, people_of(client.pk)):
        raise PermissionDenied
    return client


@case_view
def end(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """End the service: first what then happens is read, then it is done."""
    client = open_to_end(request, client_id)
    form = EndForm(request.POST or None, client=client, initial={"because": likely_reason(client)})
    if request.method == "POST" and form.is_valid():
        try:
            end_service(client=client, **form.cleaned_data, by=request.user)
        except ServiceEnded:
            messages.info(request, _("The service had ended already."))
        else:
            messages.success(request, _("The service has ended. The case stands among those that are over."))
        return redirect("skills_audit:case", client_id)
    if client.ended_on is not None:
        return redirect("skills_audit:case", client_id)
    keeps = RULES["client_record"].keeps
    context = {
        "client": client,
        "form": form,
        "runs": Audit.objects.filter(client=client, state__in=Audit.OPEN).exists(),
        "keeps_days": keeps.days if keeps else 0,
    }
    return render(request, "skills_audit/service_end.html", context, status=422 if form.errors else 200)


def likely_reason(client: Client) -> str:
    """What the clock says of the service; nothing where it says nothing."""
    clock = clock_of(client, timezone.localdate())
    return str(Client.Ending.TIME) if clock is not None and clock.over else ""


@require_POST
@case_view
def again(request: StaffRequest, client_id: UUID) -> HttpResponse:
    """Take the end of the service back."""
    client = open_to_end(request, client_id)
    go_on_with_service(client=client, by=request.user)
    messages.success(request, _("The service goes on. The case stands in the caseload again."))
    return redirect("skills_audit:case", client_id)
