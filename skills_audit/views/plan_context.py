"""What the plan's templates print: steps and proposals in one language, the service clock, the ways of recognition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any
from uuid import UUID

from django.template.defaultfilters import floatformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.components.drawings import SIGNS, state
from portal.prepared import Prepared
from portal.protection.models import CaseAssignment
from skills_audit.goal_input import occupation_of, wanted_occupations
from skills_audit.models import Client, PlanStep
from skills_audit.plan_forms import WHO_CHOICES
from skills_audit.plan_templates import shipped_templates
from skills_audit.planning import Proposal, plan_facts, rule_checked
from skills_audit.profiles import Result
from skills_audit.recognition import WayStep, fitting_ways, shipped_navigator
from skills_audit.result_words import own_words
from skills_audit.results import service_facts
from skills_audit.service_clock import NoRule, TrackFit, read_clock, shipped_rules, what_fits

SOON_DAYS = 7
NO_STEP = UUID(int=0)
WHO, SEPARATOR = dict(WHO_CHOICES), " · "
CLOSE = 12  # hundredths of the line: on a phone, words nearer than this would run into each other


@dataclass(frozen=True)
class ShownStep:
    """A step in the reader's language; `language` is that of its words, `url` where it is ticked and taken out.

    `when` says by which day, or since when it is done; `facts` who does it, and what else is known.
    """

    step: PlanStep
    url: str
    text: str
    language: str
    when: SafeString
    facts: str

    @property
    def done(self) -> bool:
        return self.step.state == PlanStep.State.DONE


@dataclass(frozen=True)
class ShownProposal:
    """A proposal in the reader's language."""

    key: str
    text: str
    language: str
    urgent: bool
    facts: str


@dataclass(frozen=True)
class ShownWay:
    """A way of recognition: its steps, each with where its rule stands, are written out. `fits`: what was told leads
    there."""

    title: str
    body: SafeString
    fits: bool = False


def shown_steps(steps: Iterable[PlanStep], client: Client, language: str, today: date) -> list[ShownStep]:
    address = reverse("skills_audit:plan_step", args=[client.pk, NO_STEP])  # made once for all of them
    return [_shown_step(step, address.replace(str(NO_STEP), str(step.pk)), language, today) for step in steps]


def _shown_step(step: PlanStep, url: str, language: str, today: date) -> ShownStep:
    text, spoken = own_words(step.words or {}, language)
    when, look = _when(step, today)
    drawn = state(when, look, SIGNS[look]) if look else format_html('<span class="quiet">{}</span>', when)
    facts = [fact for fact in (who_word(step.who), _rules(language).get(step.template), step.done_how) if fact]
    return ShownStep(step, url, text, spoken, drawn, (SEPARATOR if when else "") + SEPARATOR.join(facts))


def _when(step: PlanStep, today: date) -> tuple[str, str]:
    """In words, and how it looks: a day far off is quiet."""
    if step.state == PlanStep.State.DONE:
        return _("done %(day)s") % {"day": _day(step.done_on)}, "ok"
    if step.due_on is None:
        return "", ""
    days, day = (step.due_on - today).days, {"day": _day(step.due_on)}
    if days < 0:
        return _("was due %(day)s") % day, "late"
    return _("by %(day)s") % day, "soon" if days <= SOON_DAYS else ""


def shown_proposal(proposal: Proposal, language: str) -> ShownProposal:
    text, spoken = own_words(proposal.words, language)
    facts = [_("Agreed in the talk") if proposal.agreed else "", who_word(proposal.who)]
    if proposal.due_on:
        facts.append(_together(_("by %(day)s") % {"day": _day(proposal.due_on)}))
    if proposal.gain > 0:
        facts.append(_together(_("readiness + %(points)s") % {"points": floatformat(proposal.gain)}))
    facts.append(_rules(language).get(proposal.key, ""))
    return ShownProposal(proposal.key, text, spoken, proposal.urgent, SEPARATOR.join(fact for fact in facts if fact))


@cache
def _rules(language: str) -> dict[str, str]:
    """When the rule behind each template that the product ships was last checked: the same for every client."""
    checked = {template.key: rule_checked(template.key) for template in shipped_templates()}
    with translation.override(language):
        return {key: _("rule checked %(day)s") % {"day": _day(day)} for key, day in checked.items() if day}


def _day(day: date | None) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _together(words: str) -> str:
    """Never parted at the end of a line."""
    return words.replace(" ", "\u00a0")


def who_word(who: str) -> str:
    return str(WHO.get(who, who))


