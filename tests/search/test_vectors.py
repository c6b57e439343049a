"""Passages and vectors: pure calculations of the semantic extra."""

from importlib.util import find_spec
from math import sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.records import Source
from search.semantic import vectors
from search.semantic.passages import LONGEST, passages, stretches
from search.semantic.vectors import Matrix, mean, pack


@given(st.text(max_size=3000), st.integers(20, 700))
def test_stretches_keep_every_word_and_are_never_too_long(text: str, longest: int) -> None:
    found = stretches(text, longest)

    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(0 < len(stretch) <= longest for stretch in found)


def test_a_passage_is_whole_sentences_under_the_title() -> None:
    sentence = "Kunta auttaa pakolaisia asunnon etsimisessä ja vuokrasopimuksessa."
    source = Source(
        language="fi", title="Asunto", text=" ".join([sentence] * 20),
        titles={"lv": "Mājoklis"}, summaries={"lv": "Pašvaldība palīdz."},
    )  # fmt: skip
    found = passages(source)

    assert found[-1] == "Mājoklis. Pašvaldība palīdz."
    assert len(set(found)) == len(found) > 1
    assert all(passage.startswith("Asunto. Kunta") and passage.endswith(".") for passage in found[:-1])
    assert all(len(passage) <= LONGEST + len("Asunto. ") for passage in found)


def test_a_document_without_words_has_no_passage() -> None:
    assert passages(Source(language="fi", title="")) == []


@pytest.fixture(params=["python", "numpy"])
def calculating(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "python":
        monkeypatch.setattr(vectors, "numpy", None)
    elif find_spec("numpy") is None:
        pytest.skip("NumPy is not installed")
    return str(request.param)


def test_a_document_is_as_near_as_its_nearest_passage(calculating: str) -> None:
    matrix = Matrix(2)
    matrix.add(7, pack([[1.0, 0.0], [0.0, 1.0]]))
    matrix.add(8, pack([[0.6, 0.8]]))
    matrix.add(9, b"xyz")

    assert matrix.similarities([0.0, 1.0]) == pytest.approx({7: 1.0, 8: 0.8}, abs=1e-3)
    assert matrix.of({8: "fi"}).similarities([1.0, 0.0]) == pytest.approx({8: 0.6}, abs=1e-3)
    assert 7 in matrix
    assert matrix.similarities([1.0, 0.0, 0.0]) == {}


def test_an_empty_matrix_is_near_to_nothing(calculating: str) -> None:
    assert Matrix(2).similarities([0.0, 1.0]) == {}


@given(st.lists(st.lists(st.floats(-1, 1), min_size=3, max_size=3), min_size=1, max_size=4))
def test_the_mean_of_vectors_is_a_unit_vector(given_vectors: list[Any]) -> None:
    found = mean(given_vectors)
    length = sqrt(sum(number * number for number in found))

    assert length == pytest.approx(1.0) or not any(abs(n) > 1e-150 for n in map(sum, zip(*given_vectors, strict=True)))
