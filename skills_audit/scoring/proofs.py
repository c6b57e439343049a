"""The cheapest proof to collect next: which better evidence lifts what can be shown most for its effort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from skills_audit.scoring.audit_input import Answer, AnswerOrState, AuditInput, Courses
from skills_audit.scoring.domains import item_again
from skills_audit.scoring.items import DomainScore, Item
from skills_audit.scoring.rounding import exact_sum, percent, weighted_sum
from skills_audit.scoring.table import ScoringTable


@dataclass(frozen=True, slots=True)
class Proof:
    """Raising the evidence of `source` to step `ev` adds `gain` points to what is evidenced, for `effort` hours.

    `source` is a place in the audit: "TRV01", "languages.lav", "education[0]", "courses", "jobs[1]", "tasks[3]".
    """

    source: str
    domain: str
    ev: int
    gain: Fraction
    effort: Fraction


type Worth = tuple[Fraction, Fraction]


def cheapest(audit: AuditInput, domains: Mapping[str, DomainScore], table: ScoringTable) -> dict[str, Proof]:
    """Of each domain the proof with the most worth, where one would lift its E; `gain` is in points of that E. In the
    order of their places: of two of the same worth the first counts.

    Better evidence never shows less, so the highest step of a place gains as much as any: the steps that could not be
    the cheapest even with that gain are not worked out.
    """
    weights = {code: _weight(domain) for code, domain in domains.items() if domain.evidenced is not None}
    best: dict[str, tuple[Worth, Proof]] = {}
    for source, code, stands, highest in sources(audit, table):
        if code not in weights or stands >= highest:
            continue
        resting = _resting(domains[code], source)
        most = _lift(audit, code, resting, source, highest, table)
        for ev in range(stands + 1, highest + 1) if most else ():
            effort = table.proof_effort[ev]
            if code in best and most / effort < best[code][0][0]:
                continue
            lift = most if ev == highest else _lift(audit, code, resting, source, ev, table)
            worth = lift / effort, -effort  # within a domain a lift is worth what its gain is
            if lift and (code not in best or worth > best[code][0]):
                best.pop(code, None)
                best[code] = worth, Proof(source, code, ev, percent(lift, weights[code]), effort)
    return {code: proof for code, (_worth, proof) in best.items()}


def evidenced_with(audit: AuditInput, domain: DomainScore, proof: Proof, table: ScoringTable) -> Fraction | None:
    """E of the proof's domain once the proof is there."""
    if domain.evidenced is None:
        return None
    lift = _lift(audit, domain.code, _resting(domain, proof.source), proof.source, proof.ev, table)
    return domain.evidenced + percent(lift, _weight(domain))


def _weight(domain: DomainScore) -> Fraction:
    return exact_sum(item.weight for item in domain.items if item.answered)


def _resting(domain: DomainScore, source: str) -> list[Item]:
    """The items that rest on a place."""
    place = source.partition("[")[0]
    return [item for item in domain.items if source in item.sources or place in item.sources]


def _lift(audit: AuditInput, domain: str, resting: list[Item], source: str, ev: int, table: ScoringTable) -> Fraction:
    """Evidence gives no answer: the weights stay, and the items that rest on the place tell the whole difference."""
    changed = with_evidence(audit, source, ev)
    lifts = [(item.weight, item_again(domain, item, changed, table).evidenced - item.evidenced) for item in resting]
    return weighted_sum(lifts)


def worth_of(proof: Proof) -> Worth:
    """Gain for effort; of two of the same gain the smaller effort. The cheapest proof has the most worth."""
    return proof.gain / proof.effort, -proof.effort


def with_evidence(audit: AuditInput, source: str, ev: int) -> AuditInput:
    """The audit with the evidence of one place raised to at least `ev`; an answer without a value stays as it is."""
    name, _, rest = source.partition("[")
    index = int(rest.rstrip("]")) if rest else -1
    if source in audit.answers:
        return replace(audit, answers={**audit.answers, source: _raised(audit.answers[source], ev)})
    if source.startswith("languages.") and isinstance(audit.languages, Mapping):
        code = source.partition(".")[2]
        skills = {skill: _raised(answer, ev) for skill, answer in audit.languages[code].items()}
        return replace(audit, languages={**audit.languages, code: skills})
    if name == "education" and isinstance(audit.education, tuple):
        schools = tuple(s._replace(ev=max(s.ev, ev)) if n == index else s for n, s in enumerate(audit.education))
        return replace(audit, education=schools)
    if name == "jobs" and isinstance(audit.jobs, tuple):
        jobs = tuple(j._replace(ev=max(j.ev, ev)) if n == index else j for n, j in enumerate(audit.jobs))
        return replace(audit, jobs=jobs)
    if name == "tasks" and isinstance(audit.tasks, tuple):
        cards = tuple(_raised(card, ev) if n == index else card for n, card in enumerate(audit.tasks))
        return replace(audit, tasks=cards)
    if isinstance(audit.courses, Courses):
        return replace(audit, courses=audit.courses._replace(ev=max(audit.courses.ev, ev)))
    return audit


def _raised(answer: AnswerOrState, ev: int) -> AnswerOrState:
    return Answer(answer.value, max(answer.ev, ev)) if isinstance(answer, Answer) else answer


def sources(audit: AuditInput, table: ScoringTable) -> Iterator[tuple[str, str, int, int]]:
    """Places with evidence: the place, its domain, the step all of it has, the highest step it can have."""
    most = len(table.evidence.points) - 1
    if isinstance(audit.languages, Mapping):
        for code in (table.languages.target, *table.languages.bridges):
            if code in audit.languages:
                steps = [answer.ev for answer in audit.languages[code].values() if isinstance(answer, Answer)]
                yield f"languages.{code}", "LAN", min(steps, default=0), most
    for code, answer in audit.answers.items():
        domain = table.domain_of(code)
        if domain and isinstance(answer, Answer) and answer.value:
            yield code, domain, answer.ev, table.answers[code].highest_ev
    schools = audit.education if isinstance(audit.education, tuple) else ()
    jobs = audit.jobs if isinstance(audit.jobs, tuple) else ()
    yield from ((f"education[{index}]", "EDU", school.ev, most) for index, school in enumerate(schools))
    yield from ((f"jobs[{index}]", "WRK", job.ev, most) for index, job in enumerate(jobs))
    if isinstance(audit.courses, Courses):
        yield "courses", "EDU", audit.courses.ev, most
    if isinstance(audit.tasks, tuple):
        for index, card in enumerate(audit.tasks):
            if isinstance(card, Answer) and card.value:
                yield f"tasks[{index}]", "WRK", card.ev, most
