"""Opening a client in a view: the actor is named, the view is logged, a foreign case is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils import timezone

from portal.protection.actor import Actor, acting, current_actor
from portal.protection.caseload import visible_subjects
from portal.protection.models import DataKey
from portal.protection.trail import record, record_apart
from portal.seams.access import SENIOR_SOCIAL_WORKER

M = TypeVar("M", bound=models.Model)
OPENED = "opened_cases"


class ForeignCase(Exception):
    """The client exists but is not in the actor's caseload."""

    def __init__(self, subject: UUID) -> None:
        super().__init__(str(subject))
        self.subject = subject


def case_view(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Runs a view as its person, in one transaction with its log entries.

    A `ForeignCase` raised inside becomes 404 and an entry `denied` of its own, which stays although the view's
    transaction is rolled back. The view renders before it returns: nothing of a client may be read afterwards.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        opened, reason = _opened(request, kwargs.get("client_id"))
        try:
            with acting(request.user, opened=opened, reason=reason):
                return _whole(view(request, *args, **kwargs))
        except ForeignCase as foreign:
            route = request.resolver_match.view_name if request.resolver_match else ""
            record_apart("denied", subject=foreign.subject, record=f"route:{route}", actor_id=request.user.pk)
            if request.headers.get("Accept", "").startswith("application/json"):
                return JsonResponse({"error": "not_found"}, status=404)
            raise Http404 from None

    return guarded


def _whole(answer: HttpResponseBase) -> HttpResponseBase:
    """Written out while the person still acts; a stream would be read after the transaction, and find nothing."""
    if answer.streaming:
        raise TypeError("a view of client records returns its answer whole")
    if isinstance(answer, SimpleTemplateResponse):
        answer.render()
    return answer


def open_record(rows: "models.QuerySet[M]", *, client: UUID, action: str = "view", what: str = "client") -> M:
    """The one row of `rows` for this client, with its log entry; `ForeignCase` when the client is another's, else 404.

    `rows` comes from a guarded manager and is already filtered to the wanted row. A row that the own case does not
    have (a mistyped or outdated address) is only not there: the log of refusals holds refusals.
    """
    return opened_record(rows.first(), client=client, action=action, what=what)


def opened_record[R: models.Model](found: R | None, *, client: UUID, action: str = "view", what: str = "client") -> R:
    """The same for a row that was looked up already, by a guarded manager or `PreparedRecords`."""
    if found is None:
        # The row of the data key says that the client exists, without reading anything of the client.
        if not _is_own(current_actor(), client) and DataKey.objects.filter(subject=client).exists():
            raise ForeignCase(client)
        raise Http404
    record(action, subject=client, record=f"{what}:{found.pk}")
    return found


def _is_own(actor: Actor | None, client: UUID) -> bool:
    if actor is None or actor.user_id is None:
        return False
    supervises = SENIOR_SOCIAL_WORKER in actor.role_keys
    return actor.opened == client or visible_subjects(actor.user_id, supervises).filter(subject=client).exists()


def open_with_reason(request: HttpRequest, client: UUID, reason: str, minutes: int = 30) -> None:
    """Remember in the session that this client is opened outside the caseload, why, and for how long."""
    cases = request.session.get(OPENED, {})
    cases[str(client)] = {"reason": reason, "until": timezone.now().timestamp() + minutes * 60}
    request.session[OPENED] = cases


def _opened(request: HttpRequest, client: UUID | None) -> tuple[UUID | None, str]:
    case = request.session.get(OPENED, {}).get(str(client)) if client else None
    if case and case["until"] > timezone.now().timestamp():
        return client, str(case["reason"])
    return None, ""
