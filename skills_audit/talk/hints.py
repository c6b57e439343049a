"""What is known before a question: chosen at the beginning, or suggested by dated rules; a person confirms it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from skills_audit.querysets import clock_of
from skills_audit.results import service_facts
from skills_audit.service_clock import may_work_from, shipped_rules
from skills_audit.talk.beginning import chosen_at_start
from skills_audit.talk.session import Talk


def hint_for(talk: Talk, code: str) -> str:
    """A sentence (with the day the rule was checked, where one stands behind it), or nothing."""
    if talk.versions.get((code, "")) == 1 and talk.answers[code, ""] == chosen_at_start(
        talk.instrument, talk.audit
    ).get(code):
        return _("Chosen when this talk was begun. Change it here where it is not right.")
    client = talk.audit.client
    checked = max((rule.last_checked for rule in shipped_rules()), default=None)
    if checked is None:
        return ""
    if code == "LEG02" and (clock := clock_of(client, timezone.localdate())):
        sentence = _("By the rules checked on {day}: from {begins} to {ends}.")
        return sentence.format(day=_short(checked), begins=_short(clock.begins), ends=_short(clock.last_day))
    if code == "LEG03" and (first := may_work_from(shipped_rules(), service_facts(client))):
        sentence = _("By the rules checked on {day}: may work from {first}. Check the document.")
        return sentence.format(day=_short(checked), first=_short(first))
    return ""


def _short(day: date) -> str:
    return str(date_format(day, "SHORT_DATE_FORMAT"))
