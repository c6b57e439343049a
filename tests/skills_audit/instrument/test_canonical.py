"""Equal data has one spelling and one fingerprint."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills_audit.instrument.canonical import NotCanonical, canonical_json, sha256

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(-1e12, 1e12, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-12)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


def test_keys_are_sorted_and_nothing_is_wasted():
    spelled = canonical_json({"b": [1, 2.50, True, None], "a": {"ž": "Ā„”", "é": Decimal("1.00")}})
    assert spelled == '{"a":{"é":1,"ž":"Ā„”"},"b":[1,2.5,true,null]}'


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, 1.0), (0, -0.0), ((1, 2), [1, 2]), (0.1, Decimal("0.100")), (1e16, 10**16), (1e-7, Decimal("1e-7"))],
)
def test_what_is_equal_is_spelled_the_same(one, other):
    assert sha256(one) == sha256(other)


@given(JSON)
def test_the_spelling_survives_a_trip_through_json(value):
    spelled = canonical_json(value)
    assert canonical_json(json.loads(spelled)) == spelled
    assert canonical_json(json.loads(json.dumps(value))) == spelled


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        Decimal("NaN"),
        Decimal("1e99999"),
        {1: "x"},
        {"a": {2, 3}},
        date(2026, 1, 1),
        b"x",
        "\ud800",
    ],
    ids=repr,
)
def test_what_json_cannot_hold_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical_json(value)


def test_the_fingerprint_is_sha_256():
    assert sha256({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
