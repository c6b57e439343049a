"""What was typed, taken apart; concepts found in it; passages shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.lemmas import key
from search.analysis.words import WORD, word_spans, words
from search.expansion import MOST_TERMS, NARROWER, ConceptEntry, TermBase, TermEntry, word_keys
from search.query import guess_language, parse
from search.scoring import GAP, Alternative
from search.snippets import marked, passage
from search.spelling import one_slip


def test_quoted_and_excluded_words_are_told_apart() -> None:
    query = parse('kursi „valodas kurss” -internetā  "darba vieta"')

    assert query.plain == "kursi"
    assert query.phrases == ("valodas kurss", "darba vieta")
    assert query.excluded == ("internetā",)
    assert not query.is_empty


def test_a_hyphen_inside_a_word_excludes_nothing() -> None:
    assert parse("Koto-SIB").excluded == ()


@given(st.text(max_size=400))
def test_anything_typed_can_be_parsed_twice_with_the_same_result(text: str) -> None:
    query = parse(text)

    assert len(query.text) <= 200
    assert "\x00" not in query.text
    assert parse(query.text) == query


def test_a_query_is_read_in_the_language_that_knows_its_words() -> None:
    known = {"lv": frozenset({"majoklis"}), "fi": frozenset({"asunto"})}

    assert guess_language("mājoklis", known, "en").language == "lv"
    assert guess_language("majoklis", known, "en").language == "lv"
    assert guess_language("asunto", known, "lv").language == "fi"
    assert guess_language("nekur", known, "en").language == "en"


def _term(text: str, language: str, kind: str = "preferred") -> TermEntry:
    lemmas = tuple(key(word.form, language) for word in words(text, language))
    return TermEntry(text=text, language=language, kind=kind, lemmas=lemmas)


BASE = TermBase(
    {
        "course": ConceptEntry(
            key="course", terms=(_term("kurss", "lv"), _term("kurssi", "fi")), narrower=("language",)
        ),
        "language": ConceptEntry(
            key="language",
            terms=(_term("valodas kurss", "lv"), _term("kielikurssi", "fi"), _term("kielikoulu", "fi", "hidden")),
            broader=("course",),
        ),
    }
)


def _words(text: str) -> list[frozenset[str]]:
    return [word_keys(word.form, "lv") for word in words(text, "lv")]


def test_the_longest_term_wins_whatever_its_inflection() -> None:
    assert [match.concepts for match in BASE.match(_words("bezmaksas valodas kursiem"), "lv")] == [("language",)]
    assert [match.concepts for match in BASE.match(_words("kursi"), "lv")] == [("course",)]


def test_narrower_concepts_count_less_and_hidden_terms_are_not_looked_for() -> None:
    found = {expansion.text: expansion for expansion in BASE.expand(["course"], "fi")}

    assert set(found) == {"kurssi", "kielikurssi"}
    assert found["kurssi"].weight == 1.0
    assert found["kielikurssi"].weight == NARROWER
    assert found["kielikurssi"].narrower


def test_at_most_twelve_terms_a_language() -> None:
    many = ConceptEntry(key="many", terms=tuple(_term(f"sana{n}", "fi", "synonym") for n in range(40)))

    assert len(TermBase({"many": many}).expand(["many"], "fi")) == MOST_TERMS


def test_marks_follow_lemmas_and_phrases() -> None:
    lemmas = " kunta  kieli  kurssi  kieli  kunta  kieli  kurssi "

    assert marked(lemmas, [Alternative(("kieli", "kurssi")).pattern], 9) == [1, 2, 5, 6]
    assert marked(lemmas, [Alternative((token,)).pattern for token in ("kieli", "kunta", "kurs")], 4) == [0, 1, 3, 4]


TEXT = "Pirmais teikums par ko citu. " * 12 + "Pašvaldība piedāvā valodas kursus. " + "Beigas ir garas un tukšas. " * 12


def test_a_passage_shows_the_marked_words_and_says_what_was_left_out() -> None:
    marks = [(word.start, word.end) for word in words(TEXT, "lv") if word.form in {"valodas", "kursus"}]
    pieces = passage(TEXT, marks)

    assert [piece.text for piece in pieces if piece.marked] == ["valodas kursus"]
    assert pieces[0].text.startswith("…")
    assert pieces[-1].text.endswith("…")


@given(st.text(max_size=600), st.sets(st.integers(0, 100)))
def test_a_passage_is_always_a_stretch_of_the_text(text: str, marks: set[int]) -> None:
    pieces = passage(text, word_spans(text, sorted(marks)))
    shown = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")

    assert shown in text


def test_a_passage_does_not_begin_after_the_dot_of_a_year() -> None:
    text = f"{'Vārdi ' * 60}. Kopš 2016. gada tulks palīdz. {'Vārdi ' * 60}"
    start = text.index("tulks")
    pieces = passage(text, [(start, start + len("tulks"))])

    assert "".join(piece.text for piece in pieces).startswith("… Kopš 2016. gada")


@given(st.text(alphabet="aZā1 .:'n_", max_size=900), st.sets(st.integers(0, 300)))
def test_words_are_found_by_their_places_as_if_all_were_taken_out(text: str, places: set[int]) -> None:
    every = [found.span() for found in WORD.finditer(text)]

    assert word_spans(text, sorted(places)) == [every[place] for place in sorted(places) if place < len(every)]


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=60))
def test_words_are_marked_where_their_lemmas_stand(lemmas: list[str]) -> None:
    row = [n for n in range(len(lemmas) - 1) if lemmas[n : n + 2] == ["a", "b"]]
    wanted = [Alternative(("a", "b")).pattern, Alternative(("c",)).pattern]
    expected = sorted({*row, *(n + 1 for n in row), *(n for n, lemma in enumerate(lemmas) if lemma == "c")})

    assert marked(f" {GAP.join(lemmas)} ", wanted, 9) == expected[:9]


@pytest.mark.parametrize(
    ("typed", "known", "like"),
    [
        ("asylm", "asylum", True),
        ("asyllum", "asylum", True),
        ("asilum", "asylum", True),
        ("aslyum", "asylum", True),
        ("asylum", "asylums", True),
        ("aslm", "asylum", False),
        ("asulym", "asylum", False),
        ("", "as", False),
    ],
)
def test_one_slip_of_the_finger_is_told_from_two(typed: str, known: str, like: bool) -> None:
    assert one_slip(typed, known) is like
    assert one_slip(known, typed) is like
