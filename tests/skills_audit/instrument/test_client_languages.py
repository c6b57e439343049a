"""What the client reads: the same questions in thirteen languages, none of them silently in another one."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from fontTools.ttLib import TTFont

import portal
from portal.sorting import latvian_key
from skills_audit.instrument.canonical import sha256
from skills_audit.instrument.definition import Instrument, read_instrument
from skills_audit.instrument.files import SCORING_TABLES, VERSIONS, read_version, shipped_versions
from skills_audit.instrument.lists import choices
from skills_audit.instrument.wording import MISSING, UNCHECKED
from skills_audit.plan_templates import shipped_templates
from skills_audit.talk.screen import wording_shown
from skills_audit.talk.session import Talk

ADDED = ("fr", "es", "fa", "tr", "uz", "az", "hi")
HEAD = ("language", "direction", "translation_version")
CLIENTS = ("en", "ru", "uk", "ar", "vi", *ADDED)
PLACEHOLDER = re.compile(r"\{\w+\}")
FONTS = Path(portal.__file__).parent
NEWEST = shipped_versions()[-1]
MENDED = VERSIONS / "1.0.3" / "texts"


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Every text with where it stands; states, dates of checks and the head of the file are no texts."""
    if isinstance(node, dict):
        for key, part in node.items():
            if key not in ("state", "checked_on") and (
                path or key not in ("language", "direction", "translation_version")
            ):
                yield from leaves(part, (*path, key))
    else:
        yield path, str(node)


def test_a_new_translation_is_a_patch_that_changes_nothing_else() -> None:
    earlier, later = read_version("1.0.0"), read_version("1.0.1")

    assert later["definition"] | {"version": "1.0.0"} == earlier["definition"]
    assert {key: later["texts"][key] for key in earlier["texts"]} == earlier["texts"]
    assert set(later["texts"]) - set(earlier["texts"]) == set(ADDED)
    assert later["scoring"] == earlier["scoring"]
    changed = {name for name, content in later["code_lists"].items() if content != earlier["code_lists"][name]}
    assert changed == {"occupations"}


def test_a_mended_text_is_a_patch_that_asks_the_same() -> None:
    earlier, later = read_version("1.0.1"), read_version("1.0.2")

    assert later["definition"] | {"version": "1.0.1"} == earlier["definition"]
    assert {key for key, texts in later["texts"].items() if texts != earlier["texts"][key]} == {"lv"}
    before, after = dict(leaves(earlier["texts"]["lv"])), dict(leaves(later["texts"]["lv"]))
    assert after.keys() == before.keys()
    for path, text in after.items():
        assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(before[path])), path
    changed = {name for name, content in later["code_lists"].items() if content != earlier["code_lists"][name]}
    assert changed == {"countries"}


def test_a_patch_of_wording_mends_words_of_clients_and_leaves_all_else() -> None:
    earlier, later = read_version("1.0.2"), read_version("1.0.3")
    mended = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in MENDED.glob("*.yaml")}

    assert later["definition"] | {"version": "1.0.2"} == earlier["definition"]
    assert (later["scoring"], later["code_lists"]) == (earlier["scoring"], earlier["code_lists"])
    assert {key for key, texts in later["texts"].items() if texts != earlier["texts"][key]} == mended.keys()
    assert mended.keys() == set(CLIENTS) - {"en"}
    for language, words in mended.items():
        before, after = dict(leaves(earlier["texts"][language])), dict(leaves(later["texts"][language]))
        assert after.keys() == before.keys(), language
        changed = {path for path, text in after.items() if text != before[path]}
        assert changed == {tuple(str(key) for key in path) for path, _text in leaves(words)}, language
        for path in changed:
            assert sorted(PLACEHOLDER.findall(after[path])) == sorted(PLACEHOLDER.findall(before[path])), path
        assert {item["state"] for item in later["texts"][language]["items"].values()} == {UNCHECKED}


