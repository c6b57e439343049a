"""Reading a scoring table from its YAML file.

Scalars are read as text and turned into exact fractions here, because YAML's own numbers are binary floats. A file
that lacks a number, or has one it should not have, is refused with the place: a table is frozen once published, and
a half-read one would score silently wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from math import lcm
from pathlib import Path
from typing import Any

import yaml

from skills_audit.instrument.canonical import sha256
from skills_audit.scoring.table import (
    AnswerRule,
    Band,
    EducationRules,
    Evidence,
    Gates,
    Group,
    LanguageRules,
    NeededTask,
    ScoringTable,
    WorkRules,
)
from skills_audit.scoring.table_check import TableProblem, check_table

TABLES = Path(__file__).resolve().parent.parent / "scoring_tables"
CURRENT_VERSION = "0.1"


@cache
def load_table(version: str = CURRENT_VERSION) -> ScoringTable:
    """The shipped table of that version. Raises `TableProblem` when there is none or it is broken."""
    path = TABLES / f"{version}.yaml"
    if not version.replace(".", "").isdigit() or not path.is_file():
        raise TableProblem(f"there is no scoring table of version {version!r}")
    table = read_table(path.read_text(encoding="utf-8"))
    if table.version != version:
        raise TableProblem(f"{path.name} says it is version {table.version!r}")
    return table


def current_table() -> ScoringTable:
    """The table new audits are scored with."""
    return load_table(CURRENT_VERSION)


def shipped_versions() -> tuple[str, ...]:
    """Every version with a file, oldest first."""
    names = (path.stem for path in TABLES.glob("*.yaml") if path.stem.replace(".", "").isdigit())
    return tuple(sorted(names, key=lambda name: tuple(int(part) for part in name.split("."))))


def read_table(text: str) -> ScoringTable:
    """A table from the text of its file. Raises `TableProblem`."""
    try:
        data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes text, lists and maps only
        return _table(data)
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError, yaml.YAMLError) as problem:
        if isinstance(problem, TableProblem):
            raise
        raise TableProblem(f"the scoring table cannot be read: {problem!r}") from problem


def _table(data: Mapping[str, Any]) -> ScoringTable:
    scales = {name: int(highest) for name, highest in data["scales"].items()}
    groups = data["groups"]
    evidence = _evidence(_fractions(data["evidence_factors"]))
    answers = {code: _answer(code, rule, scales, evidence) for code, rule in data["answers"].items()}
    table = ScoringTable(
        version=data["version"],
        digest=sha256(data),
        label=data["label"],
        evidence=evidence,
        evidence_ticks=tuple(data["evidence_ticks"]),
        proof_effort=_fractions(data["proof_effort"]),
        domains={code: Fraction(share) for code, share in data["domains"].items()},
        languages=_languages(data["languages"], scales),
        education=_education(data["education"]),
        work=_work(data["work"], scales),
        answers=answers,
        groups={code: _group(code, rule, answers) for code, rule in groups.items()},
        bands=_bands(data["bands"]),
        support_bands=_bands(data["support_bands"]),
        gates=_gates(data["gates"]),
        gate_words=data["gate_words"],
        needed={
            name: NeededTask(int(rule["aut"]), Fraction(rule["weight"]))
            for name, rule in data["goal"]["needed"].items()
        },
        isced_by_skill_level={int(k): int(v) for k, v in data["goal"]["isced_by_skill_level"].items()},
        skill_level_by_isco={k: int(v) for k, v in data["goal"]["skill_level_by_isco"].items()},
        readiness_in_ranking=Fraction(data["ranking"]["readiness"]),
        least_items=int(data["comparison"]["least_items"]),
        step_months={track: Fraction(months) for track, months in data["step_months"].items()},
    )
    check_table(table)
    return table


def _evidence(factors: tuple[Fraction, ...]) -> Evidence:
    unit = lcm(*(factor.denominator for factor in factors))
    return Evidence(tuple(int(factor * unit) for factor in factors), unit)


def _answer(code: str, rule: Mapping[str, str], scales: Mapping[str, int], evidence: Evidence) -> AnswerRule:
    highest = scales[rule["scale"]]
    claims = tuple(Fraction(value, highest) for value in range(highest + 1))
    steps = range(len(evidence.points))
    return AnswerRule(
        code=code,
        highest=highest,
        highest_ev=int(rule.get("ev_max", 5)),
        domain=rule.get("domain"),
        group=rule.get("group"),
        weight=Fraction(rule.get("weight", 0)),
        support=rule.get("use") == "support",
        urgent=rule.get("urgent") == "true",
        claims=claims,
        shown=tuple(tuple(claim * evidence.factor(ev) for ev in steps) for claim in claims),
    )


def _group(code: str, rule: Mapping[str, str], answers: Mapping[str, AnswerRule]) -> Group:
    members = tuple(answer.code for answer in answers.values() if answer.group == code)
    return Group(code, rule["domain"], Fraction(rule["weight"]), members)


def _languages(data: Mapping[str, Any], scales: Mapping[str, int]) -> LanguageRules:
    target, bridge = data["target"], data["bridge"]
    return LanguageRules(
        skills=tuple(data["skills"]),
        highest=scales[data["scale"]],
        target=target["code"],
        target_weight=Fraction(target["weight"]),
        target_level=int(target["default_level"]),
        bridges=tuple(bridge["codes"]),
        bridge_weight=Fraction(bridge["weight"]),
        bridge_level=int(bridge["level"]),
        hours_per_step=int(data["hours_per_step"]),
        weeks_per_month=Fraction(data["weeks_per_month"]),
    )


def _education(data: Mapping[str, Any]) -> EducationRules:
    courses = data["courses"]
    return EducationRules(
        weight=Fraction(data["weight"]),
        shares=_fractions(data["shares"]),
        unfinished=Fraction(data["unfinished"]),
        usual_years={int(level): int(years) for level, years in data["usual_years"].items()},
        courses_code=courses["code"],
        courses_weight=Fraction(courses["weight"]),
        courses_full_at=int(courses["full_at"]),
    )


def _work(data: Mapping[str, Any], scales: Mapping[str, int]) -> WorkRules:
    exposure, recency, tasks = data["exposure"], data["recency"], data["tasks"]
    return WorkRules(
        exposure_weight=Fraction(exposure["weight"]),
        exposure_full_at=Fraction(exposure["full_at"]),
        months_per_job=Fraction(exposure["months_per_job"]),
        intensity={name: Fraction(share) for name, share in data["intensity"].items()},
        recency_floor=Fraction(recency["floor"]),
        recency_loss=Fraction(recency["loss_per_year"]),
        tasks_weight=Fraction(tasks["weight"]),
        tasks_highest=scales[tasks["scale"]],
    )


def _gates(data: Mapping[str, Any]) -> Gates:
    language, literacy = data["G1"], data["G2"]
    return Gates(
        target_skills=tuple(language["skills"]),
        target_below=int(language["target_below"]),
        bridge_skill=language["bridge_skill"],
        bridge_from=int(language["bridge_from"]),
        language_cap=language["at_most"],
        literacy_answer=literacy["answer"],
        literacy_below=int(literacy["below"]),
        literacy_cap=literacy["at_most"],
        coverage_below=Fraction(data["G3"]["coverage_below"]),
    )


def _bands(data: Mapping[str, str]) -> tuple[Band, ...]:
    return tuple(Band(code, Fraction(begins)) for code, begins in data.items())


def _fractions(values: list[str]) -> tuple[Fraction, ...]:
    return tuple(Fraction(value) for value in values)
