"""Sessions in the database as Django keeps them; the one query of every request is made once."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.prepared import Prepared

_standing = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), key=str, now=datetime
)


class SessionStore(DatabaseSessions):
    """Django's own, but for how a session is looked up."""

    def _get_session_from_db(self) -> Any:
        found = _standing.first(key=self.session_key, now=timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
        return found
