"""What a sheet makes of the words it is given."""

import pytest

from skills_audit.exports import begins_right, quoted


@pytest.mark.parametrize(
    ("said", "shown", "from_the_right"),
    [
        ("Es gribu strādāt.", "„Es gribu strādāt.”", False),
        ("أريد أن أعمل", "«أريد أن أعمل»", True),
        ("Хочу працювати", "«Хочу працювати»", False),
        ("12", "„12”", False),
    ],
)
def test_an_aim_stands_in_the_marks_and_the_direction_of_its_script(
    said: str, shown: str, from_the_right: bool
) -> None:
    assert quoted(said) == shown
    assert begins_right(said) is from_the_right