@pytest.mark.parametrize(
    ("version", "fingerprint"),
    [
        ("1.0.0", "e5ac3b10093df1acc6913ca4b3b233e84cb2dea8bbb0f7b0d3ee983058842e2e"),
        ("1.0.1", "0baafb0e6c78afac486f21b99655edcee6ddee8d4f6376887eeeed0c58e00008"),
        ("1.0.2", "325b6f5699e2429e7489f2f72c6cfbddb62a28f8194e1d15f709aa68f2e4d384"),
        ("1.0.3", "aab30e0e34e90a1dbfaeced17d1f3a6adde8c5c867ca048109c96c8bc58d87e6"),
        ("1.0.4", "2d70dfdc85a0a7104854f158ef43cec5087f5cf225e4fe64986821be44c93fde"),
        ("1.0.5", "d8aa7511a6070c3d4778fd50fc161288533966a132df5fe24f36c6fc97a4b028"),
    ],
)
def test_the_files_of_a_published_version_keep_its_fingerprint(version: str, fingerprint: str) -> None:
    assert sha256(read_version(version)) == fingerprint  # another content could not be published under that number


def test_every_country_has_a_latvian_name_in_the_order_of_latvian_words() -> None:
    rows = read_version(NEWEST)["code_lists"]["countries"]["countries"]
    names = {row["code"]: row["lv"] for row in rows}

    assert len(names) == len(rows) == len(read_version("1.0.0")["code_lists"]["countries"]["countries"])
    assert [names[code] for code in ("TR", "CZ", "MK")] == ["Turcija", "Čehija", "Ziemeļmaķedonija"]
    assert list(names.values()) == sorted(names.values(), key=latvian_key)


@pytest.mark.parametrize("language", CLIENTS)
def test_every_occupation_with_cards_has_a_name_in_the_clients_language(language: str) -> None:
    rows = read_version(NEWEST)["code_lists"]["occupations"]["occupations"]

    assert [row["key"] for row in rows if not row.get(language)] == []
    assert [(row["lv"], row["en"]) for row in rows] == [
        (row["lv"], row["en"]) for row in read_version("1.0.0")["code_lists"]["occupations"]["occupations"]
    ]


@pytest.mark.parametrize("language", ADDED)
def test_the_core_route_is_whole_in_every_language_and_says_that_nobody_checked_it(language: str) -> None:
    texts = read_version(NEWEST)["texts"]
    mine, model = dict(leaves(texts[language])), dict(leaves(texts["ru"]))

    assert model.keys() <= mine.keys()
    assert [path for path, text in mine.items() if not text.strip()] == []
    for path, text in model.items():
        assert sorted(PLACEHOLDER.findall(mine[path])) == sorted(PLACEHOLDER.findall(text)), path
    assert {item["state"] for item in texts[language]["items"].values()} == {UNCHECKED}


@pytest.mark.parametrize("language", [one for one in CLIENTS if one != "en"])
def test_the_full_route_is_whole_in_every_language_of_clients(language: str) -> None:
    texts = read_version(NEWEST)["texts"]
    mine, model = dict(leaves(texts[language])), dict(leaves(texts["en"]))

    assert [path for path in model if path not in mine and path[-1] != "prompt"] == []
    assert {item["state"] for item in texts[language]["items"].values()} == {UNCHECKED}


@pytest.mark.parametrize("language", CLIENTS)
def test_every_task_card_country_and_language_spoken_most_has_a_name_in_the_clients_language(language: str) -> None:
    lists = read_version(NEWEST)["code_lists"]
    cards = [card for row in lists["occupations"]["occupations"] for card in row["tasks"]]
    spoken = [row for row in lists["languages"]["languages"] if row.get("site")]

    assert [card["key"] for card in cards if not card.get(language, "").strip()] == []
    assert [row["code"] for row in spoken if not row.get(language, "").strip()] == []
    assert [row["code"] for row in lists["countries"]["countries"] if not row.get(language, "").strip()] == []
    names = [(card["lv"], card["en"], card["ar"]) for card in cards]
    before = read_version("1.0.3")["code_lists"]["occupations"]["occupations"]
    assert names == [(card["lv"], card["en"], card["ar"]) for row in before for card in row["tasks"]]


