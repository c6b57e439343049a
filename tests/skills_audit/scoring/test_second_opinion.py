"""The product against an independent second implementation, on generated audits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from skills_audit.scoring import score_json
from tests.skills_audit.scoring.second_opinion import second_opinion
from tests.skills_audit.scoring.strategies import audits
from tests.skills_audit.scoring.vector import VECTOR

HALF_A_CENT = 0.005 + 1e-9


def same(shown: Any, exact: float | None) -> bool:
    if exact is None or shown is None:
        return shown is None and exact is None
    return abs(shown - exact) <= HALF_A_CENT


def band(value: float) -> str:
    return "foundation" if value < 25 else "preparing" if value < 50 else "supported_entry" if value < 75 else "ready"


def agree(audit: dict[str, Any]) -> None:
    product, other = score_json(audit), second_opinion(audit)
    for code, numbers in other["domains"].items():
        shown = product["domains"][code]
        claim, strength, evidenced, coverage = numbers or (None, None, None, 0)
        assert same(shown["claim"], claim), code
        assert same(shown["strength"], strength), code
        assert same(shown["evidenced"], evidenced), code
        assert same(shown["coverage"], coverage), code
    assert same(product["readiness"]["claimed"], other["claimed"])
    assert same(product["readiness"]["evidenced"], other["evidenced"])
    assert same(product["readiness"]["coverage"], other["coverage"])
    assert same(product["support"]["need"], other["need"])
    assert [gate for gate in product["gates"] if gate in {"G1", "G2"}] == other["gates"]
    if abs(other["coverage"] - 60) > 1e-6:
        assert ("G3" in product["gates"]) == (other["coverage"] < 60)
    if other["claimed"] is not None and min(abs(other["claimed"] - edge) for edge in (25, 50, 75)) > 1e-6:
        before = band(other["claimed"])
        assert product["band_before_gates"] == before
        capped = "preparing" if other["gates"] and other["claimed"] >= 50 else before
        assert product["band"] == (None if "G3" in product["gates"] else capped)
    if other["goal"] is None:
        assert product["goal"] is None
    else:
        for key in ("fit", "coverage", "low", "high"):
            assert same(product["goal"][key], other["goal"][key]), key
        assert product["goal"]["language_hours"] == other["goal"]["hours"]
        for key in ("language_months", "months", "months_left"):
            assert same(product["goal"][key], other["goal"][key]), key
        assert product["goal"]["qualification_gap"] == other["goal"]["qualification_gap"]
        assert product["goal"]["recognition_first"] is other["goal"]["recognition_first"]
        left, months = other["goal"]["months_left"], other["goal"]["months"]
        if left is None or months is None or abs(months - left) > 1e-9:
            assert product["goal"]["within_service"] is other["goal"]["within_service"]
    need = other["need"]
    if need is None or min(abs(need - edge) for edge in (34, 67)) > 1e-6:
        expected = None if need is None else "low" if need < 34 else "medium" if need < 67 else "high"
        assert product["support"]["band"] == expected
    assert product["support"]["urgent"] == sorted(set(audit.get("urgent", [])))
    assert ("G4" in product["gates"]) == bool(other["goal"] and other["goal"]["recognition_first"])


@settings(max_examples=400, deadline=None)
@given(audits())
def test_two_implementations_agree_on_any_audit(audit):
    agree(audit)


def test_two_implementations_agree_on_the_vector():
    agree(VECTOR)
    assert second_opinion(VECTOR)["claimed"] == pytest.approx(59.68, abs=0.005)
