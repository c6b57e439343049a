"""The properties the description asks for, on generated audits."""

from __future__ import annotations

import copy
import json
import random
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from skills_audit.scoring import current_table, parse_audit, score, score_json
from tests.skills_audit.scoring.strategies import (
    ANSWERED_TASKS,
    ANSWERS,
    HIGHEST,
    JOBS,
    KNOWN_SCHOOL,
    SCHOOLS,
    SKILLS,
    audits,
    highest_ev,
    languages,
)

TABLE = current_table()
MISSING = ("declined", "unknown", "not_asked")


def scored(audit):
    return score(parse_audit(audit, TABLE), TABLE)


def readiness_shown(audit):
    return scored(audit).readiness.evidenced


def places(audit):
    """Every place that holds an answer with evidence: the object it stands in, its key, and the highest step."""
    for entry in audit["languages"] if isinstance(audit.get("languages"), list) else []:
        yield from ((entry, skill, 6, 5) for skill in SKILLS if skill in entry)
    answers = audit.get("answers", {})
    yield from ((answers, code, HIGHEST[code], highest_ev(code)) for code in answers if not code.startswith("SUP"))
    tasks = audit.get("tasks")
    yield from ((tasks, index, 4, 5) for index in range(len(tasks) if isinstance(tasks, list) else 0))


def as_pair(raw):
    if isinstance(raw, list):
        return None if raw[0] in MISSING else raw
    return None if raw in MISSING else [raw, 0]


@settings(deadline=None)
@given(audits(tasks=ANSWERED_TASKS), st.data(), st.sampled_from(["declined", "unknown"]))
def test_declining_an_item_never_changes_another_domains_claim(audit, data, state):
    candidates = list(places(audit))
    before = scored(audit)
    place, key, _, _ = data.draw(st.sampled_from(candidates))
    own = {"L": "LND", "T": "TRV", "J": "JSR"}.get(key[0]) if isinstance(key, str) else "WRK"
    own = "LAN" if key in SKILLS else own
    place[key] = state
    after = scored(audit)
    for code in before.domains:
        if code != own:
            assert after.domains[code].claim == before.domains[code].claim


@settings(deadline=None)
@given(audits(tasks=ANSWERED_TASKS), st.data())
def test_better_evidence_never_lowers_evidenced_readiness(audit, data):
    lists = [entry for key in ("education", "jobs") if isinstance(audit.get(key), list) for entry in audit[key]]
    if isinstance(audit.get("courses"), dict):
        lists.append(audit["courses"])
    answered = [place for place in places(audit) if as_pair(place[0][place[1]])]
    before = readiness_shown(audit)
    choice = data.draw(st.sampled_from([("entry", e) for e in lists] + [("answer", a) for a in answered]))
    if choice[0] == "entry":
        choice[1]["ev"] = data.draw(st.integers(choice[1].get("ev", 0), 5))
    else:
        place, key, _, most = choice[1]
        value, step = as_pair(place[key])
        place[key] = [value, data.draw(st.integers(step, most))]
    after = readiness_shown(audit)
    assert (before is None and after is None) or after >= before


@settings(deadline=None)
@given(audits(tasks=ANSWERED_TASKS), st.data())
def test_claiming_more_of_what_was_answered_never_lowers_evidenced_readiness(audit, data):
    answered = [place for place in places(audit) if as_pair(place[0][place[1]])]
    before = readiness_shown(audit)
    place, key, highest, _ = data.draw(st.sampled_from(answered))
    value, step = as_pair(place[key])
    place[key] = [data.draw(st.integers(value, highest)), step]
    after = readiness_shown(audit)
    assert (before is None and after is None) or after >= before


@settings(deadline=None)
@given(audits(languages=languages()), st.sampled_from(["lav", "eng", "rus", "tur"]), st.data())
def test_one_language_more_never_lowers_evidenced_readiness(audit, code, data):
    audit["languages"] = [entry for entry in audit["languages"] if entry["code"] != code]
    before = readiness_shown(audit)
    skills = st.dictionaries(st.sampled_from(SKILLS), st.tuples(st.integers(0, 6), st.integers(0, 5)).map(list))
    audit["languages"].append({"code": code} | data.draw(skills))
    after = readiness_shown(audit)
    assert before is None or after is None or after >= before


@settings(deadline=None)
@given(audits(education=st.builds(list) | st.lists(KNOWN_SCHOOL, min_size=1).map(list)), SCHOOLS)
def test_one_school_more_never_lowers_evidenced_readiness(audit, school):
    before = readiness_shown(audit)
    audit["education"].append(school)
    after = readiness_shown(audit)
    assert before is None or after is None or after >= before


@settings(deadline=None)
@given(audits(jobs=st.builds(list) | st.lists(JOBS.map(lambda job: job | {"months": 7}), min_size=1)), JOBS)
def test_one_job_more_never_lowers_evidenced_readiness(audit, job):
    before = readiness_shown(audit)
    audit["jobs"].append(job)
    after = readiness_shown(audit)
    assert before is None or after is None or after >= before


@settings(deadline=None)
@given(audits(answers=ANSWERS.map(lambda answers: answers | {"JSR01": 2})), st.data())
def test_a_hidden_item_leaves_coverage(audit, data):
    codes = [code for code in audit.get("answers", {}) if code[:3] in {"TRV", "JSR"}]
    hidden = data.draw(st.sampled_from(codes))
    del audit["answers"][hidden]
    domain = scored(audit).domains[hidden[:3]]
    rest = [raw for code, raw in audit["answers"].items() if code[:3] == hidden[:3]]
    answered = sum(as_pair(raw) is not None for raw in rest)
    asked = sum(raw != "not_asked" for raw in rest)
    assert domain.coverage == (Fraction(100 * answered, asked) if answered else 0)


@given(st.fractions(0, 100))
def test_a_band_exists_for_every_value_from_0_to_100(value):
    assert TABLE.band(value) in {"foundation", "preparing", "supported_entry", "ready"}
    assert TABLE.support_band(value) in {"low", "medium", "high"}


@settings(deadline=None)
@given(audits(), st.randoms(use_true_random=False))
def test_the_order_of_repeats_changes_nothing(audit, chance: random.Random):
    before = score_json(audit)
    for key in ("languages", "education", "jobs", "tasks", "urgent"):
        if isinstance(audit.get(key), list):
            chance.shuffle(audit[key])
    chance.shuffle(audit.get("goal", {}).get("tasks", []))
    assert score_json(audit) == before


@settings(deadline=None)
@given(audits())
def test_scoring_again_gives_the_same_bits_and_leaves_the_input_alone(audit):
    kept = copy.deepcopy(audit)
    first = json.dumps(score_json(audit))
    assert audit == kept
    assert json.dumps(score_json(json.loads(json.dumps(audit)))) == first


@settings(deadline=None)
@given(audits())
def test_every_number_stays_in_its_range(audit):
    result = scored(audit)
    for domain in result.domains.values():
        assert 0 <= domain.coverage <= 100
        assert (domain.claim is None) == (domain.evidenced is None)
        if domain.claim is not None:
            assert 0 <= domain.evidenced <= domain.claim <= 100
    if result.goal is not None:
        assert 0 <= result.goal.tasks.low <= result.goal.tasks.high <= 100
    if result.readiness.claimed is not None:
        assert 0 <= result.readiness.evidenced <= result.readiness.claimed <= 100
    assert 0 <= result.readiness.coverage <= 100
