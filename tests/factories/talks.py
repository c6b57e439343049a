"""Talks for tests: on the shipped instrument, begun by a mentor."""

from typing import Any
from uuid import uuid4

from portal.accounts.models import User
from portal.protection.actor import acting_as_system
from portal.seams import licence
from portal.seams.licence import Licence
from skills_audit.answers import Saved
from skills_audit.instrument.publishing import instrument_of, publish_instrument
from skills_audit.models import Audit, Client
from skills_audit.querysets import with_instrument
from skills_audit.talk.answering import keep_answer
from tests.factories.cases import client_of


def talk_with(mentor: User, client: Client | None = None, **fields: Any) -> Audit:
    """A running core audit with an Arabic-speaking client of this mentor."""
    client = client or client_of(mentor)
    values: dict[str, Any] = {"client_language": "ar", "started_by": mentor}
    with acting_as_system("test"):
        audit = Audit.objects.create(client=client, instrument=publish_instrument(version="1.0.0"), **(values | fields))
        found: Audit = with_instrument(Audit.objects.filter(pk=audit.pk)).get()
    return found


def said(audit: Audit, mentor: User, **answers: Any) -> None:
    """Answers without entries: `said(audit, mentor, LND01=3, LEG01="refugee")`."""
    instrument = instrument_of(audit.instrument_id, audit.digest)  # type: ignore[attr-defined]
    with acting_as_system("test"):
        for item, value in answers.items():
            content = value if isinstance(value, dict) else {"state": "value", "value": value}
            saved = keep_answer(
                audit=audit, instrument=instrument, item=item, entry="", content=content, expected=0,
                operation=uuid4(), by=mentor,
            )  # fmt: skip
            assert isinstance(saved, Saved)


def licensed(monkeypatch: Any, valid: bool = True) -> None:
    """Everybody holds a valid certificate (or nobody)."""
    monkeypatch.setattr(
        licence, "_answer", lambda user, instrument: Licence(valid=valid, reason="Sertifikāta vēl nav.", url="/lv/")
    )
