"""The device's interface: one answer a request, never lost, never twice, never over another."""

import json
import re
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.protection.cases import case_view, open_record
from portal.requests import StaffRequest
from skills_audit.answers import AuditClosed, OperationReused, Stale
from skills_audit.instrument.contents import Misfit
from skills_audit.instrument.publishing import instrument_of
from skills_audit.models import Audit, Client, ConflictCopy
from skills_audit.querysets import client_of_audit, with_instrument
from skills_audit.talk.answering import keep_answer
from skills_audit.talk.drafts import draft_key
from skills_audit.views.talk import PLACE

LARGEST = 64 * 1024
NO_ENTRY = "-"
QUOTED = re.compile(r'"(\d{1,9})"\Z')


class Unreadable(ValueError):
    """The request cannot be understood; `error` names what is wrong with it."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


@require_http_methods(["PUT"])
@case_view
def answer(request: StaffRequest, audit_id: UUID, item: str, entry: str) -> JsonResponse:
    """PUT one answer. 201 first, 200 later: `id`, `version`, `digest`, `saved_at`. 412: the server's version and the
    conflict copy. 409: the talk is closed. 404 also for a foreign audit. 413 and 422: nothing was stored."""
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return JsonResponse({"error": "too_large", "largest": LARGEST}, status=413)
    try:
        expected = _expected(request)
        content, operation, position = _read(request)
    except Unreadable as problem:
        return JsonResponse({"error": problem.error}, status=422)
    audit = _audit(audit_id)
    instrument = instrument_of(audit.instrument_id, audit.digest)  # type: ignore[attr-defined]
    try:
        saved = keep_answer(
            audit=audit, instrument=instrument, item=item, entry="" if entry == NO_ENTRY else entry, content=content,
            expected=expected, operation=operation, by=request.user, position=position,
        )  # fmt: skip
    except Misfit as misfit:
        return JsonResponse({"error": "misfit", "problems": misfit.problems}, status=422)
    except OperationReused:
        return JsonResponse({"error": "operation_reused"}, status=422)
    except AuditClosed:
        return JsonResponse({"error": "closed", "state": audit.state}, status=409)
    if isinstance(saved, Stale):
        return JsonResponse(
            {"error": "stale", "id": str(saved.id), "version": saved.version, "content": saved.content,
             "conflict": str(saved.conflict), "settled": is_settled(saved.conflict)},
            status=412, headers={"ETag": f'"{saved.version}"'},
        )  # fmt: skip
    return JsonResponse(
        {"id": str(saved.id), "version": saved.version, "digest": saved.digest, "item": item,
         "saved_at": saved.saved_at.isoformat(), "repeated": saved.repeated},
        status=201 if saved.version == 1 and not saved.repeated else 200,
        headers={"ETag": f'"{saved.version}"'},
    )  # fmt: skip


def is_settled(conflict: UUID) -> bool:
    """Has a person chosen already? Then the device may forget its copy."""
    return bool(ConflictCopy.objects.filter(pk=conflict, settled_at__isnull=False).exists())


def _expected(request: HttpRequest) -> int:
    """The version the device knows: `If-None-Match: *` for none, else `If-Match: "n"`."""
    if request.headers.get("If-None-Match", "").strip() == "*":
        return 0
    found = QUOTED.match(request.headers.get("If-Match", "").strip())
    if not found:
        raise Unreadable("precondition")
    return int(found[1])


def _read(request: HttpRequest) -> tuple[dict[str, Any], UUID, str | None]:
    try:
        body = json.loads(request.body, parse_constant=_refuse)
        operation = UUID(body["operation"])
        content, position = body["content"], body.get("position")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Unreadable("unreadable") from None
    if not isinstance(content, dict) or not (position is None or (isinstance(position, str) and PLACE.match(position))):
        raise Unreadable("unreadable")
    return content, operation, position


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _audit(audit_id: UUID) -> Audit:
    rows = with_instrument(Audit.objects.filter(pk=audit_id)).select_for_update(no_key=True, of=("self",))
    found: Audit | None = rows.first()
    if found is None:
        # Not there, or not yours: the second is written into the access log.
        client = client_of_audit(audit_id)
        open_record(Client.objects.filter(pk=client or audit_id), client=client or audit_id)
        raise AssertionError("a client who can be opened has audits that can be seen")
    return found


@require_safe
def signed_in(request: StaffRequest) -> HttpResponse:
    """204 for who is signed in: a page asks before it sends what was typed, and keeps it otherwise."""
    return HttpResponse(status=204)


@require_POST
def draft_key_view(request: StaffRequest) -> JsonResponse:
    """The key that wraps this person's drafts on this device; only a signed-in session gets it."""
    given = draft_key(
        user=request.user,
        device=request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""),
        key_id=request.POST.get("key", ""),
    )
    if given is None:
        return JsonResponse({"error": "unknown_key"}, status=422)
    response = JsonResponse({"key": given.key, "key_id": given.key_id, "error": ""})
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME, given.device, max_age=400 * 24 * 3600, httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Strict",
    )  # fmt: skip
    return response
