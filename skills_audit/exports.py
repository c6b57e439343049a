"""Profile and plan as documents: one A4 sheet (PDF/UA), a workbook with numbers as numbers, JSON.

Each export is asked for anew, behind a fresh sign-in, and logged by who makes it; nothing is kept.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font

from portal.documents import typesetting
from skills_audit.explanations import Profile
from skills_audit.instrument.definition import Instrument
from skills_audit.models import Client, Plan, PlanStep
from skills_audit.profiles import Result
from skills_audit.result_words import RIGHT_TO_LEFT, Words, own_words
from skills_audit.scoring import load_table
from skills_audit.service_clock import Clock

MOST_GOALS, MOST_UNKNOWN, MOST_STEPS = 2, 8, 22
ROOMY = 4
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class NotScored(Exception):
    """The audit has no result yet."""


def site_name() -> str:
    return str(settings.WAGTAIL_SITE_NAME)


def profile_sheet(result: Result, language: str) -> bytes:
    """The profile on one sheet, in the client's words."""
    made = result.profile(language, own_voice=True)
    if made is None:
        raise NotScored
    return typesetting.compile("profile", profile_data(result, made))


def profile_data(result: Result, made: Profile) -> dict[str, Any]:
    """What the profile's template prints."""
    words, audit = made.words, result.audit
    finished = audit.finished_at.date() if audit.finished_at else None
    range_words = {code: word for code, word, _first, _last in made.bands}
    verdict = [words.band(None)]
    if made.band is not None:
        verdict = [f"{words.sentence('by_claim')} – {words.band(made.band)}."]
        if made.band_stable:
            verdict.append(words.sentence("both_ends"))
        else:
            evidenced = range_words.get(made.band_evidenced or "", "–")
            verdict.append(f"{words.sentence('by_evidence')} – {evidenced}. {words.sentence('gap_is_evidence')}")
    capped = words.sentence("capped", band=words.band(made.band_before_gates)) if made.capped else ""
    correction = result.correction
    proof = made.proof
    return {
        "lang": words.spoken,
        "site_name": site_name(),
        "title": words.ui("title"),
        "code": result.client.code,
        "facts": f"{words.ui('made_on')}: {words.day(finished)}",
        "readiness_title": words.ui("readiness"),
        "verdict": verdict,
        "claimed": made.claimed,
        "evidenced": made.evidenced,
        "cuts": [first for _code, _word, first, _last in made.bands if first],
        "bands": [(word, f"{first}–{last}", code == made.band) for code, word, first, last in made.bands],
        "numbers": [
            (words.ui("evidenced"), words.number(made.evidenced)),
            (words.ui("claimed"), words.number(made.claimed)),
            (words.ui("how_much_asked"), words.percent(made.coverage)),
        ],
        "rtl": words.direction == "rtl",
        "full": len(made.goals) > 1 or len(made.not_known) > ROOMY or len(made.gates) > 1,
        "gates": [f"{text} {capped}".strip() for code, text in made.gates if code != "G3"],
        "worker": f"{words.sentence('worker_band')}: {words.band(correction.band)}" if correction else None,
        "domains_title": words.ui("strengths"),
        "domain_head": [
            words.sentence("domain"), "", words.ui("claimed"), words.ui("evidenced"), words.ui("how_much_asked"),
        ],
        "domains": [
            {
                "label": row.label,
                "claimed": row.claimed,
                "evidenced": row.evidenced,
                "told": words.whole(row.claimed),
                "shown": words.whole(row.evidenced),
                "asked": words.percent(row.coverage),
            }
            for row in made.domains
        ],
        "why_title": words.ui("why_this_result"),
        "why": [(reason.label, reason.sentence) for reason in made.reasons],
        "unknown_title": words.ui("what_we_do_not_know"),
        "unknown": made.not_known[:MOST_UNKNOWN],
        "proof_title": words.ui("what_would_help"),
        "proof": [f"{proof.label}: {proof.step_next_word}"] if proof else [],
        "goals": [
            {"title": f"{words.sentence('goal')}: {goal.name}", "sentences": goal.sentences}
            for goal in made.goals[:MOST_GOALS]
        ],
        "support_title": words.sentence("support"),
        "support": words.ui(f"support_{made.support_band}") if made.support_band else None,
        "foot": foot(words, made.version, bool(made.goals)),
    }  # fmt: skip


def begins_right(text: str) -> bool:
    """Does a text of unknown language run from right to left? Its first letter says so."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def quoted(text: str) -> str:
    """In the quotation marks of its first letter's script: Latin as Latvian writes them, others with guillemets."""
    letter = next((letter for letter in text if letter.isalpha()), "a")
    return f"„{text}”" if unicodedata.name(letter, "").startswith("LATIN") else f"«{text}»"


def foot(words: Words, version: str, esco: bool) -> str:
    """What every sheet says at its end."""
    parts = [words.ui("advice_only"), words.sentence("guidance", version=version) + "."]
    parts += [words.ui("esco")] if esco else []
    parts += [] if words.checked else [words.sentence("unchecked")]
    return " ".join(parts)


