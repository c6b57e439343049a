"""The access log for who answers for a team, and the access matrix for administrators."""

from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from portal.accounts.models import Role
from portal.protection.access_log import entries_for, narrowed, shown
from portal.protection.cases import case_view
from portal.protection.forms import LogFilter
from portal.protection.matrix import PARTS, access_matrix
from portal.protection.trail import record
from portal.requests import StaffRequest
from portal.seams.access import ROLES, SENIOR_SOCIAL_WORKER

PAGE = 100


@case_view
def access_log(request: StaffRequest) -> HttpResponse:
    """Who looked at what, refusals marked; reading it is an entry as well."""
    supervises = request.user.has_role(SENIOR_SOCIAL_WORKER)
    form = LogFilter(request.GET or None, reader=request.user, supervises=supervises)
    chosen = form.chosen() if form.is_bound else {}
    page = Paginator(narrowed(entries_for(request.user), **chosen), PAGE).get_page(request.GET.get("page"))
    lines = shown(list(page.object_list))
    record("view", record="log", detail={"page": page.number, "filters": sorted(chosen)})
    context = {"page": page, "lines": lines, "form": form, "supervises": supervises, "chosen": chosen}
    return render(request, "protection/access_log.html", context)


def matrix(request: StaffRequest) -> HttpResponse:
    """Every route with its methods and what each role may do there, part by part."""
    names = {role.key: str(role) for role in Role.objects.all()}
    parts = [
        (part, str(PARTS.get(part, part)), [(line, [line.reach[role] for role in ROLES]) for line in lines])
        for part, lines in groupby(sorted(access_matrix(), key=lambda line: line.part), key=lambda line: line.part)
    ]
    context = {
        "parts": sorted(parts, key=lambda part: part[0] == "/"),
        "roles": [names.get(role, role) for role in ROLES],
        "chosen": request.GET.get("part", "audit"),
    }
    return render(request, "protection/matrix.html", context)
