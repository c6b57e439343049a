"""What changes the term base."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import F

from search.analysis.lemmas import lemma
from search.analysis.texts import analyse
from search.models import Collection, Concept, Term
from search.querysets import PORTAL
from search.statistics import TERMS
from search.terms.exchange import Draft


@transaction.atomic
def save_concept(
    *,
    key: str,
    definitions: Mapping[str, str],
    terms: Iterable[tuple[str, str, str]],
    broader: Iterable[str] = (),
    related: Iterable[str] = (),
    scheme: str = PORTAL,
    weights: Mapping[tuple[str, str], float] | None = None,
) -> Concept:
    """Make or replace a concept with its terms, given as (language, kind, text); effective with the next query.

    Neighbours that do not exist yet are made empty. `weights`: of terms by (language, text), where not 1.
    """
    concept: Concept
    concept, _created = Concept.objects.update_or_create(
        key=key,
        defaults={
            "scheme": scheme,
            "definition_lv": definitions.get("lv", ""),
            "definition_en": definitions.get("en", ""),
        },
    )
    concept.terms.all().delete()
    unique = {(language, text): kind for language, kind, text in reversed(list(terms))}
    Term.objects.bulk_create(
        [
            Term(
                concept=concept,
                language=language,
                kind=kind,
                text=text,
                weight=(weights or {}).get((language, text), 1.0),
                lemmas=lemmas_of(text, language),
            )
            for (language, text), kind in reversed(unique.items())
        ]
    )
    concept.broader.set([Concept.objects.get_or_create(key=other)[0] for other in broader])
    concept.related.set([Concept.objects.get_or_create(key=other)[0] for other in related])
    terms_changed()
    return concept


@transaction.atomic
def import_concepts(
    *, drafts: Sequence[Draft], scheme: str, dry_run: bool = False
) -> tuple[list[Draft], list[tuple[str, str]]]:
    """Make or replace concepts from a file; returns those taken, and (key, reason) of those that were not.

    A concept of another scheme keeps its place. Related is said on both sides even when a file says it on one;
    neighbours that are neither in the file nor here are left out.
    """
    schemes = dict(Concept.objects.values_list("key", "scheme"))
    taken: list[Draft] = []
    skipped: list[tuple[str, str]] = []
    for draft in drafts:
        draft.scheme = draft.scheme or scheme
        other = schemes.get(draft.key, draft.scheme)
        flaw = draft.flaw or (f"this key belongs to the scheme {other}" if other != draft.scheme else "")
        if flaw:
            skipped.append((draft.key or "?", flaw))
        else:
            taken.append(draft)
    if not dry_run:
        known = schemes.keys() | {draft.key for draft in taken}
        related = both_ways({draft.key: draft.related for draft in taken})
        for draft in taken:
            save_concept(
                key=draft.key,
                definitions=draft.definitions,
                terms=[(term.language, term.kind, term.text) for term in draft.terms],
                broader=[key for key in draft.broader if key in known and key != draft.key],
                related=[key for key in related[draft.key] if key in known and key != draft.key],
                scheme=draft.scheme,
                weights={(term.language, term.text): term.weight for term in draft.terms},
            )
    return taken, skipped


def both_ways(related: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Related concepts, each on both sides: saving one side alone would take the other's word back."""
    found = {key: dict.fromkeys(others) for key, others in related.items()}
    for key, others in related.items():
        for other in others:
            if other in found:
                found[other][key] = None
    return {key: list(others) for key, others in found.items()}


@transaction.atomic
def refresh_terms(*, concept: Concept) -> None:
    """Compute the lemmas of a concept's terms anew, after an editor changed them; effective with the next query."""
    for term in concept.terms.all():
        term.lemmas = lemmas_of(term.text, term.language)
        term.save(update_fields=["lemmas"])
    terms_changed()


def lemmas_of(text: str, language: str) -> list[str]:
    """The lemmas of a term's words, as texts store them. Loads the dictionary of the language."""
    return analyse(text, language, lemmatise=lemma).lemmas


def terms_changed() -> None:
    """Let every process read the term base anew with its next query."""
    Collection.objects.get_or_create(name=TERMS)
    Collection.objects.filter(name=TERMS).update(version=F("version") + 1)
