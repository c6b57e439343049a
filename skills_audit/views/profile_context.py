"""What the profile's templates print: ready words and numbers, as they are written in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from skills_audit.explanations import DomainRow, NextProof, Profile
from skills_audit.instrument.definition import Instrument
from skills_audit.profiles import Result
from skills_audit.result_words import Words, languages_with_words

OWN_LANGUAGES = ("lv", "en")


@dataclass(frozen=True)
class ShownDomain:
    """A row of the table, and what lies behind it: `reasons` as label and how much it moves, `proof` the cheapest."""

    domain: DomainRow
    claimed: str
    evidenced: str
    coverage: str
    exact: str
    reasons: list[tuple[str, str]]
    not_known: list[tuple[str, str]]
    proof: str


def language_name(instrument: Instrument, code: str, language: str) -> str:
    """The name of a language of the site in the reader's language, as it stands in a sentence."""
    rows = instrument.lists["languages"]["languages"]
    row: Mapping[str, Any] = next((row for row in rows if row.get("site") == code), {})
    return str(row.get(language) or row.get("en") or code)


def sheet_languages(result: Result, language: str) -> list[tuple[str, str]]:
    """Languages the sheets can be set in, the client's first, with their names."""
    known = languages_with_words(result.instrument)
    own = [result.audit.client_language] if result.audit.client_language in known else []
    return [(code, language_name(result.instrument, code, language)) for code in dict.fromkeys([*own, *OWN_LANGUAGES])]


def shown_domain(row: DomainRow, made: Profile) -> ShownDomain:
    """One domain with its numbers written out."""
    words, teller = made.words, made.teller
    explained = teller.explainer.domain(row.code)
    return ShownDomain(
        domain=row,
        claimed=words.whole(row.claimed),
        evidenced=words.whole(row.evidenced),
        coverage=words.percent(row.coverage),
        exact=f"{words.number(row.evidenced)} / {words.number(row.claimed)}",
        reasons=[(one.label, _moves(one.points, words)) for one in teller.reasons(explained)],
        not_known=teller.not_known(explained.not_known),
        proof=_cheapest(teller.proof(explained.proof), words),
    )


def _moves(points: float, words: Words) -> str:
    lifts = _("lifts this area by %(points)s") if points > 0 else _("keeps this area %(points)s lower")
    return lifts % {"points": words.number(abs(points))}


def _cheapest(proof: NextProof | None, words: Words) -> str:
    if proof is None:
        return ""
    said = _("Cheapest proof next: %(label)s, %(step)s. Shown would become %(after)s instead of %(before)s.")
    return said % {
        "label": proof.label,
        "step": proof.step_next_word.lower(),
        "after": words.whole(proof.after),
        "before": words.whole(proof.before),
    }


def profile_words(result: Result, made: Profile) -> dict[str, Any]:
    """The words around the numbers of one profile."""
    words, audit, proof = made.words, result.audit, made.proof
    evidence_url = reverse("skills_audit:evidence", args=[result.client.pk, audit.pk])
    if proof and proof.place:
        item, entry = proof.place
        evidence_url += "?" + urlencode({"item": item, "entry": entry})
    return readiness_words(result, made) | {
        "support_word": words.ui(f"support_{made.support_band}") if made.support_band else "",
        "proof_url": evidence_url,
        "proof_before": words.whole(proof.before) if proof else "",
        "proof_after": words.whole(proof.after) if proof else "",
        "rows": [shown_domain(row, made) for row in made.domains],
        "copy_language": language_name(result.instrument, audit.client_language, words.language),
        "earlier": len(result.runs) - 1,
    }


def readiness_words(result: Result, made: Profile) -> dict[str, Any]:
    """The words around readiness, its band, the worker's view and the review."""
    words, audit, correction = made.words, result.audit, result.correction
    reviewed_on = formats.date_format(audit.reviewed_at, "SHORT_DATE_FORMAT") if audit.reviewed_at else ""
    return {
        "result": result,
        "audit": audit,
        "client": result.client,
        "profile": made,
        "correction": correction,
        "correction_word": words.band(correction.band) if correction else "",
        "by_claim": words.sentence("by_claim"),
        "by_evidence": words.sentence("by_evidence"),
        "both_ends": words.sentence("both_ends"),
        "gap_is_evidence": words.sentence("gap_is_evidence"),
        "capped": words.sentence("capped", band=words.band(made.band_before_gates)) if made.capped else "",
        "left_out": words.sentence("left_out", names=", ".join(made.left_out)) if made.left_out else "",
        "band_word": words.band(made.band),
        "band_evidenced_word": words.band(made.band_evidenced),
        "bar_label": _("Shown {shown}, told {told} of 100").format(
            shown=words.number(made.evidenced), told=words.number(made.claimed)
        ),
        "cuts": [first for _code, _word, first, _last in made.bands],
        "claimed_word": words.number(made.claimed),
        "evidenced_word": words.number(made.evidenced),
        "coverage_word": words.percent(made.coverage),
        "reviewed": _("Reviewed {day} by {person}").format(day=reviewed_on, person=audit.reviewed_by or ""),
    }
