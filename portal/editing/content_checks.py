"""What is looked at before a page is published. No Django: plain passages in, plain findings out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PERSONAL_CODE = re.compile(r"\b\d{6}-\d{5}\b")
EMPTY_LINKS = {"šeit", "te", "spied šeit", "lasīt vairāk", "here", "click here", "read more", "link", "saite"}
LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[^>]+>")
LONG_SENTENCE = 35


@dataclass(frozen=True)
class Finding:
    """`code` says what; `grave` findings stop publishing, others are told; `passage` is where."""

    code: str
    passage: str
    grave: bool = False


def findings(passages: Iterable[str]) -> Iterator[Finding]:
    """Personal codes (grave), links that say nothing, sentences nobody can follow."""
    for passage in passages:
        plain = TAG.sub(" ", passage)
        if code := PERSONAL_CODE.search(plain):
            yield Finding("personal_code", _around(plain, code), grave=True)
        for words in LINK.findall(passage):
            if TAG.sub("", words).strip().casefold().rstrip(".:") in EMPTY_LINKS:
                yield Finding("empty_link", TAG.sub("", words).strip())
        for sentence in re.split(r"(?<=[.!?…])\s+", plain):
            if len(sentence.split()) > LONG_SENTENCE:
                yield Finding("long_sentence", sentence.strip()[:80] + "…")


def _around(plain: str, found: re.Match[str]) -> str:
    """The words about what was found, so that it is seen in a long passage."""
    start, end = max(found.start() - 40, 0), found.end() + 30
    before, after = "…" if start else "", "…" if end < len(plain) else ""
    return before + plain[start:end].strip() + after
