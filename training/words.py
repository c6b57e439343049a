"""Sentences about how things stand, for screens, exports and what waits."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from training import scheduling
from training.asking import Asked, asked
from training.models import QuestionVersion
from training.standings import Requirement


@dataclass(frozen=True, kw_only=True)
class StateWords:
    """`look` and `icon` of the state component, `label` in full, `short` for a narrow cell."""

    look: str
    icon: str
    label: str
    short: str


def day(when: date) -> str:
    """A list of people has the same days hundreds of times."""
    return _day(when, get_language())


@lru_cache(maxsize=2000)
def _day(when: date, language: str | None) -> str:
    return date_format(when, "SHORT_DATE_FORMAT")


def state_of(requirement: Requirement) -> StateWords:
    """How a requirement stands, in words."""
    standing = requirement.standing
    done, total = (requirement.done, requirement.total) if standing.state == scheduling.STARTED else (0, 0)
    return _state(standing.state, standing.due, standing.days or 0, done, total, get_language())


@lru_cache(maxsize=2000)
def _state(state: str, due: date | None, days: int, done: int, total: int, language: str | None) -> StateWords:
    if state == scheduling.VALID:
        until = _("until %s") % day(due) if due else _("no end")
        label = _("Done, valid until %s") % day(due) if due else _("Done, without an end")
        return StateWords(look="ok", icon="check", label=label, short=until)
    if state == scheduling.EXPIRING and due:
        return StateWords(look="soon", icon="clock", label=_("Done, ends %s") % day(due), short=_("ends %s") % day(due))
    if state == scheduling.EXPIRED and due:
        label = _("Ended %s; renew it now") % day(due)
        return StateWords(look="late", icon="x", label=label, short=_("ended %s") % day(due))
    if state == scheduling.LATE and due:
        late = ngettext("%d day late", "%d days late", days) % days
        return StateWords(look="late", icon="warn", label=_("Late since %s") % day(due), short=late)
    if state == scheduling.LOCKED:
        return StateWords(look="none", icon="lock", label=_("Not open yet"), short=_("not open yet"))
    if state == scheduling.DUE_SOON and due:
        label = _("Due %s") % day(due)
        return StateWords(look="soon", icon="clock", label=label, short=_("due %s") % day(due))
    if done:
        begun = _("begun, {done} of {total}").format(done=done, total=total)
        return StateWords(look="info", icon="circle-dashed", label=begun.capitalize(), short=begun)
    label = _("Open, due %s") % day(due) if due else _("Open")
    return StateWords(look="none", icon="minus", label=label, short=_("not begun"))


def decimal(points: str, language: str | None = None) -> str:
    """10.5 as each language writes it."""
    return points if (language or get_language()) == "en" else points.replace(".", ",")


def joined(texts: list[str]) -> str:
    """„A”, „B” and „C”."""
    if len(texts) < 2:
        return "".join(texts)
    return _("{first} and {last}").format(first=", ".join(texts[:-1]), last=texts[-1])


def duration(minutes: int) -> str:
    """90 → 1 h 30 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%d min") % rest
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest) if rest else _("%d h") % hours


def wait(left: timedelta) -> str:
    """How long to wait, rounded up to hours."""
    hours = max(1, -(-int(left.total_seconds()) // 3600))
    return ngettext("in %d hour", "in %d hours", hours) % hours


def shown(
    version: QuestionVersion,
    *,
    language: str,
    answer: object = None,
    graded: bool = False,
    order: list[str] | None = None,
) -> Asked:
    """A question ready to print in that language."""
    return asked(
        id=version.question_id,
        kind=version.question.kind,
        words=version.words(language),
        key=version.answer,
        language=language if language in version.texts else settings.LANGUAGE_CODE,
        true_false=(_("True"), _("Not true")),
        order=order or [],
        lesson=version.question.lesson,
        answer=answer,
        graded=graded,
    )


def incomplete(code: str) -> str:
    """What is wrong with an answer, and what to do."""
    return {
        "nothing": _("Nothing is chosen yet. Choose or write an answer."),
        "places_twice": _("Two items have the same place. Give each its own."),
        "places_missing": _("Some items have no place yet. Give each one a number."),
        "pairs_missing": _("Some rows have no pair yet. Choose one for each."),
        "number": _("This is not a number. Write it in digits, for example 12."),
        "long": _("The answer is too long. A few words are enough; the first 200 characters are kept here."),
    }[code]
