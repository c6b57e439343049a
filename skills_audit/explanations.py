"""A result in words: the same facts for the page, the client's copy, the printed sheet and the exports.

Numbers are those of the stored run; what explains them is worked out again from the run's own input, so that an old
run is explained by what it was scored with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol

from skills_audit.explained_goals import ExplainedGoal, explained_goals
from skills_audit.goal_input import GoalFacts, goal_cards
from skills_audit.inputs import Place
from skills_audit.instrument.walk import Answers
from skills_audit.result_words import Words
from skills_audit.scoring import parse_audit, score
from skills_audit.scoring.audit_input import AuditInput, Courses, State
from skills_audit.scoring.explanation import Explainer, Explanation, NotKnown
from skills_audit.scoring.proofs import Proof, evidenced_with
from skills_audit.scoring.result import Score
from skills_audit.scoring.rounding import shown
from skills_audit.scoring.table import DOMAINS, ScoringTable

SHOWN_BAND_GATES = ("G1", "G2", "G3")


@dataclass(frozen=True)
class Reason:
    """One item that moves a result: `points` it lifts (positive) or holds down (negative)."""

    code: str
    label: str
    points: float
    sentence: str
    shown: str


@dataclass(frozen=True)
class NextProof:
    """The cheapest proof: `before` and `after` are what is shown of the domain, in points of 100."""

    source: str
    label: str
    domain: str
    step_now: int
    step_next: int
    step_now_word: str
    step_next_word: str
    before: float
    after: float
    place: Place | None


@dataclass(frozen=True)
class DomainRow:
    """`claimed` None: nothing was answered in this domain."""

    code: str
    label: str
    claimed: float | None
    evidenced: float | None
    strength: float | None
    coverage: float


class Told(Protocol):
    """What was told and stated in the talk, read when a name of it is needed."""

    @property
    def rows(self) -> Answers: ...
    @property
    def places(self) -> Mapping[str, Place]: ...
    @property
    def facts(self) -> GoalFacts: ...


@dataclass(frozen=True)
class Profile:
    """Everything a profile shows of one run, in one language. What explains it is worked out when it is read."""

    words: Words
    domains: Sequence[DomainRow]
    claimed: float | None
    evidenced: float | None
    strength: float | None
    coverage: float
    band: str | None
    band_before_gates: str | None
    band_stable: bool | None
    bands: Sequence[tuple[str, str, int, int]]
    gates: Sequence[tuple[str, str]]
    left_out: Sequence[str]
    support_need: float | None
    support_band: str | None
    urgent: Sequence[str]
    version: str
    teller: Teller

    @property
    def capped(self) -> bool:
        """Does a gate hold the band below what the number alone would give?"""
        return self.band is not None and self.band != self.band_before_gates

    @property
    def band_evidenced(self) -> str | None:
        evidenced = self.teller.now.readiness.evidenced
        return None if evidenced is None else self.teller.table.band(evidenced)

    @cached_property
    def reasons(self) -> Sequence[Reason]:
        return self.teller.reasons(self.teller.readiness)

    @cached_property
    def not_known(self) -> Sequence[tuple[str, str]]:
        return self.teller.not_known(self.teller.explainer.not_known())

    @cached_property
    def proof(self) -> NextProof | None:
        return self.teller.proof(self.teller.readiness.proof)

    @cached_property
    def needs(self) -> Sequence[tuple[str, int, str]]:
        return self.teller.needs()

    @cached_property
    def goals(self) -> Sequence[ExplainedGoal]:
        return self.teller.goals()


def profile_of(
    scored_input: Mapping[str, Any],
    result: Mapping[str, Any],
    table: ScoringTable,
    words: Words,
    told: Told,
    *,
    own_voice: bool = False,
) -> Profile:
    """The profile of one stored run. `told` gives the names of what was told; `own_voice`: the client speaks ("I do
    not know"), as on the client's own copy."""
    readiness, support = result["readiness"], result["support"]
    return Profile(
        words=words,
        domains=[_domain(code, words, result["domains"][code]) for code in DOMAINS],
        claimed=readiness["claimed"],
        evidenced=readiness["evidenced"],
        strength=readiness["strength"],
        coverage=readiness["coverage"],
        band=result["band"],
        band_before_gates=result["band_before_gates"],
        band_stable=result["band_stable"],
        bands=_bands(table, words),
        gates=[(gate, words.gate(gate)) for gate in result["gates"] if gate in SHOWN_BAND_GATES],
        left_out=[words.section(code) for code in DOMAINS if result["domains"][code]["claim"] is None],
        support_need=support["need"],
        support_band=support["band"],
        urgent=[words.item(code) for code in support["urgent"]],
        version=result["scoring"],
        teller=Teller(words, scored_input, table, told, own_voice),
    )


def _domain(code: str, words: Words, numbers: Mapping[str, Any]) -> DomainRow:
    return DomainRow(
        code=code,
        label=words.section(code),
        claimed=numbers["claim"],
        evidenced=numbers["evidenced"],
        strength=numbers["strength"],
        coverage=numbers["coverage"],
    )


def _bands(table: ScoringTable, words: Words) -> list[tuple[str, str, int, int]]:
    """Code, word, first and last whole point of each band."""
    begins = [int(band.begins) for band in table.bands]
    ends = [*(begin - 1 for begin in begins[1:]), 100]
    return [
        (band.code, words.band(band.code), first, last)
        for band, first, last in zip(table.bands, begins, ends, strict=True)
    ]


def job_name(answers: Answers, words: Words, entry: str) -> str:
    """A job by its occupation and years."""
    value = answers.get(("WRK01", entry), {}).get("value")
    span = answers.get(("WRK03", entry), {}).get("value")
    years = [str(span.get(end) or "")[:4] for end in ("from", "to")] if isinstance(span, Mapping) else []
    name = words.named("occupations", str(value)).capitalize()
    return ", ".join(part for part in (name, "–".join(year for year in years if year)) if part)


@dataclass(frozen=True)
class Teller:
    """Explains one run from its own input, and puts codes into words."""

    words: Words
    scored_input: Mapping[str, Any]
    table: ScoringTable
    told: Told
    own_voice: bool

    @cached_property
    def audit(self) -> AuditInput:
        return parse_audit(self.scored_input, self.table)

    @cached_property
    def now(self) -> Score:
        return score(self.audit, self.table)

    @cached_property
    def explainer(self) -> Explainer:
        return Explainer(self.audit, self.table, self.now)

    @cached_property
    def readiness(self) -> Explanation:
        return self.explainer.readiness()

    def reasons(self, explained: Explanation) -> list[Reason]:
        found = []
        items = {item.code: item for domain in self.now.domains.values() for item in domain.items}
        for pull in explained.pulls:
            points = shown(abs(pull.moves))
            key = "lifts" if pull.moves > 0 else "holds"
            sentence = self.words.sentence(key, points=self.words.number(points))
            item, signed = items.get(pull.item), points if pull.moves > 0 else -points
            told = ""
            if item is not None:
                parts = {"claimed": item.claim, "shown": item.evidenced}
                told = self.words.sentence(
                    "shown_part", **{key: self.words.whole(shown(100 * part)) for key, part in parts.items()}
                )
            found.append(Reason(pull.item, self.words.item(pull.item), signed, sentence, told))
        return found

    def not_known(self, gaps: Iterable[NotKnown]) -> list[tuple[str, str]]:
        """Item and why there is no value; what was not asked is told by the coverage, not item by item."""
        tell = self.words.ui if self.own_voice else self.words.sentence
        return [(self.words.item(gap.item), tell(str(gap.state))) for gap in gaps if gap.state is not State.NOT_ASKED]

    def needs(self) -> list[tuple[str, int, str]]:
        """Support needs above none, the greatest first: name, step, word."""
        found = []
        for code, rule in self.table.answers.items():
            answer = self.audit.answer(code)
            if rule.support and not isinstance(answer, State) and answer.value:
                found.append((self.words.item(code), answer.value, self.words.step("NEED", answer.value)))
        return sorted(found, key=lambda need: -need[1])

    def goals(self) -> list[ExplainedGoal]:
        left = (self.scored_input.get("goal") or {}).get("months_left")
        months_left = Fraction(str(left)) if isinstance(left, int | float) else None
        return explained_goals(self.audit, self.table, self.told.rows, self.told.facts, months_left, self.words)

    def proof(self, proof: Proof | None) -> NextProof | None:
        if proof is None:
            return None
        before = self.now.domains[proof.domain].evidenced
        changed = evidenced_with(self.audit, self.now.domains[proof.domain], proof, self.table)
        now = self.step_now(proof.source)
        return NextProof(
            source=proof.source,
            label=self.label(proof.source),
            domain=self.words.section(proof.domain),
            step_now=now,
            step_next=proof.ev,
            step_now_word=self.words.step("EV", now),
            step_next_word=self.words.step("EV", proof.ev),
            before=shown(before) if before is not None else 0.0,
            after=shown(changed) if changed is not None else 0.0,
            place=self.told.places.get(proof.source),
        )

    def step_now(self, source: str) -> int:
        """The weakest step recorded at a place: the one more proof would lift."""
        audit, (name, _, index) = self.audit, source.partition("[")
        number = int(index.rstrip("]")) if index else 0
        if source in audit.answers:
            return getattr(audit.answers[source], "ev", 0)
        if source.startswith("languages.") and isinstance(audit.languages, Mapping):
            skills = audit.languages[source.partition(".")[2]].values()
            return min((skill.ev for skill in skills if not isinstance(skill, State)), default=0)
        if source == "courses":
            return audit.courses.ev if isinstance(audit.courses, Courses) else 0
        rows = getattr(audit, name, ())
        return getattr(rows[number], "ev", 0) if isinstance(rows, tuple) and rows else 0

    def label(self, source: str) -> str:
        """What a place in the audit is called."""
        name, _, index = source.partition("[")
        place = self.told.places.get(source)
        row = self.told.rows.get(place, {}) if place else {}
        value = row.get("value")
        if source.startswith("languages."):
            code = source.partition(".")[2]
            target = code == self.table.languages.target
            return self.words.item(f"LAN.{code}") if target else self.words.named("languages", code).capitalize()
        if name == "jobs" and isinstance(value, str):
            return job_name(self.told.rows, self.words, place[1] if place else "")
        if name == "education" and isinstance(value, int):
            return self.words.step("ISCED", value)
        if name == "courses":
            return self.words.item("EDU06")
        if name == "tasks" and place:
            return self.words.card(place[1])
        if name == "goal.tasks":
            cards = goal_cards(self.words.instrument, self.told.rows, self.told.facts)
            return self.words.card(cards[int(index.rstrip("]"))])
        return self.words.item(source)
