"""Cuts a document into passages short enough to mean one thing; no Django."""

import re
from collections.abc import Iterable

from search.records import Source

LONGEST = 600
MOST_PASSAGES = 40
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\W\da-zāčēģīķļņšūžäöåáéíóőúű])")


def passages(source: Source) -> list[str]:
    """Own title with summary, own title with each stretch of the text, Latvian and English title with summary."""
    found = [_with_title(source.title, source.summary)] if source.summary or not source.text else []
    found += [_with_title(source.title, stretch) for stretch in stretches(source.text)]
    for language in source.languages:
        if language != source.language:
            found.append(_with_title(source.titles.get(language, ""), source.summaries.get(language, "")))
    return [passage for passage in dict.fromkeys(found) if passage][:MOST_PASSAGES]


def stretches(text: str, longest: int = LONGEST) -> list[str]:
    """Whole sentences up to `longest` characters together; a longer sentence is cut at a space."""
    found: list[str] = []
    for sentence in _pieces(text, longest):
        if found and len(found[-1]) + len(sentence) < longest:
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found


def _pieces(text: str, longest: int) -> Iterable[str]:
    for sentence in _SENTENCE.split(" ".join(text.split())):
        rest = sentence
        while len(rest) > longest:
            cut = rest.rfind(" ", 1, longest)
            cut = cut if cut > 0 else longest
            yield rest[:cut]
            rest = rest[cut:].lstrip()
        if rest:
            yield rest


def _with_title(title: str, text: str) -> str:
    return f"{title}. {text}" if title and text else title or text
