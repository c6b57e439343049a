"""The social worker's review: what waits, read, marked as reviewed with a note."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.protection.cases import case_view
from portal.protection.trail import record
from portal.requests import StaffRequest
from skills_audit.models import Audit
from skills_audit.profiles import finished_audits, open_result
from skills_audit.result_forms import ReviewForm
from skills_audit.results import NotAReviewer, review_audit
from skills_audit.views.profile_context import readiness_words

ON_A_PAGE = 25


@case_view
def reviews(request: StaffRequest) -> HttpResponse:
    """Finished audits of the own cases and the team that nobody has reviewed, the oldest first. A look at them is one
    at their clients, and is logged."""
    waiting = finished_audits().filter(state=Audit.State.FINISHED).order_by("finished_at")
    page = Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page"))
    audits = list(page.object_list)
    record("list", record=f"reviews:{request.user.pk}", detail={"cases": len(audits)})
    return render(request, "skills_audit/reviews.html", {"page": page, "audits": audits})


@case_view
def review(request: StaffRequest, client_id: UUID, audit_id: UUID) -> HttpResponse:
    """One audit before the social worker: its result in short, the note, the mark."""
    result = open_result(client_id, audit_id, what="review")
    made = result.profile(request.interface_language)
    if made is None:
        return redirect("skills_audit:profile", client_id, audit_id)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            review_audit(audit=result.audit, note=form.cleaned_data["note"], by=request.user)
        except NotAReviewer:
            messages.error(request, _("A social worker reviews audits."))
        else:
            messages.success(request, _("The audit is marked as reviewed."))
        return redirect("skills_audit:profile", client_id, audit_id)
    context = {"form": form, **readiness_words(result, made)}
    return render(request, "skills_audit/review.html", context, status=422 if form.errors else 200)
