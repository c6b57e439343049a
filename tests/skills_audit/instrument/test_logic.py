"""The skip-logic language: what it means, what it refuses, how it reads aloud, and what it finds dead."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from skills_audit.instrument.logic import (
    AllOf,
    Answered,
    AnyOf,
    Comparison,
    LogicProblem,
    Membership,
    Not,
    codes_in,
    evaluate,
)
from skills_audit.instrument.logic_check import Finding, Question, check
from skills_audit.instrument.logic_reader import parse
from skills_audit.instrument.logic_words import BY_LANGUAGE, in_words
from skills_audit.instrument.logic_xlsform import to_relevant

DEFINITION = Path(__file__).parents[3] / "skills_audit/instrument/versions/1.0.0/definition.yaml"


@pytest.mark.parametrize(
    ("text", "answers", "holds"),
    [
        ("LND01 >= 2", {"LND01": 2}, True),
        ("LND01 >= 2", {"LND01": 1}, False),
        ("LND01 < 2", {}, False),
        ("LND01 < 2", {"LND01": "declined"}, False),
        ("not LND01 < 2", {"LND01": "unknown"}, True),
        ("LND01 > 0.5", {"LND01": 1}, True),
        ("GOA01 == job", {"GOA01": ["study", "job"]}, True),
        ("GOA01 != job", {"GOA01": ["study", "job"]}, False),
        ("GOA01 != job", {"GOA01": ["study"]}, True),
        ("GOA01 != job", {"GOA01": []}, False),
        ("GOA01 in [job, business]", {"GOA01": ["business"]}, True),
        ("LEG01 in [refugee, other]", {"LEG01": "asylum_seeker"}, False),
        ('LEG01 == "refugee"', {"LEG01": "refugee"}, True),
        ("answered(WRK01)", {"WRK01": {"value": "5120", "words": "cook"}}, True),
        ("answered(WRK01)", {"WRK01": {"words": "cook"}}, False),
        ("EDU01 >= 3", {"EDU01": {"value": 3, "completed": True}}, True),
        ("A == x or B == y and C == z", {"A": "x"}, True),
        ("(A == x or B == y) and C == z", {"A": "x"}, False),
        ("not A == x and answered(A)", {"A": "y"}, True),
        ("not (A == x and B == y)", {"A": "x", "B": "y"}, False),
        ("A == true", {"A": True}, True),
        ("A >= 1", {"A": True}, False),
        ("A >= 1", {"A": "many"}, False),
    ],
)
def test_a_condition_means_what_the_instrument_says(text, answers, holds):
    assert evaluate(parse(text), answers) is holds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A",
        "A ==",
        "== 1",
        "A = 1",
        "A == 1 B",
        "A in []",
        "A in [1",
        "(A == 1",
        "A == 1)",
        "not",
        "A < x",
        "A == 1 and",
        "answered A",
        "answered()",
        "and == 1",
        "A == or",
        "__import__('os')",
        "A == 1; B",
        "A.b == 1",
        "A == 'x'",
        'A == "it\'s"',
        "5 == A",
        "A == 5x",
        "(" * 30 + "A == 1" + ")" * 30,
        "not " * 40 + "A == 1",
        "A == " + "x" * 1001,
        "A & B",
        "A in x",
        "A == 1 or or B == 2",
    ],
)
def test_anything_else_is_refused_with_a_reason(text):
    with pytest.raises(LogicProblem, match=r"\w"):
        parse(text)


@given(st.text(max_size=40))
def test_reading_any_text_gives_a_tree_or_a_reason(text):
    try:
        evaluate(parse(text), {})
    except LogicProblem as problem:
        assert str(problem)  # noqa: PT017


def test_the_codes_a_condition_looks_at_are_known():
    assert codes_in(parse("not A == x and (answered(B) or C in [1, 2])")) == {"A", "B", "C"}


def test_a_condition_reads_aloud_in_both_languages():
    condition = parse("GOA01 in [job, study] and not (LND01 < 2 or answered(WRK01))")
    items = {"GOA01": "Goal", "LND01": "Reading", "WRK01": "Work"}.get
    english = in_words(condition, BY_LANGUAGE["en"], items, lambda code, value: str(value))
    assert english == (
        "“Goal” is “job” or “study” and it is not so that (“Reading” is below “2” or “Work” is answered)"
    )
    latvian = in_words(condition, BY_LANGUAGE["lv"], items, lambda code, value: str(value))
    assert (
        latvian == "„Goal” ir „job” vai „study” un nav tā, ka („Reading” ir mazāk nekā „2” vai uz „Work” ir atbildēts)"
    )


def test_a_condition_becomes_the_same_condition_in_an_xlsform():
    condition = parse("GOA01 in [job, study] or LEG01 != other and LND01 >= 1 and not answered(WRK01)")
    assert to_relevant(condition, {"GOA01"}) == (
        "((selected(${GOA01}, 'job') or selected(${GOA01}, 'study')) or "
        "((${LEG01} != '' and not(${LEG01} = 'other')) and (${LND01} != '' and ${LND01} >= 1) and "
        "not(${WRK01} != '')))"
    )


def question(code, kind="choice", when="", options=("yes", "no"), steps=(0, 1, 2, 3), routes=()):
    if kind not in {"choice", "multi"}:
        options = ()
    return Question(code, kind, tuple(options), tuple(steps), parse(when) if when else None, frozenset(routes))


@pytest.mark.parametrize(
    ("questions", "findings"),
    [
        ([question("A"), question("B", when="A == yes")], []),
        ([question("A"), question("B", when="X == yes")], [("B", "unknown_item", "X")]),
        ([question("B", when="A == yes"), question("A")], [("B", "later_item", "A")]),
        ([question("A", when="A == yes")], [("A", "later_item", "A")]),
        ([question("A"), question("B", when="A == maybe")], [("B", "unknown_option", "A maybe")]),
        ([question("A", "scale"), question("B", when="A >= 4")], [("B", "unknown_option", "A 4")]),
        ([question("A", "other"), question("B", when="A == yes")], [("B", "not_comparable", "A yes")]),
        ([question("A", "number"), question("B", when="A == yes")], [("B", "not_comparable", "A yes")]),
        ([question("A", options=("yes", "unknown"))], [("A", "reserved_option", "unknown")]),
        ([question("A"), question("B", when="A == yes and A == no")], [("B", "never_reached", "")]),
        ([question("A", "multi"), question("B", when="A == yes and A == no")], []),
        ([question("A", "scale"), question("B", when="A > 2 and A < 2")], [("B", "never_reached", "")]),
        ([question("A", "number"), question("B", when="A > 2 and A < 4")], []),
        ([question("A", "number"), question("B", when="A > 3 and A < 3")], [("B", "never_reached", "")]),
        ([question("A", "scale"), question("B", when="A == 1 or A > 3")], [("B", "never_holds", "2")]),
        ([question("A"), question("B", when="not (answered(A) or not answered(A))")], [("B", "never_reached", "")]),
        (
            [question("A"), question("B", when="A == yes"), question("C", when="A == no and B == yes")],
            [("C", "never_reached", "")],
        ),
        (
            [question("A", routes=["full"]), question("B", when="A == yes", routes=["core", "full"])],
            [("B", "never_on_route", "core")],
        ),
    ],
)
def test_misfits_and_dead_branches_are_found(questions, findings):
    assert check(questions) == [Finding(*finding) for finding in findings]


def test_a_question_one_route_never_reaches_is_a_warning_and_the_rest_are_errors():
    assert not Finding("B", "never_on_route", "core").is_error
    assert Finding("B", "never_reached").is_error


ATOMS = st.one_of(
    st.builds(Comparison, st.sampled_from("AB"), st.sampled_from(["==", "!="]), st.sampled_from(["yes", "no"])),
    st.builds(Comparison, st.just("S"), st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), st.integers(0, 3)),
    st.builds(Membership, st.just("M"), st.lists(st.sampled_from(["yes", "no"]), min_size=1).map(tuple)),
    st.builds(Answered, st.sampled_from("ABSM")),
)
TREES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=8,
)
CHOICES = st.sampled_from([None, "yes", "no", "declined"])


@given(TREES, CHOICES, CHOICES, st.sampled_from([None, 0, 1, 2, 3]), st.sets(st.sampled_from(["yes", "no"])))
def test_a_condition_that_holds_for_some_answers_is_never_called_dead(tree, a, b, s, m):
    if evaluate(tree, {"A": a, "B": b, "S": s, "M": sorted(m)}):
        asked = [question("A"), question("B"), question("S", "scale"), question("M", "multi")]
        findings = check([*asked, Question("Q", "other", when=tree)])
        assert not [finding for finding in findings if finding.problem == "never_reached"]


def test_every_condition_of_the_shipped_instrument_can_be_read():
    definition = yaml.safe_load(DEFINITION.read_text(encoding="utf-8"))
    conditions = [
        part["when"]
        for section in definition["sections"]
        for item in section["items"]
        for part in [item, *item.get("parts", [])]
        if part.get("when")
    ]
    assert len(conditions) > 20
    known = {item["code"] for section in definition["sections"] for item in section["items"]}
    for condition in conditions:
        assert codes_in(parse(condition)) <= known
