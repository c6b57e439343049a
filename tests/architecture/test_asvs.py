"""The reading of OWASP ASVS 5.0 leaves no requirement out and names no proof that is not there."""

import re
from collections import Counter

import pytest

from portal.database import PROJECT

TEXT = (PROJECT / "portal" / "protection" / "ASVS.md").read_text()
LINE = re.compile(
    r"^- (?P<ids>\d+\.\d+\.\d+(?:, \d+\.\d+\.\d+)*) (?P<verdict>met|none|operator|not met)\b.*$", re.MULTILINE
)
# How many requirements of levels 1 and 2 each section has; those of level 3 taken on stand apart.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4,
    "17.3": 2,
}  # fmt: skip
TAKEN_ON = {"3.4.7", "3.4.8", "5.2.4", "5.2.6", "5.3.3", "6.3.5", "6.3.7", "6.3.8", "8.3.2", "11.3.4", "13.3.4",
            "14.2.6", "14.2.7", "14.2.8", "16.5.4"}  # fmt: skip


def test_every_requirement_has_one_line() -> None:
    wanted = {f"{section}.{number + 1}" for section, many in SECTIONS.items() for number in range(many)} | TAKEN_ON
    found = Counter(one for line in LINE.finditer(TEXT) for one in line["ids"].split(", "))

    assert sum(SECTIONS.values()) == 253
    assert set(found) == wanted
    assert set(found.values()) == {1}
    assert len(LINE.findall(TEXT)) == len(re.findall(r"^- \d", TEXT, re.MULTILINE))


@pytest.mark.parametrize("verdict", ["not met", "operator", "none"])
def test_what_does_not_simply_hold_says_why(verdict: str) -> None:
    for line in LINE.finditer(TEXT):
        if line["verdict"] == verdict:
            assert len(line[0].partition(":")[2].strip()) > 6, line[0]


def test_every_file_named_exists() -> None:
    named = set(
        re.findall(
            r"`((?:tests|portal|training|skills_audit|search|templates)/[\w/.-]+|\.dockerignore|\w+\.(?:yaml|toml|txt)|Dockerfile)`",
            TEXT,
        )
    )

    assert len(named) > 50
    assert [name for name in sorted(named) if not (PROJECT / name).exists()] == []
