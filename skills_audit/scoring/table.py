"""The scoring table: every weight, map, threshold and factor, read from a versioned data file.

No number of the method stands in code. A table is read once, checked, and never changes afterwards; its digest is
what a score run stores beside the version, so that a changed file cannot pass for the old one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

DOMAINS = ("LAN", "LND", "EDU", "WRK", "TRV", "JSR")


@dataclass(frozen=True, slots=True)
class Evidence:
    """e(EV) as whole points of a common unit: `points[ev] / unit`. Sums of value times e stay whole numbers."""

    points: tuple[int, ...]
    unit: int

    def factor(self, ev: int) -> Fraction:
        return Fraction(self.points[ev], self.unit)


@dataclass(frozen=True, slots=True)
class AnswerRule:
    """How one answer code counts. `domain` and `group` are empty for information and support answers.

    `claims[value]` is c and `shown[value][ev]` is v, worked out once.
    """

    code: str
    highest: int
    highest_ev: int
    domain: str | None
    group: str | None
    weight: Fraction
    support: bool
    urgent: bool
    claims: tuple[Fraction, ...]
    shown: tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Several answers that count as one item, as their mean."""

    code: str
    domain: str
    weight: Fraction
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LanguageRules:
    skills: tuple[str, ...]
    highest: int
    target: str
    target_weight: Fraction
    target_level: int
    bridges: tuple[str, ...]
    bridge_weight: Fraction
    bridge_level: int
    hours_per_step: int
    weeks_per_month: Fraction


@dataclass(frozen=True, slots=True)
class EducationRules:
    weight: Fraction
    shares: tuple[Fraction, ...]
    unfinished: Fraction
    usual_years: Mapping[int, int]
    courses_code: str
    courses_weight: Fraction
    courses_full_at: int


@dataclass(frozen=True, slots=True)
class WorkRules:
    exposure_weight: Fraction
    exposure_full_at: Fraction
    months_per_job: Fraction
    intensity: Mapping[str, Fraction]
    recency_floor: Fraction
    recency_loss: Fraction
    tasks_weight: Fraction
    tasks_highest: int


@dataclass(frozen=True, slots=True)
class Gates:
    """G1 to G3; G4 has no number."""

    target_skills: tuple[str, ...]
    target_below: int
    bridge_skill: str
    bridge_from: int
    language_cap: str
    literacy_answer: str
    literacy_below: int
    literacy_cap: str
    coverage_below: Fraction


@dataclass(frozen=True, slots=True)
class NeededTask:
    aut: int
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Band:
    """A band from its lowest value (included) up to the next band's (not included)."""

    code: str
    begins: Fraction


@dataclass(frozen=True, slots=True)
class ScoringTable:
    """Everything one scoring version says. `label` and `gate_words` are by language (lv, en)."""

    version: str
    digest: str
    label: Mapping[str, str]
    evidence: Evidence
    evidence_ticks: tuple[str, ...]
    proof_effort: tuple[Fraction, ...]
    domains: Mapping[str, Fraction]
    languages: LanguageRules
    education: EducationRules
    work: WorkRules
    answers: Mapping[str, AnswerRule]
    groups: Mapping[str, Group]
    bands: tuple[Band, ...]
    support_bands: tuple[Band, ...]
    gates: Gates
    gate_words: Mapping[str, Mapping[str, str]]
    needed: Mapping[str, NeededTask]
    isced_by_skill_level: Mapping[int, int]
    skill_level_by_isco: Mapping[str, int]
    readiness_in_ranking: Fraction
    least_items: int
    step_months: Mapping[str, Fraction]

    def band(self, value: Fraction) -> str:
        """The readiness band (F7) of an exact value from 0 to 100."""
        return band_of(self.bands, value)

    def support_band(self, value: Fraction) -> str:
        """The support band (F9) of an exact value from 0 to 100."""
        return band_of(self.support_bands, value)

    def domain_of(self, code: str) -> str | None:
        """The domain an answer counts in, alone or in a group; None where it counts in none."""
        rule = self.answers[code]
        return self.groups[rule.group].domain if rule.group else rule.domain

    def usual_isced(self, isco: str) -> int | None:
        """The ISCED level usual for an ISCO-08 code of any length (F12), by its longest known beginning."""
        for length in range(len(isco), 0, -1):
            level = self.skill_level_by_isco.get(isco[:length])
            if level is not None:
                return self.isced_by_skill_level[level]
        return None

    def effective_evidence(self, ev: int, ticks: Collection[str]) -> int:
        """The step an evidence record counts as: one lower when "current" or "authentic" is not ticked."""
        return ev if all(tick in ticks for tick in self.evidence_ticks) else max(0, ev - 1)

    def share_of_years(self, isced: int, years_done: Fraction | int) -> Fraction:
        """The share of an unfinished level, by the usual length of the level; level 0 has none."""
        usual = self.education.usual_years.get(isced)
        return min(Fraction(1), Fraction(years_done) / usual) if usual else Fraction(0)


def band_of(bands: tuple[Band, ...], value: Fraction) -> str:
    """Bands are in rising order and the first begins at 0, so every value from 0 up has one."""
    for band in reversed(bands):
        if value >= band.begins:
            return band.code
    raise ValueError(f"no band for {value}")
