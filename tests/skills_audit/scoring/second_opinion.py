"""The same method written a second time, straight from its description, in floats and without the table.

It shares nothing with the product: where the two disagree, one of them has misread the description.
"""

from __future__ import annotations

from datetime import date
from typing import Any

E = [0.0, 0.3, 0.5, 0.7, 0.85, 1.0]
OMEGA = {"LAN": 0.25, "LND": 0.10, "EDU": 0.15, "WRK": 0.25, "TRV": 0.15, "JSR": 0.10}
ISCED = [0, 0.15, 0.30, 0.50, 0.60, 0.70, 0.85, 0.95, 1]
SKILLS = ["listening", "reading", "conversation", "speaking", "writing"]
MISSING = ("declined", "unknown", "not_asked")
Row = tuple[float, str | None, float, float]


def pair(raw: Any) -> tuple[int, float] | None:
    if isinstance(raw, list):
        return None if raw[0] in MISSING else (raw[0], E[raw[1]])
    return None if raw in MISSING else (raw, 0.0)


def reason(raws: list[Any]) -> str:
    return "asked" if any(raw != "not_asked" for raw in raws) else "not_asked"


def mean_row(weight: float, raws: list[Any], top: float) -> Row:
    known = [p for raw in raws if (p := pair(raw))]
    if not known:
        return (weight, reason(raws), 0, 0)
    return (
        weight,
        None,
        sum(x / top for x, _ in known) / len(known),
        sum(x / top * e for x, e in known) / len(known),
    )


def languages(audit: dict[str, Any]) -> list[Row]:
    given = audit.get("languages", "not_asked")
    if isinstance(given, str):
        return [(0.7, given, 0, 0), (0.3, given, 0, 0)]
    by_code = {entry["code"]: entry for entry in given}
    q = wanted_latvian(audit)

    def r(code: str, need: int) -> tuple[float, float] | None:
        if code not in by_code:
            return (1.0, 0.0) if need == 0 else (0.0, 0.0)
        known = [p for skill in SKILLS if (p := pair(by_code[code].get(skill, "not_asked")))]
        if not known:
            return None
        ratios = [(min(1.0, p / need) if need else 1.0, e) for p, e in known]
        return sum(c for c, _ in ratios) / len(ratios), sum(c * e for c, e in ratios) / len(ratios)

    latvian = r("lav", q)
    bridges = [found for code in ("eng", "rus") if (found := r(code, 3))]
    return [
        (0.7, None, *latvian) if latvian else (0.7, "asked", 0, 0),
        (0.3, None, max(c for c, _ in bridges), max(v for _, v in bridges)) if bridges else (0.3, "asked", 0, 0),
    ]


def wanted_latvian(audit: dict[str, Any]) -> int:
    q = audit.get("goal", {}).get("latvian", 2)
    return 2 if q in MISSING else q


def education(audit: dict[str, Any]) -> list[Row]:
    schools, courses = audit.get("education", "not_asked"), audit.get("courses", "not_asked")
    if isinstance(schools, str):
        level: Row = (2, schools, 0, 0)
    else:
        known = []
        for school in schools:
            isced = school.get("isced", "not_asked")
            if isced in MISSING:
                continue
            share = school.get("share", 0)
            share = 0 if share in MISSING else share
            c = ISCED[isced]
            if school.get("completed") is not True and isced > 0:
                c = ISCED[isced - 1] + 0.5 * (ISCED[isced] - ISCED[isced - 1]) * share
            known.append((c, c * E[school.get("ev", 0)]))
        if schools and not known:
            level = (2, reason([s.get("isced", "not_asked") for s in schools]), 0, 0)
        else:
            level = (2, None, max([c for c, _ in known] or [0]), max([v for _, v in known] or [0]))
    if isinstance(courses, str):
        return [level, (1, courses, 0, 0)]
    count = courses.get("count", "not_asked")
    if count in MISSING:
        return [level, (1, reason([count]), 0, 0)]
    c = min(1, count / 4)
    return [level, (1, None, c, c * E[courses.get("ev", 0)])]


def work(audit: dict[str, Any]) -> list[Row]:
    jobs, tasks = audit.get("jobs", "not_asked"), audit.get("tasks", "not_asked")
    if isinstance(jobs, str):
        exposure: Row = (1, jobs, 0, 0)
    else:
        on = date.fromisoformat(audit["on"]) if "on" in audit else None
        parts = []
        for job in jobs:
            months, ended = job.get("months", "not_asked"), job.get("ended", "not_asked")
            if months in MISSING:
                continue
            rec = 0.4
            if ended is None:
                rec = 1.0
            elif ended not in MISSING and on:
                end = date.fromisoformat(ended)
                whole = (on.year - end.year) * 12 + on.month - end.month - (1 if on.day < end.day else 0)
                rec = max(0.4, 1 - 0.06 * max(0, whole) / 12)
            part = min(months, 60) * (1 if job.get("intensity") == "full" else 0.5) * rec
            parts.append((part, part * E[job.get("ev", 0)]))
        if jobs and not parts:
            exposure = (1, reason([j.get("months", "not_asked") for j in jobs]), 0, 0)
        else:
            exposure = (1, None, min(1, sum(m for m, _ in parts) / 60), min(1, sum(v for _, v in parts) / 60))
    cards: Row = (1, tasks, 0, 0) if isinstance(tasks, str) else mean_row(1, tasks, 4)
    return [exposure, cards]


