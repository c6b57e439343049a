"""What a person has proved and until when, and what to repeat: modules to renew, last tests that were not all right.

Nothing is chosen by a hidden rule: each line says why it stands there and leads to where it is repeated.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, Value
from django.db.models.functions import Cast, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.prepared import Prepared
from portal.seams.standing import Line
from training import scheduling
from training.links import address_of
from training.models import Attempt, Certificate
from training.standings import Requirement
from training.texts import said
from training.words import day, state_of

LATELY = timedelta(days=90)
MOST = 3
LOOKS = {scheduling.EXPIRING: ("soon", "clock"), scheduling.EXPIRED: ("late", "x")}


def _proofs(user: int, since: datetime) -> Any:
    """Certificates that were not made void, and tests handed in lately; in one statement, the newest first."""
    held = Certificate.objects.filter(user=user, fulfilment__correction__isnull=True)
    tests = Attempt.objects.filter(user=user, finished_at__gte=since)
    rows = held.values_list(Value("certificate"), "code", "module", "titles", "issued_on", "valid_until", Value(0))
    number, on, never = Cast("pk", CharField()), TruncDate("finished_at"), Cast(Value(None), DateField())
    return rows.union(
        tests.values_list(Value("test"), number, "module", "titles", on, never, "percent"), all=True
    ).order_by("-issued_on", "-code")  # numbers of attempts grow


_read = Prepared(_proofs, user=int, since=datetime)


@dataclass(frozen=True, kw_only=True)
class Known:
    """`certificates`: the newest of each module, what ends first on top. `weak`: last tests, the newest first."""

    certificates: list[Line]
    weak: list[Line]


def known(user: int, today: date) -> Known:
    """What a person proved, and in which last tests of three months not everything was right; one query."""
    newest: dict[tuple[str, UUID], tuple[Any, ...]] = {}
    for kind, number, module, *rest in _read(user=user, since=timezone.now() - LATELY):
        newest.setdefault((kind, module), (number, *rest))
    held = [row for (kind, _module), row in newest.items() if kind == "certificate"]
    tests = [row for (kind, _module), row in newest.items() if kind == "test"]
    return Known(
        certificates=[_certificate(row, today) for row in sorted(held, key=lambda row: row[3] or date.max)],
        weak=[_test(row) for row in tests if row[4] < 100][:MOST],
    )


def _certificate(row: tuple[Any, ...], today: date) -> Line:
    code, titles, issued, until, _percent = row
    state = scheduling.validity(fulfilled=issued, until=until, today=today)
    if until is None:
        words = _("It does not end.")
    elif state == scheduling.EXPIRED:
        words = _("Ended %s") % day(until)
    else:
        words = _("Valid until %s") % day(until)
    look, icon = LOOKS.get(state, ("", ""))
    return Line(label=said(titles), url=reverse("training:certificate", args=[code]), text=words, look=look, icon=icon)


def _test(row: tuple[Any, ...]) -> Line:
    number, titles, _on, _until, percent = row
    words = _("%(percent)s %% right in the last test") % {"percent": percent}
    return Line(label=said(titles), url=reverse("training:result", args=[number]), text=words)


def to_renew(mine: Iterable[Requirement]) -> list[Line]:
    """Modules whose proof ends soon or has ended."""
    return [
        Line(label=one.module.title, url=address_of(one), text=words.label, look=words.look, icon=words.icon)
        for one in mine
        if one.module and one.state in LOOKS
        for words in [state_of(one)]
    ]
