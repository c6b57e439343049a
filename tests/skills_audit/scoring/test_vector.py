"""Every number of the test vector, exactly as published."""

from fractions import Fraction

import pytest

from skills_audit.scoring import current_table, parse_audit, score, score_json
from skills_audit.scoring.domains import job_exposure
from tests.skills_audit.scoring.vector import VECTOR

EXPECTED = {
    "LAN": (70.00, 30.00, 21.00, 100),
    "LND": (59.72, 23.72, 14.17, 100),
    "EDU": (50.00, 80.00, 40.00, 100),
    "WRK": (64.81, 37.16, 24.09, 100),
    "TRV": (61.11, 30.00, 18.33, 90),
    "JSR": (33.33, 0.00, 0.00, 80),
}


@pytest.mark.parametrize("domain", EXPECTED)
def test_every_domain_of_the_vector_comes_out_as_published(domain):
    result = score_json(VECTOR)["domains"][domain]
    assert (result["claim"], result["strength"], result["evidenced"], result["coverage"]) == EXPECTED[domain]


def test_the_rest_of_the_vector_comes_out_as_published():
    result = score_json(VECTOR)
    del result["domains"]
    assert result == {
        "scoring": "0.1",
        "readiness": {"claimed": 59.68, "evidenced": 21.44, "strength": 35.92, "coverage": 96.5},
        "band": "supported_entry",
        "band_before_gates": "supported_entry",
        "band_stable": False,
        "gates": [],
        "support": {"need": 29.63, "band": "low", "urgent": ["SUP08"]},
        "goal": {
            "fit": 78.57,
            "coverage": 70.0,
            "low": 55.0,
            "high": 85.0,
            "language_hours": 120,
            "language_months": 2.77,
            "qualification_gap": 0,
            "months": 2.77,
            "months_left": 9,
            "within_service": True,
            "recognition_first": False,
        },
    }


def test_the_months_of_work_of_the_vector_are_exact():
    table = current_table()
    audit = parse_audit(VECTOR, table)
    assert sum(job_exposure(job, audit.on, table.work) for job in audit.jobs) == Fraction("49.92")


def test_scoring_again_is_bit_for_bit_the_same():
    table = current_table()
    assert score(parse_audit(VECTOR, table), table) == score(parse_audit(VECTOR, table), table)