def all_rows(audit: dict[str, Any]) -> dict[str, list[Row]]:
    answers = audit.get("answers", {})

    def one(code: str, top: float) -> Row:
        return mean_row(1, [answers.get(code, "not_asked")], top)

    return {
        "LAN": languages(audit),
        "LND": [
            one("LND01", 4),
            one("LND03", 3),
            mean_row(1, [answers.get(f"LND{n:02}", "not_asked") for n in range(4, 9)], 4),
        ],
        "EDU": education(audit),
        "WRK": work(audit),
        "TRV": [one(f"TRV{n:02}", 4) for n in range(1, 11)],
        "JSR": [one(f"JSR{n:02}", 3) for n in range(1, 6)],
    }


def second_opinion(audit: dict[str, Any]) -> dict[str, Any]:
    """Unrounded: `domains` (C, V, E, K or None), `claimed`, `evidenced`, `coverage`, `need`, `goal`, `gates`."""
    domains: dict[str, tuple[float, float, float, float] | None] = {}
    for code, rows in all_rows(audit).items():
        known = [row for row in rows if row[1] is None]
        if not known:
            domains[code] = None
            continue
        n = sum(row[0] for row in known)
        a = sum(row[0] for row in rows if row[1] != "not_asked")
        cs, vs = sum(r[0] * r[2] for r in known), sum(r[0] * r[3] for r in known)
        domains[code] = (100 * cs / n, 100 * vs / cs if cs else 0, 100 * vs / n, 100 * n / a)
    valued = {code: found for code, found in domains.items() if found}
    omega = sum(OMEGA[code] for code in valued)
    answers = audit.get("answers", {})
    needs = [p[0] for n in range(1, 11) if (p := pair(answers.get(f"SUP{n:02}", "not_asked")))]
    return {
        "domains": domains,
        "claimed": sum(OMEGA[c] * f[0] for c, f in valued.items()) / omega if omega else None,
        "evidenced": sum(OMEGA[c] * f[2] for c, f in valued.items()) / omega if omega else None,
        "coverage": sum(OMEGA[c] * f[3] for c, f in valued.items()),
        "need": 100 * sum(needs) / (3 * len(needs)) if needs else None,
        "goal": goal(audit) if "goal" in audit else None,
        "gates": gates(audit),
    }


def gates(audit: dict[str, Any]) -> list[str]:
    found = []
    given = audit.get("languages", "not_asked")
    if not isinstance(given, str):
        by_code = {entry["code"]: entry for entry in given}

        def level(code: str, skill: str) -> int | None:
            if code not in by_code:
                return 0
            known = pair(by_code[code].get(skill, "not_asked"))
            return known[0] if known else None

        weak = level("lav", "listening") == 0 or level("lav", "conversation") == 0
        bridges = [level("eng", "conversation"), level("rus", "conversation")]
        if weak and all(b is not None and b < 2 for b in bridges):
            found.append("G1")
    literacy = pair(audit.get("answers", {}).get("LND01", "not_asked"))
    if literacy and literacy[0] < 3:
        found.append("G2")
    return found


def qualification_gap(audit: dict[str, Any]) -> int | None:
    wanted, schools = audit["goal"].get("isced", "not_asked"), audit.get("education", "not_asked")
    if wanted in MISSING or isinstance(schools, str):
        return None
    held = []
    for school in schools:
        isced = school.get("isced", "not_asked")
        if isced not in MISSING:
            held.append(isced if school.get("completed") is True else max(0, isced - 1))
    if schools and not held:
        return None
    return max(0, wanted - max(held, default=0))


def goal(audit: dict[str, Any]) -> dict[str, Any]:
    wanted = audit["goal"]
    every = known = met = 0.0
    tasks = wanted.get("tasks", [])
    for task in tasks:
        u, n = (1, 2) if task["importance"] == "essential" else (0.5, 1)
        every += u
        if (aut := task.get("aut", "not_asked")) not in MISSING:
            known += u
            met += u * min(1, aut / n)
    low = 100 * met / every if every else 0
    cov = 100 * known / every if every else 0
    given = audit.get("languages", "not_asked")
    hours = None
    if not isinstance(given, str):
        latvian = next((entry for entry in given if entry["code"] == "lav"), None)
        skills = (
            [0]
            if latvian is None
            else [p[0] for skill in SKILLS if (p := pair(latvian.get(skill, "not_asked"))) is not None]
        )
        if skills:
            hours = 120 * max(0, max(wanted_latvian(audit) - skill for skill in skills))
    week = wanted.get("hours_per_week", "not_asked")
    months: float | None = None
    if hours == 0:
        months = 0
    elif hours and week not in MISSING and week:
        months = hours / (4.33 * week)
    tracks = [months, *(wanted.get(key, "not_asked") for key in ("recognition_months", "training_months"))]
    lengths = [track for track in tracks if track is not None and track not in MISSING]
    never = bool(hours) and week == 0  # no hour a week: the language is never reached
    whole = None if never or not lengths else max(lengths)
    left = wanted.get("months_left", "not_asked")
    left = None if left in MISSING else left
    return {
        "language_months": months,
        "qualification_gap": qualification_gap(audit),
        "months": whole,
        "months_left": left,
        "within_service": None if left is None or not (never or lengths) else whole is not None and whole <= left,
        "recognition_first": wanted.get("regulated") is True and wanted.get("recognised") is not True,
        "fit": 100 * met / known if known else None,
        "coverage": cov,
        "low": low,
        "high": low + 100 - cov,
        "hours": hours,
    }
