"""Questions in and out of files: nothing is lost on the way, all or none; hostile files are refused in a sentence."""

import io
import json
import zipfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.demo.reading import read
from training.demo import FILES
from training.models import Question
from training.transfer import gift, qti3, table
from training.transfer.records import FileRefused, Piece, Problem, Record, merged

FORMATS = {"gift": gift, "qti3": qti3, "csv": table}
MOODLE = r"""
// a file as Moodle writes it
$CATEGORY: $course$/top/First aid

::Q1:: Who is buried in Grant's tomb? {=Grant ~no one#Try again ~%50%Napoleon}

[html]<p>Two and two are</p> {#4:0.5}

::Q3:: Grant was buried in New York. {TRUE#No, it is true.#Right.}

Match. { =one -> 1 =two -> 2 = -> 3 }

A capital of France is {=Paris =paris} on the Seine.

Order these. {>3 ALL VERTICAL
first
second
third
}

Which two? {~%50%this \= one ~%50%that ~%-100%other####Two of them.}

Write an essay. {}
"""


def of_demo() -> list[Record]:
    """The shipped questions as records."""
    found = []
    for file in sorted((FILES / "questions").glob("*.yaml")):
        data = read(file)
        for row in data["questions"]:
            found.append(
                Record(
                    where={}, id=row["id"], kind=row["type"], answer=row["answer"], bank=file.stem,
                    texts={language: row[language] for language in ("lv", "en")}, competence=row["competence"],
                    difficulty=row["difficulty"], lesson=row["lesson"], review_date=data["review_date"],
                )
            )  # fmt: skip
    return found


def back(module: Any, data: bytes) -> list[Record]:
    got = list(module.read(data))
    assert [one for one in got if isinstance(one, Problem)] == []
    records, problems = merged([one for one in got if isinstance(one, Piece)], "lv")
    assert problems == []
    return records


def facts(record: Record) -> tuple[Any, ...]:
    return (record.kind, record.answer, record.texts, record.bank, record.competence, record.difficulty, record.lesson,
            record.review_date)  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_all_shipped_questions_come_back_as_they_were(name: str) -> None:
    records = of_demo()

    returned = {one.id: facts(one) for one in back(FORMATS[name], FORMATS[name].write(records))}

    assert returned == {one.id: facts(one) for one in records}


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1, max_size=20
)


@settings(deadline=None, max_examples=60)
@given(stem=WORDS, texts=st.lists(WORDS, min_size=2, max_size=4, unique=True), say=WORDS)
@example(stem="\\", texts=["a", "\\"], say="\\#")
@pytest.mark.parametrize("name", FORMATS)
def test_any_letters_come_back(name: str, stem: str, texts: list[str], say: str) -> None:
    options = [{"key": f"k{n}", "text": text, "feedback": say} for n, text in enumerate(texts)]
    words = {"stem": stem, "options": options, "feedback_right": say, "feedback_wrong": stem}
    record = Record(where={}, id="T-1", kind="single", answer="k0", texts={"lv": words}, bank="b", competence="c")

    (returned,) = back(FORMATS[name], FORMATS[name].write([record]))

    assert returned.texts == record.texts
    assert returned.answer == "k0"


def test_a_file_of_moodle_is_understood() -> None:
    got = list(gift.read(MOODLE.encode()))

    kinds = [one.kind if isinstance(one, Piece) else one.reason for one in got]
    assert kinds[:7] == ["multiple", "numeric", "true_false", "match", "short_text", "order", "multiple"]
    assert "essay" in kinds[7]
    first, number, truth, pairs, text, order, two = [one for one in got if isinstance(one, Piece)]
    assert first.bank == "first-aid"
    assert number.words["stem"] == "Two and two are"
    assert number.answer[:2] == (4, 0.5)
    assert truth.words["feedback_right"] == "Right."
    assert len(pairs.words["right"]) == 3
    assert text.words["stem"] == "A capital of France is _____ on the Seine."
    assert order.answer == ["o1", "o2", "o3"]
    assert two.words["options"][0]["text"] == "this = one"


