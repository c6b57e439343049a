"""From gaps to proposed steps, in the order of F14."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings

from skills_audit.goals import CONDITIONS, PlanFacts, propose_steps
from skills_audit.plan_templates import shipped_templates
from skills_audit.scoring import current_table, parse_audit
from skills_audit.scoring.next_steps import ProposedStep, rank_steps
from tests.skills_audit.scoring.strategies import audits
from tests.skills_audit.scoring.vector import vector

TABLE = current_table()
ALLOWED = PlanFacts(may_work=True)


def steps(facts=ALLOWED, **changes):
    return propose_steps(parse_audit(vector(**changes), TABLE), TABLE, facts)


def proposed(facts=ALLOWED, **audit):
    return {step.template for step in propose_steps(parse_audit(audit, TABLE), TABLE, facts)}


def test_steps_are_ranked_by_what_they_gain_for_their_time():
    given_steps = [
        ProposedStep("digital", "a", Fraction(2), gain_readiness=Fraction(10)),
        ProposedStep("practice", "b", Fraction(1), gain_fit=Fraction(4)),
        ProposedStep("practice", "c", Fraction(1, 2), gain_fit=Fraction(4), gain_readiness=Fraction(1)),
        ProposedStep("support", "d", Fraction(1), need=1),
        ProposedStep("support", "e", Fraction(9), urgent=True),
        ProposedStep("support", "f", Fraction(1), need=3),
    ]
    ranked = rank_steps(given_steps, TABLE, may_work=True)
    assert [step.gap for step in ranked] == ["e", "c", "b", "a", "f", "d"]
    assert given_steps[0].priority(TABLE) == Fraction(5, 2)
    assert given_steps[2].priority(TABLE) == Fraction(9, 2)


def test_urgent_support_comes_first_whatever_it_gains():
    assert next((step.template, step.urgent) for step in steps()) == ("find_legal_advice", True)


def test_steps_that_need_the_right_to_work_are_hidden_until_it_exists():
    assert "work_trial" in {step.template for step in steps()}
    hidden = steps(PlanFacts(may_work=False))
    assert not [step for step in hidden if step.right_to_work]


def test_every_template_has_a_condition_a_track_and_words_in_both_languages():
    templates = shipped_templates()
    assert len({template.key for template in templates}) == len(templates) >= 30
    for template in templates:
        assert template.condition in CONDITIONS
        assert template.track in TABLE.step_months
        assert {"lv", "en"} <= set(template.words)


def test_the_gain_of_a_step_is_the_score_with_the_step_done():
    found = {step.template: step for step in steps()}
    course = found["latvian_course"]
    # Four skills go from half to whole: LAN rises by 28 points, readiness by a quarter of that.
    assert course.gain_readiness == 7
    assert course.months == Fraction(120) / (Fraction("4.33") * 10)
    # The two essential tasks below the needed level reach it: 1.5 of 7 points of weight.
    assert found["work_trial"].gain_fit == Fraction(150, 7)
    # JSR03 is at 2 already; JSR05 is not known and proposes nothing.
    assert {"learn_job_search", "learn_contract_taxes", "practise_interview"} <= set(found)
    assert not {"write_cv", "learn_work_rights"} & set(found)
    assert "literacy_course" not in found
    assert "digital_course" in found


def test_a_qualification_gap_proposes_a_programme_with_its_gain_and_length():
    found = {step.template: step for step in steps(goal={"isced": 5, "training_months": 18})}
    programme = found["join_vocational_programme"]
    # From ISCED 3 to 5 the level rises from .50 to .70 with two thirds of the weight of the domain.
    assert (programme.months, programme.gain_readiness) == (18, Fraction(2))
    assert "join_vocational_programme" not in {step.template for step in steps()}


@pytest.mark.parametrize(
    ("template", "facts", "audit"),
    [
        ("contact_about_safety", {}, {"urgent": ["SUP09"]}),
        ("contact_about_wellbeing", {}, {"answers": {"SUP04": 2}}),
        ("find_housing", {}, {"answers": {"SUP01": 2}}),
        ("literacy_course", {}, {"answers": {"LND01": 2}}),
        ("practise_numbers", {}, {"answers": {"LND03": 1}}),
        ("volunteer", {}, {"answers": {"TRV04": 1}}),
        ("latvian_course", {}, {"languages": []}),
        ("regulated_recognition", {}, {"goal": {"regulated": True}}),
        ("aic_statement", {"papers": frozenset({"copy"})}, {}),
        ("aic_statement", {}, {"education": [{"isced": 6, "completed": True, "ev": 4}]}),
        ("self_assessment_studies", {"papers": frozenset({"cannot_ask"})}, {}),
        ("find_diploma_copy", {"papers": frozenset({"lost"})}, {}),
        ("competence_assessment", {}, {"jobs": [{"months": 12}]}),
        ("collect_employer_statement", {}, {"jobs": [{"months": 12, "ev": 2}]}),
        ("collect_work_sample", {}, {"tasks": [[3, 1]]}),
        ("work_trial", {}, {"goal": {"tasks": [{"importance": "essential"}]}}),
        ("register_employment_agency", {"goals": frozenset({"job"})}, {}),
        ("find_interpreter", {"interpreter_missing": True}, {}),
        ("exchange_driving_licence", {"licence_not_exchanged": True}, {}),
        ("ask_more", {}, {}),
    ],
)
def test_each_gap_proposes_its_step_and_nothing_else_does(template, facts, audit):
    assert template in proposed(PlanFacts(may_work=True, **facts), **audit)
    full = {"LAN": [{"code": "lav"} | dict.fromkeys(TABLE.languages.skills, 6)]}
    settled = {code: rule.highest for code, rule in TABLE.answers.items() if not rule.support}
    nothing = proposed(
        languages=full["LAN"],
        answers=settled,
        education=[{"isced": 6, "completed": True, "ev": 5}],
        jobs=[{"months": 60, "ended": None, "intensity": "full", "ev": 3}],
        tasks=[[4, 2]],
        goal={"recognised": True, "regulated": False},
    )
    assert nothing == set()


def test_a_recognised_diploma_or_regulated_work_needs_no_statement():
    school = [{"isced": 6, "completed": True, "ev": 4}]
    assert "aic_statement" not in proposed(education=school, goal={"recognised": True})
    assert "aic_statement" not in proposed(education=school, goal={"regulated": True})
    assert "aic_statement" not in proposed(PlanFacts(recognition=frozenset({"waiting"})), education=school)


def test_what_is_not_known_proposes_nothing_but_asking_more():
    unknown = dict.fromkeys(TABLE.answers, "unknown")
    assert proposed(answers=unknown, languages="declined", education="unknown", jobs="unknown") == {"ask_more"}


@settings(max_examples=60, deadline=None)
@given(audits())
def test_no_step_ever_promises_a_loss(data):
    for step in propose_steps(parse_audit(data, TABLE), TABLE, ALLOWED):
        assert step.gain_fit >= 0
        assert step.gain_readiness >= 0
        assert step.months >= 0
