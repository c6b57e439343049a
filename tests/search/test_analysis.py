"""Words, folding, stems, lemmas, compounds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simplemma.strategies import DefaultStrategy

from search.analysis.compounds import Vocabulary
from search.analysis.folding import fold, plain
from search.analysis.latvian import stem as latvian_stem
from search.analysis.lemmas import InOurLanguages, key, lemma
from search.analysis.stems import stem
from search.analysis.texts import analyse
from search.analysis.words import WORD, forms, words
from search.languages import CODES
from tests.search.documents import TEXTS

USUAL = DefaultStrategy(low_memory=True)


def test_latvian_marks_are_folded_and_finnish_and_swedish_vowels_are_not() -> None:
    assert fold("MĀJOKĻI", "lv") == fold("majokli", "lv") == "majokli"
    assert fold("Työllisyys", "fi") == "työllisyys"
    assert fold("Språk", "sv") == "språk"
    assert fold("žaliosios šola", "sl") == "zaliosios sola"


def test_a_composed_and_a_decomposed_letter_are_one() -> None:
    assert fold("a\u0308", "fi") == fold("ä", "fi")


@pytest.mark.parametrize(
    "forms_of_one_word",
    [
        "mājoklis mājokļa mājoklim mājokli mājoklī mājokļi mājokļu mājokļiem mājokļus mājokļos",
        "bēglis bēgļa bēglim bēgļi bēgļu bēgļiem bēgļus bēgļos",
        "valoda valodas valodai valodu valodā valodām valodās",
        "darbs darba darbam darbu darbā darbi darbiem darbus darbos",
        "tulks tulka tulkam tulku tulki tulkiem tulkus",
        "prasme prasmes prasmei prasmi prasmē prasmju prasmēm prasmēs",
        "integrācija integrācijas integrācijai integrāciju integrācijā",
    ],
)
def test_all_forms_of_a_latvian_noun_have_one_stem_with_and_without_marks(forms_of_one_word: str) -> None:
    stems = {latvian_stem(fold(form, "lv")) for form in forms_of_one_word.split()}
    bare = {latvian_stem(plain(form)) for form in forms_of_one_word.split()}

    assert stems == bare
    assert len(stems) == 1


@given(st.text(max_size=80), st.sampled_from(CODES))
def test_words_lie_in_the_text_in_order_and_are_never_empty(text: str, language: str) -> None:
    found = list(words(text, language))

    assert all(word.form and word.start < word.end <= len(text) for word in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(st.text(alphabet="aābcčdeēgģijklļnņoprsštuūvzž", min_size=1, max_size=20))
def test_a_stem_is_the_beginning_of_its_word(word: str) -> None:
    folded = fold(word, "lv")

    assert folded.startswith(latvian_stem(folded))
    assert latvian_stem(folded)


@pytest.mark.parametrize(
    ("language", "inflected", "dictionary_form"),
    [
        ("fi", "maahanmuuttajien", "maahanmuuttaja"),
        ("sv", "flyktingarnas", "flykting"),
        ("nl", "huizen", "huis"),
        ("hu", "lakások", "lakás"),
        ("sl", "begunci", "begunec"),
        ("en", "children", "child"),
        ("lv", "bēgļiem", "bēglis"),
    ],
)
def test_a_word_of_a_text_meets_its_dictionary_form(language: str, inflected: str, dictionary_form: str) -> None:
    assert lemma(inflected, language) == key(dictionary_form, language)


def test_a_finnish_case_after_a_colon_and_an_english_genitive_fall_away() -> None:
    assert forms("EU:n ja SIB:iin", "fi") == ["eu", "ja", "sib"]
    assert forms("the city’s plan", "en") == ["the", "city", "plan"]


@pytest.mark.parametrize(
    ("language", "vocabulary", "compound", "parts"),
    [
        ("fi", ["kieli", "kurssi"], "kielikurssi", ("kieli", "kurssi")),
        ("fi", ["kotoutuminen", "koulutus"], "kotoutumiskoulutus", ("kotoutuminen", "koulutus")),
        ("fi", ["työ", "paikka"], "työpaikka", ("työ", "paikka")),
        ("sv", ["arbete", "marknad"], "arbetsmarknad", ("arbete", "marknad")),
        ("sv", ["språk", "kurs"], "språkkurs", ("språk", "kurs")),
        ("nl", ["inburgering", "cursus"], "inburgeringscursus", ("inburgering", "cursus")),
        ("hu", ["nyelv", "tanfolyam"], "nyelvtanfolyam", ("nyelv", "tanfolyam")),
    ],
)
def test_compounds_are_taken_apart(language: str, vocabulary: list[str], compound: str, parts: tuple[str, ...]) -> None:
    assert Vocabulary(language, vocabulary).parts(compound) == parts


def test_nothing_is_cut_that_is_not_made_of_known_words() -> None:
    assert Vocabulary("fi", ["kieli"]).parts("kielellinen") == ()
    assert Vocabulary("en", ["house", "hold"]).parts("household") == ()


@given(st.text(alphabet="abdefgiklmnoprstuvåäö", min_size=1, max_size=25), st.sampled_from(["fi", "sv", "nl", "hu"]))
def test_parts_are_always_from_the_vocabulary(word: str, language: str) -> None:
    known = ["kieli", "kurssi", "språk", "kurs", "taal", "nyelv", "tábor", "asunto", "arbete"]

    assert set(Vocabulary(language, known).parts(word)) <= set(known)


def test_every_word_of_a_text_has_its_lemma_and_its_other_tokens() -> None:
    found = analyse("Kielikurssilla opitaan", "fi", Vocabulary("fi", ["kieli", "kurssi"]))

    assert found.lemmas[0] == "kielikurssi"
    assert {"+kieli", "+kurssi", "~" + stem("kielikurssi", "fi")} <= set(found.extras[0])
    assert found.forms["kielikurssilla"] == ("kielikurssi", "kielikurssilla")


@pytest.mark.parametrize("language", [code for code in CODES if code != "lv"])
def test_the_short_way_to_a_dictionary_form_leads_where_the_long_one_does(language: str) -> None:
    texts = [" ".join(text) for text in TEXTS.values()]
    written = {word for text in texts for word in WORD.findall(text)}
    odd = {"don't", "EU:n", "itsn't", "DON", "Ⅷ", "一", "42", "3a", "kotoutumiskoulutuksesta", "menekülteknek"}

    short = InOurLanguages(low_memory=True)
    for word in written | {word.upper() for word in written} | {f"{word}xq" for word in written} | odd:
        assert short.get_lemma(word, language) == USUAL.get_lemma(word, language), word
