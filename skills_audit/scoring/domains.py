"""The six domains, each from the audit to its items (section 4, "What decides in doubt")."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from skills_audit.scoring.audit_input import AuditInput, Job, Schooling, State
from skills_audit.scoring.items import DomainScore, Item, common_state, domain_score, mean_item, missing
from skills_audit.scoring.languages import language_item, language_items, needed_latvian
from skills_audit.scoring.rounding import ONE, ZERO, exact_sum, weighted_sum
from skills_audit.scoring.table import DOMAINS, AnswerRule, EducationRules, Group, ScoringTable, WorkRules

MONTHS_IN_A_YEAR = 12
EXPOSURE = "WRK.exposure"


def score_domains(audit: AuditInput, table: ScoringTable) -> dict[str, DomainScore]:
    """All six domains in the table's order, also those without a value."""
    return {code: score_domain(code, audit, table) for code in DOMAINS}


def score_domain(code: str, audit: AuditInput, table: ScoringTable) -> DomainScore:
    """One domain alone; no domain reads another's answers."""
    return domain_score(code, domain_items(code, audit, table))


def domain_items(code: str, audit: AuditInput, table: ScoringTable) -> tuple[Item, ...]:
    """The items of a domain, in the same order whatever was answered."""
    if code == "LAN":
        return language_items(audit, table)
    if code == "EDU":
        return _level(audit, table), _courses(audit, table)
    if code == "WRK":
        return _exposure(audit, table), _tasks(audit, table)
    return tuple(_answer_items(code, audit, table))


def item_again(domain: str, item: Item, audit: AuditInput, table: ScoringTable) -> Item:
    """One item of a domain as it is in another audit: the same as in `domain_items`, without the others."""
    if domain == "LAN":
        return language_item(item.code, audit, table)
    if domain == "EDU":
        return _courses(audit, table) if item.code == table.education.courses_code else _level(audit, table)
    if domain == "WRK":
        return _exposure(audit, table) if item.code == EXPOSURE else _tasks(audit, table)
    if item.code in table.groups:
        return _group_item(table.groups[item.code], audit, table)
    return _answer_item(table.answers[item.code], audit)


def domains_touched(before: AuditInput, after: AuditInput, table: ScoringTable) -> frozenset[str]:
    """The domains that read something in which two audits differ."""
    touched = set()
    if before.languages != after.languages or needed_latvian(before, table) != needed_latvian(after, table):
        touched.add("LAN")
    if (before.education, before.courses) != (after.education, after.courses):
        touched.add("EDU")
    if (before.on, before.jobs, before.tasks) != (after.on, after.jobs, after.tasks):
        touched.add("WRK")
    for code in {*before.answers, *after.answers}:
        if before.answer(code) != after.answer(code) and (domain := table.domain_of(code)):
            touched.add(domain)
    return frozenset(touched)


def _answer_items(domain: str, audit: AuditInput, table: ScoringTable) -> list[Item]:
    return [
        *(_answer_item(rule, audit) for rule in table.answers.values() if rule.domain == domain),
        *(_group_item(group, audit, table) for group in table.groups.values() if group.domain == domain),
    ]


def _answer_item(rule: AnswerRule, audit: AuditInput) -> Item:
    answer = audit.answer(rule.code)
    if isinstance(answer, State):
        return missing(rule.code, rule.weight, answer, (rule.code,))
    value, ev = answer
    return Item(rule.code, rule.weight, None, rule.claims[value], rule.shown[value][ev], (rule.code,))


def _group_item(group: Group, audit: AuditInput, table: ScoringTable) -> Item:
    parts = {code: audit.answer(code) for code in group.members}
    highest = table.answers[group.members[0]].highest
    return mean_item(group.code, group.weight, parts, highest, table.evidence)


