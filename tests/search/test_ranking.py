"""Fusion, merge, scoring, facets, metrics: properties that hold for every ranking."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.texts import Token
from search.evaluation import metrics
from search.facets import FACETS, Group, apart, count, together
from search.fusion import K, Ranked, fuse, merge
from search.records import Words, pack, unpack
from search.scoring import Alternative, Scorer, Statistics, Unit, inverse_frequency, sufficient, weigh

keys = st.lists(st.integers(0, 30), max_size=20, unique=True)
legs = st.lists(st.builds(Ranked, keys=keys, weight=st.sampled_from([0.5, 1.0, 2.0])), max_size=4)


@given(legs)
def test_fusion_keeps_every_key_once_and_is_ordered(given_legs: list[Ranked[int]]) -> None:
    fused = fuse(given_legs)

    assert Counter(key for key, _score in fused) == Counter({key for leg in given_legs for key in leg.keys})
    assert [score for _key, score in fused] == sorted((score for _key, score in fused), reverse=True)


@given(keys, st.sampled_from([0.5, 1.0, 2.0]))
def test_one_leg_alone_keeps_its_order(ranking: list[int], weight: float) -> None:
    assert [key for key, _score in fuse([Ranked(ranking, weight)])] == ranking


@given(legs, st.integers(0, 30))
def test_a_leg_that_names_a_key_first_never_lowers_it(given_legs: list[Ranked[int]], key: int) -> None:
    def place(fused: list[tuple[int, float]]) -> int:
        order = [found for found, _score in fused]
        return order.index(key) if key in order else len(order)

    assert place(fuse([*given_legs, Ranked([key], 1.0)])) <= place(fuse(given_legs))


def test_fusion_adds_weight_over_k_plus_rank() -> None:
    assert dict(fuse([Ranked(["a", "b"], 2.0), Ranked(["b"], 0.5)])) == {
        "a": pytest.approx(2 / (K + 1)),
        "b": pytest.approx(2 / (K + 2) + 0.5 / (K + 1)),
    }


@given(st.dictionaries(st.sampled_from(["fi", "sv", "nl"]), keys))
def test_a_merge_takes_rank_after_rank_of_every_language(rankings: dict[str, list[int]]) -> None:
    languages = {
        code: [((code, key), 1 / (n + 1)) for n, key in enumerate(ranking)] for code, ranking in rankings.items()
    }
    merged = merge(languages)

    assert [placed.rank for placed in merged] == sorted(placed.rank for placed in merged)
    for code, ranking in rankings.items():
        assert [placed.key[1] for placed in merged if placed.language == code] == ranking


def test_of_the_same_rank_the_stronger_comes_first() -> None:
    merged = merge({"fi": [("a", 1.0)], "sv": [("b", 1.0)]}, {"b": 2.0, "a": 1.0})

    assert [placed.key for placed in merged] == ["b", "a"]


def _tokens(title: str = "", text: str = "") -> str:
    fields = {"title": [*map(_token, title.split())], "text": [*map(_token, text.split())]}
    return pack(Words(fields=fields, distinct=frozenset(), places={}, marks=frozenset(), implied=frozenset()))


def _token(word: str) -> Token:
    return Token(form=word, written=word, lemma=word, extras="", key=word.encode(), marks=[], implied=[])


def score(tokens: str, units: list[Unit], statistics: Statistics) -> float:
    return Scorer(units, statistics)(tokens)


STATISTICS = Statistics(documents=100, lengths={"title": 5, "text": 50}, frequency={"rare": 2, "usual": 60})


def _units(*names: str) -> list[Unit]:
    return weigh([Unit(name, (Alternative((name,)),)) for name in names], STATISTICS)


@given(st.integers(1, 20))
def test_more_occurrences_never_lower_the_score_of_equally_long_texts(number: int) -> None:
    filler = 40 - number
    less = _tokens(text=" ".join(["rare"] * number + ["x"] * filler))
    more = _tokens(text=" ".join(["rare"] * (number + 1) + ["x"] * (filler - 1)))

    assert score(more, _units("rare"), STATISTICS) > score(less, _units("rare"), STATISTICS)


def test_letters_inside_another_word_are_no_occurrence() -> None:
    assert score(_tokens(title="rarely", text="unrare x"), _units("rare"), STATISTICS) == 0.0


def test_a_rare_word_weighs_more_than_a_usual_one_and_a_title_more_than_a_text() -> None:
    rare, usual = _tokens(text="rare x x"), _tokens(text="usual x x")

    assert score(rare, _units("rare", "usual"), STATISTICS) > score(usual, _units("rare", "usual"), STATISTICS)
    assert score(_tokens(title="rare"), _units("rare"), STATISTICS) > score(rare, _units("rare"), STATISTICS)


def test_a_word_twice_in_a_row_counts_twice_and_a_phrase_only_in_order() -> None:
    assert unpack(_tokens(text="rare rare")).lemmas["text"].count(Alternative(("rare",)).pattern) == 2
    phrase = Alternative(("language", "course"))
    assert unpack(_tokens(text="a language course here")).lemmas["text"].count(phrase.pattern) == 1
    assert unpack(_tokens(text="course language")).lemmas["text"].count(phrase.pattern) == 0


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_the_rarer_the_more_information(one: int, other: int) -> None:
    assert inverse_frequency(1000, min(one, other)) >= inverse_frequency(1000, max(one, other)) > 0


def test_a_document_must_have_enough_of_the_information() -> None:
    units = _units("rare", "usual")

    assert sufficient(units) == [(0,)]  # the usual word alone tells too little
    assert sufficient(_units("usual")) == [(0,)]
    assert sufficient(_units("nowhere")) == []


def test_a_required_unit_is_in_every_sufficient_set() -> None:
    units = weigh(
        [Unit("rare", (Alternative(("rare",)),)), Unit("usual", (Alternative(("usual",)),), required=True)], STATISTICS
    )

    assert all(1 in chosen for chosen in sufficient(units))


groups = st.lists(
    st.tuples(
        st.fixed_dictionaries(
            {
                "language": st.sampled_from(["fi", "sv"]),
                "theme": st.sampled_from([("work",), ("work", "home"), ()]),
            }
        ).map(lambda values: apart(together(values))),
        st.integers(1, 5),
    ),
    max_size=10,
)
selections = st.fixed_dictionaries(
    {
        "language": st.sampled_from([frozenset(), frozenset({"fi"})]),
        "theme": st.sampled_from([frozenset(), frozenset({"home"}), frozenset({"work", "home"})]),
    }
)


@given(groups, selections)
def test_a_facet_counts_what_choosing_the_value_alone_would_leave(
    given_groups: list[Group], selected: dict[str, frozenset[str]]
) -> None:
    for facet, values in count(given_groups, selected)[0].items():
        for value, number in values.items():
            assert number == count(given_groups, {**selected, facet: frozenset({value})})[1] > 0


@given(groups, selections)
def test_what_meets_all_filters_is_counted_once(given_groups: list[Group], selected: dict[str, frozenset[str]]) -> None:
    met = [
        number
        for values, number in given_groups
        if all(
            not chosen or {f"{facet}={value}" for value in chosen} & set(values) for facet, chosen in selected.items()
        )
    ]
    assert count(given_groups, selected)[1] == sum(met)


@given(st.dictionaries(st.sampled_from(FACETS), st.lists(st.text(min_size=1), max_size=3), max_size=4))
def test_facets_come_apart_as_they_were_put_together(values: dict[str, list[str]]) -> None:
    tidy = {facet: [v.replace("|", " ").replace("\t", " ") for v in found] for facet, found in values.items()}

    assert set(apart(together(values))) == {f"{facet}={value}" for facet, found in tidy.items() for value in found}


def test_metrics_of_a_known_ranking() -> None:
    judged = metrics.Judged(ranking=["x", "a", "b", "y"], relevant={"a", "b", "c"})

    assert metrics.reciprocal_rank(judged) == 0.5
    assert metrics.hit(judged) == 0
    assert metrics.recall(judged) == pytest.approx(2 / 3)
    assert metrics.precision_at_r(judged) == pytest.approx(2 / 3)


@given(st.lists(st.integers(0, 20), unique=True, max_size=15), st.sets(st.integers(0, 20), min_size=1))
def test_metrics_lie_between_nought_and_one(ranking: list[int], relevant: set[int]) -> None:
    summary = metrics.summary([metrics.Judged([str(key) for key in ranking], {str(key) for key in relevant})])

    assert all(0 <= value <= 1 for value in summary.values())


@given(st.lists(st.floats(0, 1000), min_size=1), st.floats(1, 100))
def test_a_percentile_is_one_of_the_values(values: list[float], part: float) -> None:
    assert min(values) <= metrics.percentile(values, part) <= max(values)
    assert metrics.percentile(values, part) in values


def test_overlap_counts_what_two_rankings_share() -> None:
    assert metrics.overlap(["a", "b"], ["b", "c"]) == 0.5
    assert metrics.overlap([], []) == 1.0
