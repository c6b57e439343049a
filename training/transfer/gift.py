"""GIFT, the text format of Moodle: https://docs.moodle.org/en/GIFT_format.

What the format has no place for stands in comments that others skip: `// [id:AP-001] [lang:lv] [kind:single] …` and
the two feedbacks. Each language is a question of its own with the same id. An order is written as Moodle's ordering
plugin does: `{>ALL …`, a line an item.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from training import grading
from training.transfer.records import Piece, Problem, Record, day, decoded, number, pieces_of, plain

SPECIAL = "~=#{}:\\"
TAG = re.compile(r"\[([a-z-]+):([^\]]*)\]")
RIGHT, WRONG = "// [right] ", "// [wrong] "


def write(records: Iterable[Record]) -> bytes:
    """All questions, the bank as category."""
    lines: list[str] = []
    bank = None
    for record in records:
        if record.bank != bank:
            bank = record.bank
            lines += [f"$CATEGORY: {bank}", ""]
        for language, words, answer in pieces_of(record):
            lines += _question(record, language, words, answer)
    return "\n".join(lines).encode()


def _question(record: Record, language: str, words: dict[str, Any], answer: Any) -> list[str]:
    tags = {
        "id": record.id, "lang": language, "kind": record.kind, "competence": record.competence,
        "difficulty": str(record.difficulty), "lesson": record.lesson,
        "review": record.review_date.isoformat() if record.review_date else "",
        "keys": _keys(words), "unit": answer[2] if record.kind == grading.NUMERIC else "",
        "order": " ".join(answer) if record.kind == grading.ORDER else "",
        "pairs": " ".join(f"{left}>{right}" for left, right in answer.items()) if record.kind == grading.MATCH else "",
    }  # fmt: skip
    lines = ["// " + " ".join(f"[{name}:{_bare(value)}]" for name, value in tags.items() if value)]
    if words.get("feedback_right"):
        lines.append(RIGHT + escaped(words["feedback_right"]))
    if words.get("feedback_wrong"):
        lines.append(WRONG + escaped(words["feedback_wrong"]))
    body = _answers(record.kind, words, answer)
    return [*lines, f"::{record.id}::{escaped(words['stem'])} {{{body}}}", ""]


def _bare(value: str) -> str:
    """A tag ends at its bracket."""
    return value.replace("[", "(").replace("]", ")")


def _keys(words: dict[str, Any]) -> str:
    sides = [[part["key"] for part in words[side]] for side in ("options", "left", "right") if side in words]
    return " | ".join(" ".join(side) for side in sides)


def _answers(kind: str, words: dict[str, Any], answer: Any) -> str:
    if kind == grading.TRUE_FALSE:
        says = [escaped(words.get(name, "")) for name in ("feedback_wrong", "feedback_right")]
        return f"{'TRUE' if answer else 'FALSE'}#{says[0]}#{says[1]}"
    if kind == grading.NUMERIC:
        return f"#{answer[0]}:{answer[1]}"
    if kind == grading.SHORT_TEXT:
        return " ".join(f"={escaped(text)}" for text in answer)
    if kind == grading.MATCH:
        return _pairs(words, answer)
    texts = {part["key"]: part for part in words["options"]}
    if kind == grading.ORDER:
        return ">ALL\n" + "\n".join(escaped(texts[key]["text"]) for key in answer) + "\n"
    return "\n" + "\n".join(_mark(kind, key, answer) + _said(part) for key, part in texts.items()) + "\n"


def _said(part: dict[str, Any]) -> str:
    return escaped(part["text"]) + (f"#{escaped(part['feedback'])}" if part.get("feedback") else "")


def _mark(kind: str, key: str, answer: Any) -> str:
    if kind == grading.SINGLE:
        return "=" if key == answer else "~"
    share = 100 / len(answer)
    return f"~%{share:.5f}%" if key in answer else f"~%-{share:.5f}%"


def _pairs(words: dict[str, Any], answer: dict[str, str]) -> str:
    right = {part["key"]: part["text"] for part in words["right"]}
    lines = [f"={escaped(part['text'])} -> {escaped(right[answer[part['key']]])}" for part in words["left"]]
    lines += [f"= -> {escaped(text)}" for key, text in right.items() if key not in answer.values()]
    return "\n" + "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in SPECIAL else letter for letter in text).replace("\n", "\\n")


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text).strip()


def _marked(text: str, mark: str, most: int = 0) -> list[tuple[str, str]]:
    """(mark, what follows it), the first without a mark. A backslash escapes a mark, and may be escaped itself."""
    parts: list[tuple[str, str]] = []
    last, start = "", 0
    for found in re.finditer(rf"\\.|({mark})", text, re.DOTALL):
        if found[1] and (not most or len(parts) < most):
            parts.append((last, text[start : found.start()]))
            last, start = found[1], found.end()
    return [*parts, (last, text[start:])]


def _split(text: str, mark: str, most: int = 0) -> list[str]:
    return [part for _mark, part in _marked(text, mark, most)]


def read(data: bytes) -> Iterator[Piece | Problem]:
    """Every question of the file, or what is wrong with it and at which line."""
    bank = ""
    for line, comments, text in _blocks(decoded(data)):
        if text.startswith("$CATEGORY:"):
            bank = _slug(text.removeprefix("$CATEGORY:"))
            continue
        try:
            yield _piece(line, comments, text, bank)
        except ValueError as error:
            yield Problem(where={"line": line}, reason=str(error))


def _slug(category: str) -> str:
    last = [part for part in category.strip().split("/") if part and not part.startswith("$")][-1:]
    return re.sub(r"[^a-z0-9]+", "-", (last[0] if last else "").lower()).strip("-")[:50]


def _blocks(text: str) -> Iterator[tuple[int, list[str], str]]:
    """(line at which it begins, its comments, its text); questions are parted by an empty line outside braces."""
    comments: list[str] = []
    lines: list[str] = []
    begun = depth = 0
    for place, raw in enumerate(text.splitlines(), start=1):
        if not depth and raw.strip().startswith("//"):
            comments.append(raw.strip())
            continue
        if (not raw.strip() and not depth) or raw.startswith("$CATEGORY:"):
            if lines:
                yield begun, comments, "\n".join(lines)
                comments, lines = [], []
            if raw.startswith("$CATEGORY:"):
                yield place, [], raw
            continue
        begun = begun if lines else place
        lines.append(raw)
        bare = re.sub(r"\\.", "", raw)
        depth = max(0, depth + bare.count("{") - bare.count("}"))
    if lines:
        yield begun, comments, "\n".join(lines)


def _piece(line: int, comments: list[str], text: str, bank: str) -> Piece:
    told = dict(pair for comment in comments for pair in TAG.findall(comment))
    marks = (("feedback_right", RIGHT), ("feedback_wrong", WRONG))
    says = {name: unescaped(comment.removeprefix(mark)) for comment in comments for name, mark in marks
            if comment.startswith(mark)}  # fmt: skip
    titled = re.match(r"\s*::((?:\\.|[^\\:]|:(?!:))*)::", text)
    title = unescaped(titled[1]) if titled else ""
    rest = text[titled.end() :] if titled else text
    brace = re.match(r"((?:\\.|[^\\{])*)\{((?:\\.|[^\\}])*)\}", rest, re.DOTALL)
    if brace is None:
        raise ValueError("There is no answer in braces.")
    before, after = brace[1], rest[brace.end() :]
    stem = before.strip() + (f" _____ {after.strip()}" if after.strip() else "")
    markup = re.match(r"\s*\[(html|moodle|markdown|plain)\]", stem)
    stem = unescaped(stem[markup.end() :] if markup else stem)
    kind, words, answer = _answer(brace[2].strip(), told)
    key = told.get("id") or (title.strip().upper() if re.fullmatch(r"[A-Za-z]{1,8}-\d{1,6}", title.strip()) else "")
    stem = stem if told else plain(stem)
    return Piece(
        where={"line": line}, id=key, language=told.get("lang", ""), kind=kind, bank=bank,
        words={"stem": stem} | words | says, answer=answer, competence=told.get("competence", ""),
        difficulty=int(told.get("difficulty") or 1) if (told.get("difficulty") or "1").isdecimal() else 0,
        lesson=told.get("lesson", ""), review_date=day(told.get("review", "")),
    )  # fmt: skip


def _answer(inner: str, told: dict[str, str]) -> tuple[str, dict[str, Any], Any]:
    inner, general = (*_split(inner, "####", 1), "")[:2]
    words: dict[str, Any] = {}
    if general.strip():
        words = dict.fromkeys(("feedback_right", "feedback_wrong"), unescaped(general))
    inner = inner.strip()
    if not inner:
        raise ValueError("An essay cannot be graded by rule; questions without an answer are not taken.")
    if said := re.fullmatch(r"(T|TRUE|F|FALSE)(#.*)?", inner, re.DOTALL | re.IGNORECASE):
        feedback = [unescaped(part) for part in _split(said[2] or "", "#")[1:]]
        names = ("feedback_wrong", "feedback_right")
        words |= {name: text for name, text in zip(names, feedback, strict=False) if text}
        return grading.TRUE_FALSE, words, said[1].upper().startswith("T")
    if inner.startswith("#"):
        return grading.NUMERIC, words, (*_numeric(inner[1:]), told.get("unit", ""))
    if inner.startswith(">"):
        return _order(inner, words, told)
    return _choices(inner, words, told)


def _numeric(inner: str) -> tuple[int | float, int | float]:
    first = _split(inner.strip().removeprefix("=").split("\n")[0], "#")[0].strip()
    first = re.sub(r"^%\d+%", "", first)
    if ".." in first:
        low, high = (number(part) for part in first.split("..", 1))
        if low is None or high is None or high < low:
            raise ValueError("The range of the number is none.")
        return number(str((low + high) / 2)) or 0, number(str((high - low) / 2)) or 0
    value, _colon, tolerance = first.partition(":")
    found, differs = number(value), number(tolerance or "0")
    if found is None or differs is None:
        raise ValueError("The right answer is no number.")
    return found, differs


def _order(inner: str, words: dict[str, Any], told: dict[str, str]) -> tuple[str, dict[str, Any], Any]:
    lines = [unescaped(line) for line in inner.splitlines()[1:] if line.strip()]
    if len(lines) < 2:
        raise ValueError("An order needs at least two lines.")
    stored = told.get("keys", "").split()
    right = told.get("order", "").split()
    if sorted(stored) != sorted(right) or len(right) != len(lines):
        stored = right = [f"o{place}" for place in range(1, len(lines) + 1)]
    texts = dict(zip(right, lines, strict=True))
    return grading.ORDER, words | {"options": [{"key": key, "text": texts[key]} for key in stored]}, right


def _choices(inner: str, words: dict[str, Any], told: dict[str, str]) -> tuple[str, dict[str, Any], Any]:
    (_none, before), *parts = _marked(inner, "[~=]")
    if before.strip():
        raise ValueError("The answers do not begin with ~ or =.")
    if all(mark == "=" for mark, _text in parts):
        if all("->" in text for _mark, text in parts):
            return _match([text for _mark, text in parts], words, told)
        accepted = [unescaped(_split(re.sub(r"^\s*%100%", "", text), "#")[0]) for _mark, text in parts]
        return grading.SHORT_TEXT, words, accepted
    stored = told.get("keys", "").split()
    keys = stored if len(stored) == len(parts) else [f"o{place}" for place in range(1, len(parts) + 1)]
    options, right, weighed = [], [], False
    for key, (mark, text) in zip(keys, parts, strict=True):
        weight = re.match(r"\s*%(-?\d+(?:\.\d+)?)%", text)
        says = _split(text[weight.end() :] if weight else text, "#", 1)
        option = {"key": key, "text": unescaped(says[0])}
        options.append(option | ({"feedback": unescaped(says[1])} if len(says) > 1 and says[1].strip() else {}))
        weighed = weighed or bool(weight and 0 < float(weight[1]) < 100)
        if mark == "=" or (weight and float(weight[1]) > 0):
            right.append(key)
    if not right:
        raise ValueError("No answer is right.")
    kind = told.get("kind", "")
    if kind not in (grading.SINGLE, grading.MULTIPLE):
        kind = grading.SINGLE if len(right) == 1 and not weighed else grading.MULTIPLE
    return kind, words | {"options": options}, right[0] if kind == grading.SINGLE else right


def _match(lines: list[str], words: dict[str, Any], told: dict[str, str]) -> tuple[str, dict[str, Any], Any]:
    pairs = [tuple(unescaped(half) for half in line.split("->", 1)) for line in lines]
    left = [pair[0] for pair in pairs if pair[0]]
    ends = list(dict.fromkeys(pair[1] for pair in pairs))
    sides = [side.split() for side in told.get("keys", "").split("|")]
    given = dict(pair.split(">", 1) for pair in told.get("pairs", "").split() if ">" in pair)
    if len(sides) == 2 and len(sides[0]) == len(left) and len(sides[1]) == len(ends) and set(given) == set(sides[0]):
        texts = {given[key]: pair[1] for key, pair in zip(sides[0], [p for p in pairs if p[0]], strict=True)}
        spare = iter(pair[1] for pair in pairs if not pair[0])
        right = [{"key": key, "text": texts[key] if key in texts else next(spare)} for key in sides[1]]
        parts = {"left": [{"key": k, "text": t} for k, t in zip(sides[0], left, strict=True)], "right": right}
        return grading.MATCH, words | parts, given
    answer = {f"o{place}": f"o{ends.index(pair[1]) + 1}" for place, pair in
              enumerate([pair for pair in pairs if pair[0]], start=1)}  # fmt: skip
    if not answer or any(not end for end in ends):
        raise ValueError("A pair has no right side.")
    return grading.MATCH, words | {
        "left": [{"key": f"o{place}", "text": text} for place, text in enumerate(left, start=1)],
        "right": [{"key": f"o{place}", "text": text} for place, text in enumerate(ends, start=1)],
    }, answer  # fmt: skip