def test_a_version_that_adds_the_full_route_leaves_what_was_there() -> None:
    earlier, later = read_version("1.0.4"), read_version("1.0.5")

    assert later["definition"] | {"version": "1.0.4"} == earlier["definition"]
    assert later["scoring"] == earlier["scoring"]
    assert later["texts"].keys() == earlier["texts"].keys()
    for language, texts in earlier["texts"].items():
        before, after = dict(leaves(texts)), dict(leaves(later["texts"][language]))
        assert {path: after[path] for path in before} == before, language
        for path in after.keys() - before.keys():
            assert PLACEHOLDER.findall(after[path]) == PLACEHOLDER.findall(dict(leaves(later["texts"]["en"]))[path])
    for name, rows in (("countries", "countries"), ("languages", "languages")):
        pairs = zip(earlier["code_lists"][name][rows], later["code_lists"][name][rows], strict=True)
        assert [(old, new) for old, new in pairs if old != {key: new.get(key) for key in old}] == []
    assert {name for name, content in later["code_lists"].items() if content != earlier["code_lists"][name]} == {
        "countries", "languages",
    }  # fmt: skip


def shipped(version: str) -> Instrument:
    content = read_version(version)
    return read_instrument(
        definition=content["definition"], texts=content["texts"], lists=content["code_lists"],
        scoring=content["scoring"],
    )  # fmt: skip


@pytest.mark.parametrize("language", [one for one in CLIENTS if one not in ("en", "ar", "fa")])
def test_what_is_not_translated_falls_back_openly(language: str) -> None:
    instrument = shipped("1.0.4")

    class Audit:
        client_language = language

    talk = Talk(Audit(), instrument, {}, {})  # type: ignore[arg-type]
    assert instrument.words[language].state("TRV02") == MISSING
    assert wording_shown(talk, "TRV02").language == "en"
    assert wording_shown(talk, "TRV01").language == language
    assert instrument.words[language].direction == "ltr"


@pytest.mark.parametrize(
    ("language", "first", "before", "after"),
    [
        ("lv", "Afganistāna", "Zviedrija", "Ziemeļmaķedonija"),
        ("en", "Afghanistan", "Zambia", "Yemen"),
        ("ar", "أذربيجان", "سوريا", "تركيا"),
        ("uk", "Австралія", "Йорданія", "Ірак"),
        ("fa", "آرژانتین", "پاکستان", "بلژیک"),
        ("tr", "ABD Küçük Harici Adaları", "Çin", "Côte d’Ivoire"),
        ("vi", "Ả Rập Xê-út", "Đức", "Cuba"),
    ],
)
def test_countries_are_chosen_from_in_the_order_of_their_names(
    language: str, first: str, before: str, after: str
) -> None:
    names = [choice.label for choice in choices(shipped(NEWEST), "countries", language)]

    assert names.index(after) < names.index(before)
    assert first in names[:2]
    assert len(names) == len(set(names)) == 249


@pytest.mark.parametrize("language", CLIENTS)
def test_every_step_of_a_plan_is_said_in_the_clients_language(language: str) -> None:
    assert [template.key for template in shipped_templates() if not template.words.get(language, "").strip()] == []


@pytest.mark.parametrize("language", CLIENTS)
def test_every_word_of_a_result_is_said_in_the_clients_language(language: str) -> None:
    words = yaml.safe_load((SCORING_TABLES / "result_words.yaml").read_text(encoding="utf-8"))

    for part in ("items", "gates", "sentences"):
        for key, texts in words[part].items():
            assert texts.get(language, "").strip(), (part, key)
            assert sorted(PLACEHOLDER.findall(texts[language])) == sorted(PLACEHOLDER.findall(texts["en"])), key


@pytest.mark.parametrize(
    "files", ["documents/fonts/*-Regular.ttf", "documents/fonts/*-Bold.ttf", "static/fonts/*.woff2"]
)
def test_the_shipped_fonts_hold_every_letter_of_the_clients_texts(files: str) -> None:
    held: set[int] = set().union(*(TTFont(path).getBestCmap() for path in FONTS.glob(files)))
    texts = [text for words in read_version(NEWEST)["texts"].values() for _path, text in leaves(words)]
    texts += [path.read_text(encoding="utf-8") for path in SCORING_TABLES.glob("*.yaml")]
    lists = read_version(NEWEST)["code_lists"]
    texts += [str(row) for row in lists["occupations"]["occupations"]]
    for listed in ("languages", "countries"):
        texts += [row.get(language, "") for row in lists[listed][listed] for language in CLIENTS]

    assert {letter for text in texts for letter in text if letter >= " " and ord(letter) not in held} == set()
