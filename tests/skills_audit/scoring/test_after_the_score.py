"""What follows from a score: explanation, proofs, comparison, the worker's band, steps."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

import pytest
from hypothesis import given, settings

from skills_audit.scoring import current_table, parse_audit, score
from skills_audit.scoring.audit_input import State
from skills_audit.scoring.comparison import answered_in, compare, restricted
from skills_audit.scoring.explanation import explain
from skills_audit.scoring.judgement import ReasonMissing, settle_band
from skills_audit.scoring.proofs import Proof, cheapest, sources, with_evidence, worth_of
from skills_audit.scoring.result import readiness_changed
from tests.skills_audit.scoring.strategies import audits
from tests.skills_audit.scoring.vector import vector

TABLE = current_table()


def parsed(**changes):
    return parse_audit(vector(**changes), TABLE)


def bare(**audit):
    return parse_audit(audit, TABLE)


# Explanation


def test_the_three_items_that_move_a_domain_most_say_what_it_would_be_without_them():
    explanation = explain(bare(answers={"TRV01": 4, "TRV02": 0, "TRV03": 2, "TRV04": 2}), TABLE)["TRV"]
    assert [(pull.item, pull.without, pull.moves) for pull in explanation.pulls] == [
        ("TRV01", Fraction(100, 3), Fraction(50, 3)),
        ("TRV02", Fraction(200, 3), Fraction(-50, 3)),
    ]


def test_a_single_item_carries_its_whole_result():
    (pull,) = explain(bare(answers={"TRV01": 3}), TABLE)["readiness"].pulls
    assert (pull.item, pull.without, pull.moves) == ("TRV01", None, 75)


def test_what_is_not_known_is_named_with_its_reason():
    gaps = {gap.item: gap.state for gap in explain(parsed(), TABLE)["readiness"].not_known}
    assert gaps == {"TRV07": State.DECLINED, "JSR05": State.UNKNOWN}
    goal = explain(parsed(), TABLE)["goal"]
    assert [gap.item for gap in goal.not_known] == [f"goal.tasks[{n}]" for n in (4, 7, 9, 11)]


def test_every_result_has_an_explanation_and_its_own_gates():
    audit = parsed(goal={"regulated": True}, answers={"LND01": 1})
    explained = explain(audit, TABLE)
    assert list(explained) == ["LAN", "LND", "EDU", "WRK", "TRV", "JSR", "readiness", "support", "goal"]
    assert explained["readiness"].gates == ("G2",)
    assert explained["goal"].gates == ("G4",)
    assert "goal" not in explain(parsed(goal=...), TABLE)


def test_support_says_which_needs_weigh_most():
    pulls = explain(parsed(), TABLE)["support"].pulls
    assert pulls[0].item == "SUP05"


def test_the_cheapest_proof_gains_most_for_its_effort():
    audit = bare(answers={"TRV01": 4, "TRV02": [1, 0], "TRV03": [4, 3]})
    proof = explain(audit, TABLE)["TRV"].proof
    assert (proof.source, proof.ev, proof.gain, proof.effort) == ("TRV01", 1, Fraction(10), Fraction(1, 2))


@settings(max_examples=60, deadline=None)
@given(audits())
def test_no_proof_is_cheaper_than_the_cheapest_and_it_gains_what_it_promises(data):
    audit = parse_audit(data, TABLE)
    before = score(audit, TABLE)
    every = defaultdict(list)
    for source, domain, stands, highest in sources(audit, TABLE):
        for ev in range(stands + 1, highest + 1):
            after = score(with_evidence(audit, source, ev), TABLE)
            assert after.readiness.claimed == before.readiness.claimed
            gain = (after.domains[domain].evidenced or 0) - (before.domains[domain].evidenced or 0)
            if gain:
                every[domain].append(Proof(source, domain, ev, gain, TABLE.proof_effort[ev]))
    assert cheapest(audit, before.domains, TABLE) == {code: max(found, key=worth_of) for code, found in every.items()}


@settings(max_examples=60, deadline=None)
@given(audits(), audits())
def test_scoring_only_what_changed_gives_the_whole_score(data, other):
    before, after = parse_audit(data, TABLE), parse_audit(other, TABLE)
    assert readiness_changed(after, before, score(before, TABLE), TABLE) == score(after, TABLE).readiness


@settings(max_examples=60, deadline=None)
@given(audits())
def test_every_audit_can_be_explained(data):
    for explanation in explain(parse_audit(data, TABLE), TABLE).values():
        assert len(explanation.pulls) <= 3
        moves = [abs(pull.moves) for pull in explanation.pulls]
        assert moves == sorted(moves, reverse=True)


# Comparison (F15)


def test_a_change_counts_only_answers_both_audits_have():
    before = bare(answers={"TRV01": 1, "TRV02": 1, "TRV03": 1, "TRV04": 4, "JSR01": "declined"})
    after = bare(answers={"TRV01": 2, "TRV02": 2, "TRV03": 1, "TRV05": 0, "JSR01": 3})
    changes = compare(before, after, TABLE)
    trv = changes["TRV"]
    assert (trv.common, trv.claim_before, trv.claim_after, trv.arrow) == (3, 25, Fraction(125, 3), "up")
    assert (changes["JSR"].common, changes["JSR"].claim_before, changes["JSR"].arrow) == (0, None, None)


def test_there_is_no_arrow_under_three_common_answers():
    changes = compare(bare(answers={"TRV01": 1, "TRV02": 1}), bare(answers={"TRV01": 4, "TRV02": 4}), TABLE)
    assert (changes["TRV"].claim_after, changes["TRV"].arrow) == (100, None)


def test_what_the_crosswalk_rules_out_is_not_compared():
    before, after = ({f"TRV{n:02}": value for n in range(1, 5)} for value in (1, 3))
    changes = compare(bare(answers=before), bare(answers=after), TABLE, not_comparable={"TRV01", "TRV02"})
    assert (changes["TRV"].common, changes["TRV"].arrow) == (2, None)


def test_a_first_latvian_lesson_shows_as_a_change():
    lav = {"code": "lav"} | dict.fromkeys(TABLE.languages.skills, 1)
    changes = compare(bare(languages=[]), bare(languages=[lav]), TABLE)
    assert (changes["LAN"].claim_before, changes["LAN"].claim_after, changes["LAN"].arrow) == (0, 35, "up")


def test_a_higher_goal_is_no_loss():
    lav = {"code": "lav"} | dict.fromkeys(TABLE.languages.skills, 2)
    before, after = (bare(languages=[lav], goal={"latvian": q}) for q in (2, 4))
    assert compare(before, after, TABLE)["LAN"].arrow == "same"


def test_task_cards_are_compared_only_when_they_are_the_same():
    before, after = bare(tasks=[1, 1, 1]), bare(tasks=[3, 3, 3])
    assert compare(before, after, TABLE)["WRK"].common == 0
    assert compare(before, after, TABLE, same_task_cards=True)["WRK"].arrow == "up"


def test_more_need_is_an_arrow_up_on_its_own_axis():
    answers = [{f"SUP{n:02}": value for n in range(1, 4)} for value in (0, 3)]
    changes = compare(bare(answers=answers[0]), bare(answers=answers[1]), TABLE)
    assert changes["support"].arrow == "up"
    assert changes["readiness"].common == 0


@settings(max_examples=60, deadline=None)
@given(audits())
def test_an_audit_compared_with_itself_changes_nothing(data):
    audit = parse_audit(data, TABLE)
    for change in compare(audit, audit, TABLE, same_task_cards=True).values():
        assert change.claim_before == change.claim_after
        assert change.arrow in {"same", None}
    kept = restricted(audit, answered_in(audit, TABLE), TABLE)
    assert answered_in(kept, TABLE) == answered_in(audit, TABLE)


# The worker's band (F16)


def test_a_band_that_differs_needs_a_reason_and_both_are_kept():
    with pytest.raises(ReasonMissing):
        settle_band("preparing", "ready", "  ", TABLE)
    with pytest.raises(ValueError, match="no band"):
        settle_band("preparing", "expert", "why", TABLE)
    judged = settle_band("preparing", "ready", " Saw the work. ", TABLE)
    assert (judged.computed, judged.shown, judged.reason) == ("preparing", "ready", "Saw the work.")
    assert judged.differs is True


def test_a_recomputation_never_replaces_the_workers_band():
    judged = settle_band("preparing", "ready", "Saw the work.", TABLE).recomputed("foundation")
    assert (judged.computed, judged.worker, judged.shown) == ("foundation", "ready", "ready")
    assert settle_band(None, None, "", TABLE).recomputed("ready").shown == "ready"


def test_agreeing_with_the_computed_band_needs_no_reason():
    assert settle_band("ready", "ready", "", TABLE).differs is False
