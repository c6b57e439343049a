"""What is not a valid audit is refused, with the place and without the value."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills_audit.scoring import InvalidAudit, score_json
from skills_audit.scoring.lines import score_lines
from tests.skills_audit.scoring.vector import VECTOR, vector

HUGE = "9" * 5000
NOT_WHOLE = [True, False, -1, 2.5, 10**30, float("nan"), float("inf"), -float("inf"), "2", None, {}, "often"]
NOT_WHOLE += [Decimal("NaN"), Decimal("sNaN"), Decimal("1e999999"), [1], [1, 2, 3], [], [[1], 1]]


@pytest.mark.parametrize("value", NOT_WHOLE, ids=repr)
def test_an_answer_that_is_no_step_of_its_scale_is_refused(value):
    for code in ("TRV01", "LND01", "SUP01"):
        with pytest.raises(InvalidAudit, match=code):
            score_json({"answers": {code: value}})
    with pytest.raises(InvalidAudit, match=r"languages\[0\]\.listening"):
        score_json({"languages": [{"code": "lav", "listening": value}]})
    with pytest.raises(InvalidAudit, match=r"tasks\[0\]"):
        score_json({"tasks": [value]})


@pytest.mark.parametrize(
    ("code", "above"), [("LND01", 5), ("LND03", 4), ("LND04", 5), ("TRV10", 5), ("JSR01", 4), ("SUP10", 4)]
)
def test_every_scale_ends_at_its_last_step(code, above):
    score_json({"answers": {code: above - 1}})
    with pytest.raises(InvalidAudit, match=f"answers.{code}: must be a whole number from 0 to {above - 1}"):
        score_json({"answers": {code: above}})


@pytest.mark.parametrize("ev", [6, -1, True, "1", 1.5, None, float("nan")], ids=repr)
def test_evidence_runs_from_0_to_5(ev):
    for audit in (
        {"answers": {"LND01": [1, ev]}},
        {"education": [{"isced": 1, "ev": ev}]},
        {"courses": {"count": 1, "ev": ev}},
        {"jobs": [{"months": 1, "ev": ev}]},
        {"tasks": [[1, ev]]},
    ):
        with pytest.raises(InvalidAudit, match="must be a whole number from 0 to 5"):
            score_json(audit)


def test_transversal_skills_are_shown_up_to_step_3():
    score_json({"answers": {"TRV01": [4, 3]}})
    with pytest.raises(InvalidAudit, match="from 0 to 3"):
        score_json({"answers": {"TRV01": [4, 4]}})


@pytest.mark.parametrize(
    ("audit", "where"),
    [
        ([], "must be an object"),
        (None, "must be an object"),
        ("unknown", "must be an object"),
        ({"langauges": []}, "unknown key 'langauges'"),
        ({"on": "2026-02-30"}, "on: must be a day"),
        ({"on": "20261101"}, "on: must be a day"),
        ({"on": "2026-11-01T10:00"}, "on: must be a day"),
        ({"on": "２０２６-11-01"}, "on: must be a day"),
        ({"on": 20261101}, "on: must be a day"),
        ({"languages": {}}, "languages: must be a list"),
        ({"languages": None}, "languages: must be a list"),
        ({"languages": [[]]}, r"languages\[0\]: must be an object"),
        ({"languages": [{}]}, "ISO 639-3"),
        ({"languages": [{"code": "lv"}]}, "ISO 639-3"),
        ({"languages": [{"code": "LAV"}]}, "ISO 639-3"),
        ({"languages": [{"code": "lav"}, {"code": "lav"}]}, "the language lav is given twice"),
        ({"languages": [{"code": "lav", "singing": 1}]}, "unknown key 'singing'"),
        ({"languages": [{"code": "lav", "listening": 7}]}, "from 0 to 6"),
        ({"answers": []}, "answers: must be an object"),
        ({"answers": {"TRV11": 1}}, "unknown code 'TRV11'"),
        ({"answers": {"PER02": 1990}}, "unknown code 'PER02'"),
        ({"education": [{"isced": 9}]}, "from 0 to 8"),
        ({"education": [{"isced": 3, "completed": 1}]}, "true or false"),
        ({"education": [{"isced": 3, "share": 1.01}]}, "from 0 to 1"),
        ({"education": [{"isced": 3, "share": True}]}, "from 0 to 1"),
        ({"courses": 2}, "courses: must be an object"),
        ({"courses": {"count": -1}}, "courses.count"),
        ({"jobs": [{"months": -1}]}, r"jobs\[0\]\.months"),
        ({"jobs": [{"months": 10**9}]}, r"jobs\[0\]\.months"),
        ({"jobs": [{"months": Decimal("1e-999999")}]}, "decimals"),
        ({"jobs": [{"months": Decimal("0e999999")}]}, "decimals"),
        ({"jobs": [{"months": 1, "intensity": "half"}]}, "one of full, part"),
        ({"jobs": [{"months": 1, "ended": "yesterday"}]}, r"jobs\[0\]\.ended"),
        ({"jobs": [{"months": 1, "ended": False}]}, r"jobs\[0\]\.ended"),
        ({"tasks": {}}, "tasks: must be a list"),
        ({"urgent": ["SUP01"]}, "one of SUP04, SUP08, SUP09"),
        ({"urgent": [["SUP08"]]}, "one of SUP04"),
        ({"urgent": "SUP08"}, "urgent: must be a list"),
        ({"goal": []}, "goal: must be an object"),
        ({"goal": {"latvian": 7}}, "goal.latvian"),
        ({"goal": {"isced": 9}}, "goal.isced"),
        ({"goal": {"regulated": "yes"}}, "goal.regulated"),
        ({"goal": {"hours_per_week": 169}}, "goal.hours_per_week"),
        ({"goal": {"months_left": -1}}, "goal.months_left"),
        ({"goal": {"tasks": [{"importance": "nice", "aut": 1}]}}, "one of essential, optional"),
        ({"goal": {"tasks": [{"importance": "essential", "aut": 5}]}}, r"goal.tasks\[0\]\.aut"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(audit, where):
    with pytest.raises(InvalidAudit, match=where):
        score_json(audit)


def test_whole_numbers_may_be_written_with_a_point():
    assert score_json({"answers": {"TRV01": 3.0}}) == score_json({"answers": {"TRV01": Decimal("3.00")}})


def test_decimals_are_taken_as_written():
    # One tenth of 60 months by a binary float would fall short of 6 in the last bit.
    assert (
        score_json({"jobs": [{"months": 0.1, "intensity": "full", "ended": None}]})["domains"]["WRK"]["claim"] == 0.17
    )


def test_a_state_stands_for_any_value():
    everything = dict.fromkeys(VECTOR, "unknown")
    assert score_json(everything)["readiness"]["claimed"] is None
    pair_of_nothing = score_json({"answers": {"TRV01": ["declined", 1], "TRV02": [2, "unknown"]}})
    assert pair_of_nothing["domains"]["TRV"] == {"claim": 50, "strength": 0, "evidenced": 0, "coverage": 50}


@pytest.mark.parametrize("key", list(VECTOR))
def test_every_key_may_be_missing(key):
    score_json(vector(**{key: ...}))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ('{"answers": {"TRV01": NaN}}', "NaN is not a number"),
        ('{"answers": {"TRV01": -Infinity}}', "-Infinity is not a number"),
        ('{"answers": {"TRV01": 1, "TRV01": 2}}', "same key twice"),
        ('{"jobs": [{"months": 1e999999999}]}', "jobs[0].months"),
        ('{"jobs": [{"months": 1e-999999999}]}', "decimals"),
        ('{"jobs": [{"months": 1e9999999999999999999999}]}', "too long"),
        (f'{{"jobs": [{{"months": {HUGE}}}]}}', "too long"),
        ("[" * 200_000, "nested too deep"),
        (b'{"on": "\xff"}', "not UTF-8"),
        ('{"answers": {"\\ud800": 1}}', "unknown code"),
        ("1", "must be an object"),
        ('{} {"on": "2026-01-01"}', "not JSON"),
    ],
)
def test_a_malformed_line_is_told_with_its_number_and_the_rest_go_on(line, problem):
    results = list(score_lines(["{}", line, "{}"]))
    assert [set(result) == {"line", "error"} for result in results] == [False, True, False]
    assert results[1]["line"] == 2
    assert problem in results[1]["error"]
    json.dumps(results).encode()


def test_empty_lines_count_in_the_middle_and_not_at_the_end():
    results = list(score_lines([b"{}\n", b"\n", b"{}\r\n", b"\n", b"  \n"]))
    assert [result.get("line") for result in results] == [None, 2, None]


def test_a_byte_order_mark_is_no_fault():
    assert "error" not in next(score_lines([b"\xef\xbb\xbf{}"]))


def test_error_messages_never_repeat_what_the_client_said():
    (result,) = score_lines(['{"answers": {"TRV01": "I was a nurse in Aleppo"}}'])
    assert result["error"] == "answers.TRV01: must be a whole number from 0 to 4"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(list(VECTOR)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*VECTOR, "isced", "x"]), inner),
    max_leaves=12,
)


@settings(max_examples=400, deadline=None)
@given(JSON)
def test_any_line_at_all_gives_one_result(value):
    (result,) = score_lines([json.dumps(value)])
    assert "domains" in result or set(result) == {"line", "error"}


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(list(VECTOR)), JSON)
def test_any_damage_to_a_good_line_gives_a_result_or_a_clear_error(key, value):
    (result,) = score_lines([json.dumps(vector(**{key: value}))])
    assert "domains" in result or set(result) == {"line", "error"}
