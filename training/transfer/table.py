"""A table, one question a row, for people with a spreadsheet. The columns are those of the editor's form.

`options_lv` holds a line each as `training.question_text` reads them; `keys` keeps the names of the options where a
file comes from here. Cells that would compute carry an apostrophe, which is taken off again.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from training import grading, question_text
from training.exports import DANGEROUS, safe
from training.transfer.records import FileRefused, Piece, Problem, Record, day, decoded, number

COMMON = ("id", "bank", "kind", "difficulty", "competence", "lesson", "review_date", "answer", "tolerance", "keys")
WORDS = ("stem", "options", "feedback_right", "feedback_wrong", "unit")
csv.field_size_limit(1_000_000)


def write(records: Iterable[Record]) -> bytes:
    """All questions, a group of columns for each language that occurs."""
    rows = list(records)
    languages = list(dict.fromkeys(language for record in rows for language in record.texts))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*COMMON, *(f"{name}_{language}" for language in languages for name in WORDS)])
    for record in rows:
        cells = _common(record) | {
            f"{name}_{language}": value for language in record.texts for name, value in _said(record, language).items()
        }
        head = [*COMMON, *(f"{name}_{language}" for language in languages for name in WORDS)]
        writer.writerow([safe(cells.get(name, "")) for name in head])
    return out.getvalue().encode("utf-8-sig")


def _common(record: Record) -> dict[str, str]:
    answer = record.answer
    words = next(iter(record.texts.values()))
    told = _told(record.kind, answer)
    sides = [[part["key"] for part in words[side]] for side in ("options", "left", "right") if side in words]
    return {
        "id": record.id, "bank": record.bank, "kind": record.kind, "difficulty": str(record.difficulty),
        "competence": record.competence, "lesson": record.lesson,
        "review_date": record.review_date.isoformat() if record.review_date else "", "answer": told,
        "tolerance": str(answer.get("tolerance", 0)) if record.kind == grading.NUMERIC else "",
        "keys": " | ".join(" ".join(side) for side in sides),
    }  # fmt: skip


def _told(kind: str, answer: Any) -> str:
    """The cell `answer`: where the lines of the options do not say it."""
    if kind == grading.TRUE_FALSE:
        return "true" if answer else "false"
    if kind == grading.NUMERIC:
        return str(answer["value"])
    if kind == grading.ORDER:
        return " ".join(answer)
    return " ".join(f"{left}>{right}" for left, right in answer.items()) if kind == grading.MATCH else ""


def _said(record: Record, language: str) -> dict[str, str]:
    words = record.texts[language]
    unit = record.answer.get("unit", {}).get(language, "") if record.kind == grading.NUMERIC else ""
    lines = "" if record.kind in (grading.TRUE_FALSE, grading.NUMERIC) else question_text.lines_of(
        record.kind, words, record.answer, language
    )  # fmt: skip
    plain = {name: words.get(name, "") for name in ("stem", "feedback_right", "feedback_wrong")}
    return plain | {"options": lines, "unit": unit}


def read(data: bytes) -> Iterator[Piece | Problem]:
    """Every row in each of its languages. Raises `FileRefused` when the head is not one of ours."""
    text = decoded(data)
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    names = [name.strip() for name in reader.fieldnames or []]
    languages = [name.removeprefix("stem_") for name in names if name.startswith("stem_")]
    known = {*COMMON, *(f"{name}_{language}" for language in languages for name in WORDS)}
    if "kind" not in names or not languages:
        raise FileRefused("The first row must name the columns, at least kind and stem_lv.")
    if unknown := [name for name in names if name and name not in known]:
        raise FileRefused(f"These columns are not known: {', '.join(unknown[:5])}.")
    try:
        for row in reader:
            yield from _row(reader.line_num, {str(k).strip(): _undone(v) for k, v in row.items() if k}, languages)
    except csv.Error as error:
        raise FileRefused(f"The table cannot be read at line {reader.line_num}: {error}.") from error


def _undone(value: Any) -> str:
    text = str(value or "")
    return text[1:] if text.startswith("'") and text[1:].startswith(DANGEROUS) else text


def _row(line: int, row: dict[str, str], languages: list[str]) -> Iterator[Piece | Problem]:
    said = [language for language in languages if row.get(f"stem_{language}", "").strip()]
    if not any(value.strip() for value in row.values()):
        return
    try:
        parts, answers = _parts(row, said)
    except question_text.LinesDoNotFit as error:
        yield Problem(where={"line": line}, reason=f"The options do not fit: {error}.")
        return
    except ValueError as error:
        yield Problem(where={"line": line}, reason=str(error))
        return
    level = row.get("difficulty", "").strip() or "1"
    for language in said:
        words = {name: row.get(f"{name}_{language}", "") for name in ("stem", "feedback_right", "feedback_wrong")}
        yield Piece(
            where={"line": line}, id=row.get("id", "").strip(), language=language, kind=row["kind"].strip(),
            words={name: text for name, text in words.items() if text} | parts[language], answer=answers[language],
            bank=row.get("bank", "").strip(), competence=row.get("competence", "").strip(),
            difficulty=int(level) if level.isdecimal() and len(level) < 3 else 0, lesson=row.get("lesson", "").strip(),
            review_date=day(row.get("review_date", "")),
        )  # fmt: skip


def _parts(row: dict[str, str], languages: list[str]) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """The options of each language, and the answer as a piece of that language has it."""
    kind, told = row.get("kind", "").strip(), row.get("answer", "").strip()
    if kind not in grading.KINDS:
        raise ValueError(f"“{kind[:40]}” is no kind of question.")
    if not languages:
        raise ValueError("There is no question text.")
    none: dict[str, dict[str, Any]] = {language: {} for language in languages}
    if kind == grading.TRUE_FALSE:
        if told.lower() not in ("true", "false"):
            raise ValueError("The answer is neither true nor false.")
        return none, dict.fromkeys(languages, told.lower() == "true")
    if kind == grading.NUMERIC:
        value, differs = number(told), number(row.get("tolerance", "").strip() or "0")
        if value is None or differs is None:
            raise ValueError("The answer is no number.")
        return none, {language: (value, differs, row.get(f"unit_{language}", "").strip()) for language in languages}
    boxes = {language: row.get(f"options_{language}", "") for language in languages}
    parts, answer = question_text.options_of(kind, boxes)
    if kind == grading.SHORT_TEXT:
        return none, {language: answer["accepted"][language] for language in languages}
    parts, answer = _named(kind, row.get("keys", ""), told, parts, answer)
    return parts, dict.fromkeys(languages, answer)


def _named(kind: str, keys: str, told: str, parts: dict[str, dict[str, Any]], answer: Any) -> tuple[Any, Any]:
    """Options under the names the file gives them, in the order in which it keeps them."""
    sides = [side.split() for side in keys.split("|")]
    names = ("left", "right") if kind == grading.MATCH else ("options",)
    first = next(iter(parts.values()))
    if [len(side) for side in sides] != [len(first[name]) for name in names]:
        return parts, answer
    new: dict[str, dict[str, str]] = {}
    for name, side in zip(names, sides, strict=True):
        given = told.split() if kind == grading.ORDER else side
        if sorted(given) != sorted(side):
            return parts, answer
        new[name] = {part["key"]: key for part, key in zip(first[name], given, strict=True)}
    if kind == grading.MATCH and told:
        pairs = dict(pair.split(">", 1) for pair in told.split() if ">" in pair)
        ends = {new["left"][left]: right for left, right in answer.items()}
        if set(pairs) == set(ends):
            new["right"] |= {old: pairs[left] for left, old in ends.items()}
            spare = [key for key in sides[1] if key not in pairs.values()]
            for old in [key for key in new["right"] if key not in answer.values()]:
                new["right"][old] = spare.pop(0)
    named = {
        language: {name: _in_order(side, new[name], sides[names.index(name)]) for name, side in words.items()}
        for language, words in parts.items()
    }
    if kind == grading.MATCH:
        return named, {new["left"][left]: new["right"][right] for left, right in answer.items()}
    key = new["options"]
    return named, key[answer] if isinstance(answer, str) else [key[name] for name in answer]


def _in_order(side: list[dict[str, Any]], new: dict[str, str], order: list[str]) -> list[dict[str, Any]]:
    """The options under their new keys, as the file keeps them."""
    by_key = {new[part["key"]]: {**part, "key": new[part["key"]]} for part in side}
    return [by_key[key] for key in order]