def school_share(school: Schooling, rules: EducationRules) -> Fraction | None:
    """c of one school; an unfinished level is the one below and half the step times the share of years done."""
    if isinstance(school.isced, State):
        return None
    full = rules.shares[school.isced]
    if school.completed is True or school.isced == 0:
        return full
    below = rules.shares[school.isced - 1]
    done = ZERO if isinstance(school.share, State) else school.share
    return below + rules.unfinished * (full - below) * done


def _level(audit: AuditInput, table: ScoringTable) -> Item:
    code, rules, schools = "EDU01", table.education, audit.education
    sources = ("education",)
    if isinstance(schools, State):
        return missing(code, rules.weight, schools, sources)
    claims = [(school_share(school, rules), school.ev) for school in schools]
    known = [(claim, table.evidence.factor(ev)) for claim, ev in claims if claim is not None]
    if not known and schools:
        state = common_state(school.isced for school in schools if isinstance(school.isced, State))
        return missing(code, rules.weight, state, sources)
    claim = max((c for c, _ in known), default=ZERO)
    evidenced = max((c * e for c, e in known), default=ZERO)
    return Item(code, rules.weight, None, claim, evidenced, sources)


def _courses(audit: AuditInput, table: ScoringTable) -> Item:
    rules, courses = table.education, audit.courses
    if isinstance(courses, State):
        return missing(rules.courses_code, rules.courses_weight, courses, ("courses",))
    claim = min(ONE, Fraction(courses.taken, rules.courses_full_at))
    evidenced = claim * table.evidence.factor(courses.ev)
    return Item(rules.courses_code, rules.courses_weight, None, claim, evidenced, ("courses",))


def completed_months(start: date, end: date) -> int:
    """Whole calendar months from one day to another, 0 when the second is not later."""
    months = MONTHS_IN_A_YEAR * (end.year - start.year) + end.month - start.month - (end.day < start.day)
    return max(0, months)


def job_exposure(job: Job, on: date | None, rules: WorkRules) -> Fraction | None:
    """M_j: months of a job, weighed by intensity and by how long ago it ended; None when its length is not known.

    What the job does not say counts as the least it can be: part time, long ago.
    """
    if isinstance(job.months, State):
        return None
    intensity = min(rules.intensity.values()) if isinstance(job.intensity, State) else rules.intensity[job.intensity]
    return min(job.months, rules.months_per_job) * intensity * _recency(job, on, rules)


def _recency(job: Job, on: date | None, rules: WorkRules) -> Fraction:
    if job.ended is None:
        return ONE
    if on is None or isinstance(job.ended, State):
        return rules.recency_floor
    years = Fraction(completed_months(job.ended, on), MONTHS_IN_A_YEAR)
    return max(rules.recency_floor, ONE - rules.recency_loss * years)


def _exposure(audit: AuditInput, table: ScoringTable) -> Item:
    code, rules, jobs = EXPOSURE, table.work, audit.jobs
    sources = ("jobs",)
    if isinstance(jobs, State):
        return missing(code, rules.exposure_weight, jobs, sources)
    parts = [(job_exposure(job, audit.on, rules), job.ev) for job in jobs]
    known = [(months, table.evidence.factor(ev)) for months, ev in parts if months is not None]
    if not known and jobs:
        state = common_state(job.months for job in jobs if isinstance(job.months, State))
        return missing(code, rules.exposure_weight, state, sources)
    claim = min(ONE, exact_sum(months for months, _ in known) / rules.exposure_full_at)
    evidenced = min(ONE, weighted_sum(known) / rules.exposure_full_at)
    return Item(code, rules.exposure_weight, None, claim, evidenced, sources)


def _tasks(audit: AuditInput, table: ScoringTable) -> Item:
    code, rules, cards = "WRK.tasks", table.work, audit.tasks
    if isinstance(cards, State):
        return missing(code, rules.tasks_weight, cards, ("tasks",))
    parts = {f"tasks[{index}]": card for index, card in enumerate(cards)}
    return mean_item(code, rules.tasks_weight, parts, rules.tasks_highest, table.evidence)
