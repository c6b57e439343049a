"""Synthetic documents for measuring: the shipped practices' sentences, mixed anew; the same ones each time.

Document `n` depends on `n` alone. A fifth of the texts are about what the portal is about and speak with its words.
The others are about one of many other subjects, some frequent, most rare: their sentences are the same, but what is
not said everywhere is said in that subject's words. So words are spread as in real texts (few are everywhere, most are
rare, every thousand texts bring new ones) and a question is about some texts, not about half of them. Lengths vary as
those of practices, guidelines and lessons do, facets as those of real practices. How many there are stands in the
collection `synthetic`; they are findable like anything else until the size is 0.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random
from typing import Any
from zlib import crc32

from django.utils.translation import gettext_lazy as _

from portal.demo.reading import read
from portal.seams.demo import CONTENT
from portal.seams.findable import STAFF, Document, Findable
from search.analysis.words import WORD
from search.models import Collection

KIND = "synthetic"
YEARS = tuple(str(year) for year in range(2004, 2026))
EVIDENCE = ("described", "own_figures", "reviewed", "trial", "unverified")
SHORTEST, LONGEST = 4, 80
# Of texts about the portal's own subject, and how many others there are.
OWN, SUBJECTS = 0.2, 200
# A beginning of words that so many of the practices have belongs to every subject.
EVERYWHERE = 0.3
BEGINNING, SYLLABLE, ENDING = 5, 3, 1
# Other subjects share so many words, by Zipf's law without its head: that are the words of every subject.
COMMONEST, WORDS = 150, 6_000


@dataclass(frozen=True)
class _Theme:
    """What one practice gives: its sentences by language and its facets."""

    language: str
    sentences: tuple[str, ...]
    titles: dict[str, str]
    summaries: dict[str, tuple[str, ...]]
    facets: dict[str, list[str]]


def size() -> int:
    """How many there are now."""
    return Collection.objects.filter(name=KIND).values_list("version", flat=True).first() or 0


def resize(number: int) -> None:
    """Let there be so many; the index follows with its next rebuild or by adding them."""
    Collection.objects.update_or_create(name=KIND, defaults={"version": number})


def documents(start: int = 0, end: int | None = None) -> Iterator[Document]:
    """Documents from `start` up to `end` or to the size there is."""
    for number in range(start, size() if end is None else end):
        yield document(number)


def document(number: int) -> Document:
    """The document with this number."""
    themes, by_language = _themes()
    chance = Random(number)  # noqa: S311
    subject = 0 if chance.random() < OWN else int(SUBJECTS ** chance.random())
    theme = themes[number % len(themes)]
    language, others = theme.language, by_language[theme.language]
    other = others[chance.randrange(len(others))]
    mark = f"{number:06}"
    return Document(
        key=f"{KIND}:{mark}:{language}",
        kind=KIND,
        language=language,
        title=f"{_said(theme.titles['own'], language, subject)} {mark}",
        url=f"/lv/search/?q={mark}",
        text=_all_said(_text(chance, theme, others), language, subject),
        titles={code: f"{_said(theme.titles[code], code, subject)} {mark}" for code in ("lv", "en")},
        summaries={
            code: _all_said(
                [*_some(chance, theme.summaries[code], 2), *_some(chance, other.summaries[code], 2)], code, subject
            )
            for code in ("lv", "en")
        },
        facets=theme.facets
        | {
            "theme": [*theme.facets["theme"], *other.facets["theme"][: chance.randrange(2)]],
            "target_group": theme.facets["target_group"][: 1 + chance.randrange(3)],
            "year": [YEARS[chance.randrange(len(YEARS))]],
            "evidence": [EVIDENCE[chance.randrange(len(EVIDENCE))]],
        },
        audience=(STAFF,),
    )


def _text(chance: Random, theme: _Theme, others: list[_Theme]) -> list[str]:
    """Sentences of its theme, then of others, until the text is as long as it should be: most short, few long."""
    wanted = min(SHORTEST + int(SHORTEST * chance.paretovariate(1.5)), LONGEST)
    found = _some(chance, theme.sentences, wanted)
    while len(found) < wanted:
        found += _some(chance, others[chance.randrange(len(others))].sentences, min(SHORTEST, wanted - len(found)))
    return found


def _all_said(sentences: list[str], language: str, subject: int) -> str:
    return " ".join([_said(sentence, language, subject) for sentence in sentences])


@lru_cache(maxsize=300_000)
def _said(text: str, language: str, subject: int) -> str:
    """The text in the words of a subject; the portal's own is 0."""
    return WORD.sub(lambda found: _word(found.group(), language, subject), text) if subject else text


