"""Synthetic documents for measuring: the shipped practices' own sentences, mixed anew; the same ones each time.

Document `n` depends on `n` alone. A text keeps mostly to one practice's sentences, so that a question is about some
of the texts and not about all; facets vary as those of real practices do. How many there are stands in the collection
`synthetic`; they are findable like anything else until the size is 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.demo.reading import read
from portal.seams.demo import CONTENT
from portal.seams.findable import STAFF, Document, Findable
from search.models import Collection

KIND = "synthetic"
YEARS = tuple(str(year) for year in range(2004, 2026))
EVIDENCE = ("described", "own_figures", "reviewed", "trial", "unverified")
MOST_SENTENCES = 12


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
    theme = themes[number % len(themes)]
    others = by_language[theme.language]
    other = others[chance.randrange(len(others))]
    mark = f"{number:06}"
    return Document(
        key=f"{KIND}:{mark}:{theme.language}",
        kind=KIND,
        language=theme.language,
        title=f"{theme.titles['own']} {mark}",
        url=f"/lv/search/?q={mark}",
        text=" ".join(_some(chance, theme.sentences, 8) + _some(chance, other.sentences, 4)),
        titles={code: f"{theme.titles[code]} {mark}" for code in ("lv", "en")},
        summaries={
            code: " ".join(_some(chance, theme.summaries[code], 2) + _some(chance, other.summaries[code], 2))
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