def clock_context(client: Client, result: Result | None, today: date) -> dict[str, Any]:
    """The service clock, what fits into it, and the marks on its line (place in hundredths, words)."""
    try:
        clock = read_clock(shipped_rules(), service_facts(client), today)
    except NoRule:
        clock = None
    if clock is None:
        return {"clock": None}
    whole = max(1, clock.days_used + clock.days_left)
    tracks = track_months(result)
    fits = what_fits(clock, tracks, today)
    marks = [
        (min(100.0, 100 * (fit.ready_on - clock.begins).days / whole), _short(fit.ready_on))
        for fit in fits
        if fit.fits and fit.months
    ]
    return {
        "clock": clock,
        "clock_whole": whole,
        "clock_used": f"{100 * clock.days_used / whole:.4g}",
        "clock_marks": [(f"{place:.4g}", word) for place, word in marks],
        "clock_crowded": any(abs(place - 100 * clock.days_used / whole) < CLOSE for place, _word in marks),
        "clock_fits": [sentence_of(fit) for fit in fits if fit.months],
    }


def track_months(result: Result | None) -> dict[str, Fraction]:
    """How long language, recognition and training take, where it is known."""
    if result is None or result.run is None:
        return {}
    goal: Mapping[str, Any] = result.run.scored_input.get("goal") or {}
    told: Mapping[str, Any] = result.run.result.get("goal") or {}
    months = {
        "language": told.get("language_months"),
        "recognition": goal.get("recognition_months"),
        "training": goal.get("training_months"),
    }
    return {key: Fraction(str(value)) for key, value in months.items() if isinstance(value, int | float) and value}


def sentence_of(fit: TrackFit) -> tuple[str, str]:
    """A track with its day, and how it stands: fits, extended, beyond."""
    names = {"language": _("Latvian course"), "recognition": _("recognition"), "training": _("training")}
    day = formats.date_format(fit.ready_on, "SHORT_DATE_FORMAT")
    state = "fits" if fit.fits else "extended" if fit.fits_extended else "beyond"
    return _("{track} until {day}").format(track=names[fit.code], day=day), state


def _short(day: date) -> str:
    return formats.date_format(day, "MONTH_DAY_FORMAT")


def ways_context(result: Result | None, language: str, today: date) -> dict[str, Any]:
    """The recognition navigator, the fitting ways first."""
    navigator = shipped_navigator()
    fitting: list[str] = []
    if result is not None:
        facts = plan_facts(result, today)
        main = result.facts.occupation or next(iter(wanted_occupations(result.rows)), "")
        regulated = result.facts.regulated
        if regulated is None:
            listed = (occupation_of(result.instrument, main) or {}).get("regulated")
            regulated = listed if isinstance(listed, bool) else None
        worked = any(code == "WRK01" for code, _entry in result.rows)
        fitting = fitting_ways(papers=facts.papers, regulated=regulated, worked=worked) if main else []
    order = {key: number for number, key in enumerate(fitting)}
    ways = sorted(navigator.ways, key=lambda way: order.get(way.key, len(order)))
    return {
        "ways": [replace(_shown_way(way.key, language), fits=way.key in order) for way in ways],
        "ways_notice": own_words(navigator.notice, language)[0],
    }


@cache
def _shown_way(key: str, language: str) -> ShownWay:
    """What the product ships, the same for every client: written out once per language."""
    way = shipped_navigator().way(key)
    with translation.override(language):
        steps = [{"text": own_words(step.words, language)[0], "source": _source_of(step)} for step in way.steps]
        body = render_to_string(
            "skills_audit/plan_way.html", {"when": own_words(way.when, language)[0], "steps": steps}
        )
    return ShownWay(own_words(way.title, language)[0], body)


def _source_of(step: WayStep) -> str:
    day = formats.date_format(step.last_checked, "SHORT_DATE_FORMAT")
    names = ", ".join(dict.fromkeys(source.publisher for source in step.sources))
    return _("%(source)s; checked %(day)s, not verified at the source") % {"source": names, "day": day}


_assigned = Prepared(
    lambda subject, day: CaseAssignment.objects.current(day).filter(subject=subject).select_related("user__supervisor"),
    subject=UUID,
    day=date,
)


def people_who_see(client: Client) -> list[str]:
    """Who works with the client now, and their supervisor: the people who see the plan."""
    assignments = _assigned(subject=client.pk, day=timezone.localdate())
    people: dict[User, str] = {}
    for assignment in assignments:
        people.setdefault(assignment.user, assignment.get_part_display())
    for person in list(people):
        if person.supervisor is not None:
            people.setdefault(person.supervisor, _("senior social worker"))
    return [f"{person} ({part})" for person, part in people.items()]
