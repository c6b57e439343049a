"""Beginning a talk: what was chosen with its first button stands in it as answered, and can be changed there."""

from __future__ import annotations

from typing import Any
from uuid import uuid5

from django.db import transaction

from portal.accounts.models import User
from portal.seams.licence import Licence
from skills_audit.actions import start_audit
from skills_audit.instrument.definition import Instrument
from skills_audit.instrument.publishing import instrument_of
from skills_audit.instrument.walk import VALUE
from skills_audit.models import Audit, Client
from skills_audit.talk.answering import keep_answer


@transaction.atomic
def begin_talk(
    *, client: Client, route: str, client_language: str, by: User, licence: Licence, worker_language: str = "lv"
) -> Audit:
    """A new talk in which nobody is asked again for its route and its language. Raises what `start_audit` raises."""
    audit = start_audit(
        client=client, route=route, client_language=client_language, by=by, licence=licence,
        worker_language=worker_language,
    )  # fmt: skip
    instrument = instrument_of(audit.instrument_id, audit.instrument.sha256)
    for item, content in chosen_at_start(instrument, audit).items():
        keep_answer(
            audit=audit, instrument=instrument, item=item, entry="", content=content, expected=0,
            operation=uuid5(audit.pk, item), by=by,
        )  # fmt: skip
    return audit


def chosen_at_start(instrument: Instrument, audit: Audit) -> dict[str, dict[str, Any]]:
    """What the choices of the beginning answer: languages (SES01; the one that is shown is the likely one to be
    spoken) and route (SES05)."""
    answers: dict[str, dict[str, Any]] = {}
    rows = instrument.lists.get("languages", {}).get("languages", ())
    if language := next((row["code"] for row in rows if row.get("site") == audit.client_language), ""):
        answers["SES01"] = {"state": VALUE, "value": language, "shown": language}
    answers["SES05"] = {"state": VALUE, "value": audit.route}
    return {code: content for code, content in answers.items() if code in instrument.by_code}
