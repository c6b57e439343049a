"""Words of an instrument: a value that no list knows has none, and breaks no page that shows an answer."""

import pytest

from skills_audit.instrument.wording import Wording

WORDING = Wording("en", {
    "scales": {"NEED": {"0": "None", 1: "Some"}},
    "items": {"OWN": {"options": {"0": "Not at all"}}},
})  # fmt: skip


@pytest.mark.parametrize(
    ("option", "expected"), [(0, "Not at all"), ("0", "Not at all"), (1, "Some"), ("1", "Some"), ("Anna", ""), (7, "")]
)
def test_an_options_own_words_come_before_those_of_its_scale_and_what_is_unknown_has_none(
    option: str | int, expected: str
) -> None:
    assert WORDING.option("OWN", option, "NEED") == expected


def test_a_text_that_is_not_there_is_empty() -> None:
    assert (WORDING.ask("OWN"), WORDING.step("NO", 1), WORDING.part("OWN", "x"), WORDING.option("NO", 1)) == ("",) * 4