def package(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in members.items():
            zipped.writestr(name, data)
    return out.getvalue()


BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>
<qti-assessment-item identifier="A-1"><qti-item-body>&c;</qti-item-body></qti-assessment-item>"""


@pytest.mark.parametrize(
    ("module", "data", "says"),
    [
        (qti3, BOMB, "entities are not read"),
        (qti3, BOMB.decode().encode("utf-16"), "entities are not read|no XML"),
        (qti3, b"not xml at all", "no XML"),
        (qti3, b"PK\x03\x04 broken", "damaged"),
        (qti3, package(**{"../../etc/passwd.xml": b"<a/>"}), "outside itself"),
        (qti3, package(**{"/root.xml": b"<a/>"}), "outside itself"),
        (qti3, package(**{"C:\\a.xml": b"<a/>"}), "outside itself"),
        (qti3, package(**{"a.xml": b"\0" * 60_000_000}), "too large"),
        (gift, "Jautājums {=jā}".encode("cp1257"), "UTF-8"),
        (gift, "Jautājums {=jā}".encode("utf-16"), "UTF-8"),
        (table, "kind,stem_lv\nsingle,ā".encode("cp1257"), "UTF-8"),
        (table, b"one,two\n1,2", "first row"),
        (table, b"kind,stem_lv,evil\nsingle,a,b", "not known"),
    ],
)
def test_hostile_files_are_refused_with_a_sentence(module: Any, data: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        list(module.read(data))


def test_a_bomb_inside_a_package_is_refused() -> None:
    with pytest.raises(FileRefused, match="entities"):
        list(qti3.read(package(**{"items/a.xml": BOMB})))


def run(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command(*arguments, "--json", stdout=out, stderr=StringIO())
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


@pytest.fixture
def moodle(tmp_path: Path) -> str:
    file = tmp_path / "moodle.gift"
    file.write_text(MOODLE, encoding="utf-8")
    return str(file)


@pytest.mark.django_db
def test_nothing_is_kept_when_something_does_not_fit_unless_part_is_wanted(moodle: str) -> None:
    with pytest.raises(CommandError, match="Nothing was kept"):
        run("import_questions", moodle, "--format", "gift")
    assert not Question.objects.exists()

    outcome = run("import_questions", moodle, "--format", "gift", "--partial")

    assert outcome["imported"] == Question.objects.count() == 7
    assert outcome["by_type"]["multiple"] == 2
    assert [row["line"] for row in outcome["skipped"]] == [23]


@pytest.mark.django_db
def test_a_dry_run_says_the_same_and_keeps_nothing(moodle: str) -> None:
    outcome = run("import_questions", moodle, "--format", "gift", "--partial", "--dry-run")

    assert outcome["imported"] == 7
    assert not Question.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORMATS)
def test_the_bank_goes_out_and_comes_back_without_a_new_version(name: str, moodle: str, tmp_path: Path) -> None:
    run("import_questions", moodle, "--format", "gift", "--partial")
    file = str(tmp_path / f"bank.{name}")

    assert run("export_questions", file, "--format", name)["exported"] == 7
    outcome = run("import_questions", file, "--format", name)

    assert outcome == {"imported": 7, "by_type": outcome["by_type"], "skipped": []}
    assert Question.objects.count() == 7
    assert {question.versions.count() for question in Question.objects.all()} == {1}


@pytest.mark.django_db
def test_a_table_made_by_hand_is_taken_and_its_mistakes_are_named_by_line(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text(
        "kind;stem_lv;options_lv;answer\n"
        'single;Kurš?;"* Šis\nTas";\n'
        "numeric;Cik?;;6,5\n"
        "single;Kurš?;Tikai viens;\n"
        "dance;Kas?;;\n",
        encoding="utf-8-sig",
    )  # fmt: skip

    outcome = run("import_questions", str(file), "--format", "csv", "--partial")

    assert outcome["imported"] == 2
    assert [row["line"] for row in outcome["skipped"]] == [5, 6]
    assert Question.objects.get(kind="numeric").versions.get().answer["value"] == 6.5


@pytest.mark.django_db
def test_a_missing_file_is_one_sentence() -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_questions", "/nowhere.gift", "--format", "gift")
