"""What is looked at before a page is published. No Django: what stands on the page in, plain findings out."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from portal.editing.readability import HARD, lix, sentences

PERSONAL_CODE = re.compile(r"\b\d{6}-\d{5}\b")
EMPTY_LINKS = {"šeit", "te", "spied šeit", "lasīt vairāk", "here", "click here", "read more", "link", "saite", "more"}
LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
PICTURE = re.compile(r"<(?:img|embed)\b[^>]*>", re.IGNORECASE)
ALT = re.compile(r"""\balt=(["'])(.*?)\1""", re.IGNORECASE | re.DOTALL)
HEADING = re.compile(r"<h([2-6])\b[^>]*>(.*?)</h\1>", re.IGNORECASE | re.DOTALL)
BREAK = re.compile(r"</(?:p|li|h[2-6])>|<br\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]+>")
LONG_SENTENCE = 35


@dataclass(frozen=True)
class Place:
    """`where` in the editor's words; `anchor` is the part of the editor it stands in."""

    where: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Passage:
    """A text as it is stored. `level`: of the heading it is, 0 for running text; `stream` tells texts read in a row."""

    text: str
    place: Place = Place()
    language: str = ""
    level: int = 0
    stream: str = ""


@dataclass(frozen=True)
class Claim:
    """A statement, a fact or a rule, with the keys of the sources it names and the date it gives itself."""

    text: str
    sources: tuple[str, ...]
    dated: bool = False
    place: Place = Place()


@dataclass(frozen=True)
class Picture:
    """A picture with the words for those who do not see it; `decorative` where an editor said that it says nothing."""

    name: str
    words: str
    decorative: bool = False
    place: Place = Place()


@dataclass
class Reading:
    """All that stands on a page. `sources`: key → has it any date, its own or the day somebody looked."""

    passages: list[Passage] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    sources: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """`code` says what; `grave` findings stop publishing, others are told; `passage` is what it is about."""

    code: str
    passage: str
    place: Place = Place()
    grave: bool = False


def findings(reading: Reading) -> Iterator[Finding]:
    """Grave: a personal code. Told: what an editor may have a reason for."""
    for passage in reading.passages:
        yield from _in_passage(passage)
    yield from _headings(reading.passages)
    yield from _claims(reading)
    for picture in reading.pictures:
        if not picture.decorative and not picture.words.strip():
            yield Finding("no_alt", picture.name, picture.place)
    yield from _hard_to_read(reading.passages)


def plain(text: str) -> str:
    """Without markup; each paragraph on a line of its own."""
    return TAG.sub(" ", BREAK.sub("\n", text))


def _in_passage(passage: Passage) -> Iterator[Finding]:
    bare = plain(passage.text)
    if code := PERSONAL_CODE.search(bare):
        yield Finding("personal_code", _around(bare, code), passage.place, grave=True)
    for inside in LINK.findall(passage.text):
        words = TAG.sub("", inside).strip()
        if words.casefold().rstrip(".:…") in EMPTY_LINKS:
            yield Finding("empty_link", words, passage.place)
        elif ADDRESS.fullmatch(words):
            yield Finding("address_link", _short(words), passage.place)
    for picture in PICTURE.findall(passage.text):
        if not (alt := ALT.search(picture)) or not alt.group(2).strip():
            yield Finding("no_alt", "", passage.place)
    for sentence in sentences(bare):
        if len(sentence.split()) > LONG_SENTENCE:
            yield Finding("long_sentence", _short(sentence), passage.place)


def _headings(passages: Sequence[Passage]) -> Iterator[Finding]:
    """A heading more than one step below the one before; a text without any heading of its own may begin with h3."""
    above: dict[str, int] = {}
    with_own = {passage.stream for passage in passages if passage.level}
    for passage in passages:
        if passage.level:
            above[passage.stream] = passage.level
            if not plain(passage.text).strip():
                yield Finding("empty_heading", "", passage.place)
            continue
        for number, words in HEADING.findall(passage.text):
            level = int(number)
            before = above.get(passage.stream, 1 if passage.stream in with_own else 2)
            if not plain(words).strip():
                yield Finding("empty_heading", "", passage.place)
            elif level > before + 1:
                yield Finding("heading_order", _short(plain(words).strip()), passage.place)
            above[passage.stream] = level


def _claims(reading: Reading) -> Iterator[Finding]:
    for claim in reading.claims:
        about = _short(plain(claim.text).strip())
        if not claim.sources:
            yield Finding("no_source", about, claim.place)
        elif unknown := [key for key in claim.sources if key not in reading.sources]:
            yield Finding("unknown_source", ", ".join(unknown), claim.place)
        elif not claim.dated and not any(reading.sources[key] for key in claim.sources):
            yield Finding("undated_source", about, claim.place)


def _hard_to_read(passages: Sequence[Passage]) -> Iterator[Finding]:
    """One finding a language, at the passage that reads hardest."""
    texts: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.language in HARD and not passage.level:
            texts[passage.language].append(passage)
    for language, found in texts.items():
        index = lix("\n".join(plain(passage.text) for passage in found))
        if index is not None and index > HARD[language]:
            hardest = max(found, key=lambda passage: (lix(plain(passage.text)) or 0, len(passage.text)))
            yield Finding("hard_to_read", str(round(index)), hardest.place)


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:79].rstrip() + "…"


def _around(bare: str, found: re.Match[str]) -> str:
    """The words about what was found, so that it is seen in a long passage."""
    start, end = max(found.start() - 40, 0), found.end() + 30
    before, after = "…" if start else "", "…" if end < len(bare) else ""
    return before + bare[start:end].strip() + after
