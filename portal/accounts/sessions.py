"""Sessions in the database as Django keeps them; the one query of every request is made once."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.prepared import Prepared

_standing = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list(
        "session_data", flat=True
    ),
    key=str,
    now=datetime,
)


class SessionStore(DatabaseSessions):
    """Django's own, but for how a session is looked up."""

    def load(self) -> dict[str, Any]:
        data = _standing.first(key=self.session_key, now=timezone.now()) if self.session_key else None
        if data is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(data)
        return held
