"""The writing check: finds sentences about a whole group that do not say whom, where or when. No Django.

The lists and their matching rule stand in `generalisations.yaml`, for every language of the site. They help writers
and are no verdict: a reason given beside a statement lets it pass.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LISTS = Path(__file__).with_name("generalisations.yaml")
# "2019. gadā" is one phrase: after a number a full stop ends a sentence only before a capital or a quotation.
SENTENCE_END = re.compile(r"(?<!\d\.)(?<=[.!?…;])\s+|(?<=\d\.)\s+(?=[^\W\d_a-zà-öø-ÿāčēģīķļņšūž]|[„“\"«])")
QUOTED = re.compile(r"„[^”“\"]*[”“\"]|“[^”]*”|”[^”]*”|«[^»]*»|»[^«]*«|‘[^’]*’|\"[^\"]*\"")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
SCOPED_BY_NUMBER = re.compile(r"\b\d{4}\b|\d\s*%")


@dataclass(frozen=True)
class Lists:
    """The lists of one language. Entries are lower-case words; one that ends in `-` is the start of a word."""

    groups: tuple[str, ...]
    universals: tuple[str, ...]
    copulas: tuple[str, ...]
    qualifiers: tuple[str, ...]
    suggestion: str
    zero_copula: bool = False


@dataclass(frozen=True)
class Finding:
    """A sentence about a whole group: the group's word as listed, and how to write it instead."""

    sentence: str
    group: str
    suggestion: str


def findings(text: str, language: str) -> list[Finding]:
    """Sentences of `text` that say something of a whole group without scope; none for a language without lists."""
    lists = all_lists().get(language)
    return list(_findings(text, lists)) if lists else []


@cache
def all_lists() -> dict[str, Lists]:
    """Language → its lists, as the file has them."""
    rows = _file()["languages"]
    return {
        language: Lists(
            groups=_entries(row["groups"]),
            universals=_entries(row["universals"]),
            copulas=_entries(row["copulas"]),
            qualifiers=_entries(row["qualifiers"]),
            suggestion=row["suggestion"],
            zero_copula=bool(row.get("zero_copula")),
        )
        for language, row in rows.items()
    }


def examples() -> dict[str, dict[str, list[str]]]:
    """The file's own sentences per language, `refused` and `accepted`."""
    found: dict[str, dict[str, list[str]]] = _file()["examples"]
    return found


@cache
def _file() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(LISTS.read_text(encoding="utf-8"))
    return content


def _entries(rows: Iterable[Any]) -> tuple[str, ...]:
    return tuple(str(row).casefold() for row in rows)


def _findings(text: str, lists: Lists) -> Iterator[Finding]:
    for sentence in SENTENCE_END.split(text):
        own_words = QUOTED.sub(" ", sentence)
        words = [word.casefold() for word in WORD.findall(own_words)]
        group = _first(lists.groups, words)
        if group is None or SCOPED_BY_NUMBER.search(own_words) or _first(lists.qualifiers, words):
            continue
        if lists.zero_copula or _first(lists.universals, words) or _first(lists.copulas, words):
            yield Finding(sentence.strip(), group, lists.suggestion)


def _first(entries: Iterable[str], words: list[str]) -> str | None:
    return next((entry for entry in entries if _holds(words, entry.split())), None)


def _holds(words: list[str], wanted: list[str]) -> bool:
    length = len(wanted)
    return any(
        all(_same(word, part) for word, part in zip(words[start : start + length], wanted, strict=True))
        for start in range(len(words) - length + 1)
    )


def _same(word: str, entry: str) -> bool:
    return word.startswith(entry[:-1]) if entry.endswith("-") else word == entry
