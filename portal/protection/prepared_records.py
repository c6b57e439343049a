"""SQL of client records made once, with the guard inside it: a page of a case spends more on writing SQL than on it.

    answers = PreparedRecords(lambda audit: Answer.objects.filter(audit_id=audit), audit=UUID)
    answers(audit=audit.pk)

The guard is the managers' own (`portal.protection.caseload`): it is written into the SQL for somebody who only stands
in the actor's place, and the actor of each call and the day take that place as values. Without an actor there is
nothing; for our own work and for a case opened with a reason the QuerySet is made as ever. Row-level security
underneath knows nothing of this and asks again.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from portal.prepared import Prepared
from portal.protection.actor import Actor, current_actor, standing_in
from portal.seams.access import SENIOR_SOCIAL_WORKER


class PreparedRecords[T]:
    """As `portal.prepared.Prepared`. What `build` asks first is a guarded manager, or the SQL cannot be prepared."""

    def __init__(self, build: Callable[..., QuerySet[Any, T]], **types: Any) -> None:
        self.build = build
        self._guarded: dict[bool, Prepared[T]] = {
            supervises: Prepared(partial(self._for_anybody, supervises), guard_actor=int, guard_day=date, **types)
            for supervises in (False, True)
        }

    def __call__(self, **values: Any) -> list[T]:
        actor = current_actor()
        if actor is None:
            return []
        if actor.system or actor.opened or actor.user_id is None:
            return list(self.build(**values))
        prepared = self._guarded[SENIOR_SOCIAL_WORKER in actor.role_keys]
        return prepared(guard_actor=actor.user_id, guard_day=timezone.localdate(), **values)

    def first(self, **values: Any) -> T | None:
        """The first row, or none."""
        return next(iter(self(**values)), None)

    def _for_anybody(self, supervises: bool, guard_actor: int, guard_day: date, **values: Any) -> QuerySet[Any, T]:
        roles = frozenset({SENIOR_SOCIAL_WORKER} if supervises else ())
        with standing_in(Actor(user_id=guard_actor, role_keys=roles, day=guard_day)):
            return self.build(**values)
