"""The pure modules: writing check, completeness, facets, the sheet, words of another script."""

from typing import Any

import pytest

from guidelines import library, writing
from guidelines.completeness import FIELDS, completeness
from guidelines.phrases import phrases
from guidelines.sheet import compose

EXAMPLES = [
    (language, kind, sentence)
    for language, kinds in writing.examples().items()
    for kind, sentences in kinds.items()
    for sentence in sentences
]


@pytest.mark.parametrize(("language", "kind", "sentence"), EXAMPLES)
def test_the_writing_check_judges_its_own_examples(language: str, kind: str, sentence: str) -> None:
    assert bool(writing.findings(sentence, language)) == (kind == "refused")


def test_the_check_knows_all_languages_of_the_site_and_suggests_the_scoped_form() -> None:
    assert set(writing.all_lists()) == {"lv", "en", "fi", "sv", "nl", "sl", "hu"}
    found = writing.findings("Daži brauc prom. Sīrieši ir viesmīlīgi.", "lv")
    assert [finding.sentence for finding in found] == ["Sīrieši ir viesmīlīgi."]
    assert "kurš, kur un kad" in found[0].suggestion


@pytest.mark.parametrize(
    "sentence",
    [
        "Nesakiet „sīrieši ir viesmīlīgi” un līdzīgi.",
        "2019. gadā sīrieši bija lielākā grupa.",
        "Par 12 % bēgļi ir studenti.",
    ],
)
def test_quotations_years_and_shares_pass(sentence: str) -> None:
    assert writing.findings(sentence, "lv") == []


def test_a_language_without_lists_is_not_checked() -> None:
    assert writing.findings("Syrians are hospitable.", "de") == []


def test_gaps_are_named_and_counted() -> None:
    done = completeness({name: "x" for name in FIELDS if name not in ("results", "cost_band")})
    assert done.gaps == ("results", "cost_band")
    assert done.known == done.total - 2
    assert completeness({}).known == 0


def entry(pk: int, country: str, theme: str, *groups: str) -> library.Entry:
    return library.Entry(
        pk, f"T{pk}", {"country": [country], "theme": [theme], "target_group": groups, "evidence": ["description"]}
    )


SHELF = [entry(1, "FI", "housing", "families"), entry(2, "SE", "housing"), entry(3, "FI", "work", "families", "women")]


def test_a_facet_never_leads_to_nothing() -> None:
    for chosen in ({}, {"country": "FI"}, {"country": "FI", "theme": "work"}):
        for name, options in library.options(SHELF, chosen, {}).items():
            for option in options:
                assert len(library.matching(SHELF, chosen | {name: option.code})) == option.count > 0


def test_practices_stand_by_theme_then_country() -> None:
    order = {"theme": ["work", "housing"], "country": ["SE", "FI"]}
    assert [found.pk for found in library.ordered(SHELF, order)] == [3, 2, 1]


def test_words_of_another_script_are_found_and_nothing_is_lost() -> None:
    text = "Sveiciens مرحبا بكم nozīmē „Добрий день” un viss."
    found = list(phrases(text))
    assert "".join(phrase.text for phrase in found) == text
    assert [(phrase.text, phrase.script, phrase.right_to_left) for phrase in found if phrase.script] == [
        ("مرحبا بكم", "Arab", True),
        ("Добрий день", "Cyrl", False),
    ]


def two(text: str) -> dict[str, str]:
    return {"lv": text, "en": f"{text}!"}


def sheet(**changed: Any) -> Any:
    parts: dict[str, Any] = {
        "frame": {"footer": two("Beigas")},
        "origin": {"label": two("Sīrija (SY)"), "guide": "syria", "sensitive": [two("Ticība")]},
        "meeting": {"label": two("Pirmā tikšanās"), "sensitive": [two("Solījumi")], "bring": [two("Ūdens")]},
        "present": {"label": two("Tulks"), "confidentiality": two("Nestāstu")},
        "contacts": [
            {"name": two("Palīdzība"), "phone": "112", "for": ["first"], "dated": "2026"},
            {"name": two("Skola"), "phone": "1", "for": ["school"], "dated": "2026"},
        ],
        "reminders": [{"origin": "syria", "text": two("Termiņi"), "dated": "2025-10-19"}],
        "origin_key": "syria",
        "meeting_key": "first",
        "language": "lv",
    }
    return compose(**(parts | changed))


def test_a_sheet_holds_what_the_three_choices_ask_for() -> None:
    made = sheet()
    sections = {section.key: [line.text for line in section.lines] for section in made.sections}
    assert made.title == "Pirmā tikšanās, Sīrija (SY), tulks"
    assert sections == {"sensitive": ["Ticība", "Solījumi"], "secrecy": ["Nestāstu"], "bring": ["Ūdens", "Termiņi"]}
    assert [contact.name for contact in made.contacts] == ["Palīdzība"]
    assert sheet(origin_key="ukraine").sections[-1].lines[-1].text == "Ūdens"
    assert sheet(language="en").footer == "Beigas!"