def _word(written: str, language: str, subject: int) -> str:
    """What stands for a word in another subject: another beginning, the same ending."""
    beginning = written[:BEGINNING].casefold()
    common, syllables = _words(language)
    if beginning in common or not beginning.isalpha():
        return written
    chance = crc32(f"{beginning} {subject}".encode()) / 2**32
    second, first = divmod(int(COMMONEST * (WORDS / COMMONEST) ** chance), len(syllables))
    made = syllables[first] + syllables[second]
    return (made.capitalize() if written[0].isupper() else made) + written[BEGINNING:][-ENDING:]


@cache
def _words(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Beginnings of words that every subject has, and what beginnings are made of."""
    themes = [theme for theme in _themes()[0] if language in (*theme.summaries, theme.language)]
    texts = [theme.summaries.get(language, theme.sentences) for theme in themes]
    found = [{word[:BEGINNING].casefold() for word in WORD.findall(" ".join(text))} for text in texts]
    counted = Counter(beginning for beginnings in found for beginning in beginnings)
    common = frozenset(beginning for beginning, number in counted.items() if number >= EVERYWHERE * len(themes))
    syllables = {word[:SYLLABLE] for word in counted if word.isalpha() and len(word) >= SYLLABLE}
    return common, tuple(sorted(syllables, key=lambda syllable: crc32(syllable.encode())))


def _some(chance: Random, sentences: tuple[str, ...], most: int) -> list[str]:
    return chance.sample(sentences, min(most, len(sentences)))


@cache
def _themes() -> tuple[list[_Theme], dict[str, list[_Theme]]]:
    themes = [_theme(read(path)) for path in sorted((CONTENT / "practices").glob("*/*.yaml"))]
    by_language: dict[str, list[_Theme]] = {}
    for theme in themes:
        by_language.setdefault(theme.language, []).append(theme)
    return themes, by_language


def _theme(practice: dict[str, Any]) -> _Theme:
    texts = [part.get("original") or "" for part in practice["body"].values() if part]
    return _Theme(
        language=practice["language"],
        sentences=_sentences(" ".join(texts)),
        titles={"own": practice["title"], "lv": practice["title_lv"], "en": practice["title_en"]},
        summaries={code: _sentences(practice[f"summary_{code}"]) for code in ("lv", "en")},
        facets={
            "country": [practice["country"]],
            "theme": [practice["theme"]],
            "strand": [practice["mipex_strand"]] if practice.get("mipex_strand") else [],
            "area": [practice["area"]] if practice.get("area") else [],
            "target_group": list(practice.get("target_groups") or ()),
        },
    )


def _sentences(text: str) -> tuple[str, ...]:
    found = tuple(f"{part.strip().rstrip('.')}." for part in " ".join(text.split()).split(". ") if part.strip())
    return found or (text,)


def findable() -> Findable:
    """So that a rebuild keeps them; nothing of them changes, and they are nobody's object."""
    return Findable(
        kind=KIND,
        label=_("Synthetic text"),  # type: ignore[arg-type]
        model=Collection._meta.label,
        documents=documents,
        documents_of=lambda instance: (),
        object_key=lambda instance: f"{KIND}:{instance.pk}",
    )
