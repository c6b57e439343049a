"""The shipped practices as files: complete in every language, with known codes and sources that exist."""

from functools import cache
from typing import Any

import pytest

from guidelines.demo import PRACTICES
from portal.demo.reading import read

PARTS = ("context", "objectives", "activities", "results", "evaluation")
CODES = {
    "theme": "themes",
    "mipex_strand": "mipex_strands",
    "area": "areas",
    "provider_kind": "provider_kinds",
    "cost_band": "cost_bands",
    "state": "states",
    "evidence_level": "evidence_levels",
}
FILES = sorted(PRACTICES.glob("*/*.yaml"))


@cache
def vocabulary() -> dict[str, Any]:
    return dict(read(PRACTICES / "vocabulary.yaml"))


def test_the_library_ships_eighty_practices_and_all_five_countries() -> None:
    practices = [read(file) for file in FILES]

    assert len(practices) >= 80
    assert len({practice["key"] for practice in practices}) == len(practices)
    assert len({(practice["language"], practice["slug"]) for practice in practices}) == len(practices)
    assert {practice["country"] for practice in practices} == {"FI", "SE", "NL", "SI", "HU"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_a_practice_is_complete_in_its_languages_and_names_what_exists(file: Any) -> None:
    practice = read(file)
    sources = {source["key"] for source in practice["sources"]}

    assert file.stem.startswith(f"{practice['key']}-")
    assert all(practice[f"{name}_{code}"] for name in ("title", "summary") for code in ("lv", "en"))
    for field, kind in CODES.items():
        assert practice[field] is None or practice[field] in vocabulary()[kind], field
    for field in ("target_groups", "legal_statuses", "ages"):
        assert set(practice[field]) <= set(vocabulary()[field]), field

    assert tuple(practice["body"]) == PARTS
    for part in filter(None, practice["body"].values()):
        assert set(part) == {"original", "en", "lv"}
        assert all(part.values())
    assert practice["body"]["activities"]

    assert sources
    assert all(source["dated"] and source["checked"] for source in practice["sources"])
    assert practice["statements"]
    assert all(set(fact["sources"]) <= sources and fact["lv"] and fact["en"] for fact in practice["statements"])
    assert not practice["evaluation_facts"] or practice["evaluation_facts"]["source"] in sources
    assert len(practice["open_points"]["lv"]) == len(practice["open_points"]["en"])