def plan_sheet(
    *, client: Client, plan: Plan | None, steps: Sequence[PlanStep], instrument: Instrument, language: str,
    clock: Clock | None, today: date, aims: str, rules: dict[str, date],
) -> bytes:  # fmt: skip
    """The plan on one sheet: accepted and done steps in the client's words."""
    words = Words(instrument, language)
    kept = [step for step in steps if step.state in (PlanStep.State.ACCEPTED, PlanStep.State.DONE)][:MOST_STEPS]
    review = plan.review_on if plan else None
    data = {
        "lang": words.spoken,
        "site_name": site_name(),
        "title": words.ui("plan_title"),
        "code": client.code,
        "made_on": words.day(today),
        "aims": quoted(aims) if aims else None,
        "aims_rtl": begins_right(aims),
        "clock": _clock(clock, words),
        "steps_title": words.ui("next_steps"),
        "none": words.sentence("no_steps"),
        "head": [words.ui("done"), words.ui("step"), words.ui("who"), words.ui("by_when")],
        "done_word": words.ui("done"),
        "steps": [_step(step, words, rules) for step in kept],
        "review": f"{words.ui('next_review')}: {words.day(review)}" if review else None,
        "mine": words.ui("my_plan_belongs_to_me"),
        "signs": [words.sentence("client"), words.ui("social_worker"), words.ui("date")],
        "foot": "" if words.checked else words.sentence("unchecked"),
    }
    return typesetting.compile("plan", data)


def _clock(clock: Clock | None, words: Words) -> str | None:
    if clock is None or clock.over:
        return None
    return (
        f"{words.ui('days_left', days=clock.days_left)} · {words.ui('service_until', date=words.day(clock.last_day))}"
    )


def _step(step: PlanStep, words: Words, rules: dict[str, date]) -> dict[str, Any]:
    text, spoken = own_words(step.words or {}, words.spoken)
    checked = rules.get(step.template)
    done = step.state == PlanStep.State.DONE
    day = step.done_on if done else step.due_on
    return {
        "done": done,
        "text": text,
        "lang": spoken,
        "rtl": spoken in RIGHT_TO_LEFT,
        "who": words.sentence("client") if step.who == "client" else words.ui(step.who),
        "when": words.day(day) if day else words.sentence("no_date"),
        "note": words.sentence("rule_checked", date=words.day(checked)) if checked and not done else None,
    }


def profile_json(result: Result) -> dict[str, Any]:
    """For other systems: the input as scored and the result, under the case code, without identity or own words."""
    if result.run is None:
        raise NotScored
    table = load_table(result.run.scoring_version)
    return {
        "case": result.client.code,
        "instrument": result.instrument.version,
        "scoring": {"version": table.version, "sha256": table.digest},
        "finished_on": result.audit.finished_at.date().isoformat() if result.audit.finished_at else None,
        "input": result.run.scored_input,
        "result": result.run.result,
        "corrections": [{"band": one.band, "on": one.corrected_at.date().isoformat()} for one in result.corrections],
        "acknowledgement": "This service uses the ESCO classification of the European Commission.",
    }


def profile_workbook(result: Result, language: str) -> bytes:
    """The numbers of a profile; every text cell is text, so that nothing is read as a formula."""
    made = result.profile(language)
    if made is None:
        raise NotScored
    words = made.words
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _("Skills profile")
    areas = (_("Area"), _("Told"), _("Shown"), _("Strength of evidence, %"), _("How much asked"))
    goals = (_("Goal"), _("Fits, of 100"), _("at least"), _("at most"), _("Tasks known, %"))
    heads: list[Sequence[Any]] = [(_("Skills profile"), result.client.code), areas, goals]
    support = words.ui(f"support_{made.support_band}") if made.support_band else None
    view = (words.sentence("worker_band"), words.band(result.correction.band)) if result.correction else None
    rows: list[Sequence[Any]] = [
        heads[0],
        (_("Talk"), result.audit.finished_at.date() if result.audit.finished_at else None),
        (words.sentence("guidance", version=made.version),),
        (words.ui("advice_only"),),
        (),
        (_("Band"), words.band(made.band)),
        *((text,) for _code, text in made.gates),
        *([view] if view else []),
        (),
        areas,
        *((row.label, row.claimed, row.evidenced, row.strength, row.coverage) for row in made.domains),
        (words.ui("readiness"), made.claimed, made.evidenced, made.strength, made.coverage),
        (),
        *([goals] if made.goals else []),
        *((goal.name, goal.fit, goal.low, goal.high, goal.known) for goal in made.goals),
        (),
        (words.sentence("support"), made.support_need, support),
        (),
        (words.ui("esco"),),
    ]
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            write_cell(sheet.cell(row=number, column=column), value, bold=row in heads)
    for letter, width in {"A": 48, "B": 18, "C": 18, "D": 18, "E": 18}.items():
        sheet.column_dimensions[letter].width = width
    if words.direction == "rtl":
        sheet.sheet_view.rightToLeft = True
    made_file = io.BytesIO()
    book.save(made_file)
    return made_file.getvalue()


def write_cell(cell: Cell | MergedCell, value: Any, *, bold: bool = False) -> None:
    """A value as what it is. A text that could be read as a formula is stored as text and shown with its sign."""
    if isinstance(value, str) and isinstance(cell, Cell):
        cell.value = f"'{value}" if value.startswith(FORMULA) else value
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif value is not None:
        cell.value = value
    if bold:
        cell.font = Font(bold=True)
