"""The shipped term base and the first index of the demo's content."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from portal.demo.reading import read
from portal.seams import findable
from portal.seams.demo import CONTENT, DemoContent, Say, register
from search import actions, desk, indexing, synthetic
from search.expansion import HIDDEN, PREFERRED, SYNONYM
from search.languages import CODES
from search.models import Concept
from search.terms import actions as term_actions

CONCEPTS = CONTENT / "concepts"
JUDGED = CONTENT / "search" / "judged"


def files() -> list[Path]:
    """The files of the shipped term base."""
    return sorted(CONCEPTS.glob("*.yaml"))


def concepts() -> Iterator[dict[str, Any]]:
    """Shipped concepts as the files give them."""
    for path in files():
        yield from read(path)


def terms(concept: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(language, kind, text) of a shipped concept, preferred terms first."""
    for language, given in concept["terms"].items():
        if given.get("preferred"):
            yield language, PREFERRED, str(given["preferred"])
        for kind, group in ((SYNONYM, "synonyms"), (HIDDEN, "hidden")):
            for text in given.get(group) or ():
                yield language, kind, str(text)


@transaction.atomic
def load_concepts(*, replace: bool) -> int:
    """Make shipped concepts that are missing, or all of them as shipped; returns how many were made."""
    known = set() if replace else set(Concept.objects.filter(terms__isnull=False).values_list("key", flat=True))
    added = 0
    related = term_actions.both_ways({concept["key"]: concept.get("related") or () for concept in concepts()})
    for concept in concepts():
        if concept["key"] in known:
            continue
        term_actions.save_concept(
            key=concept["key"],
            definitions=concept.get("definition") or {},
            terms=terms(concept),
            broader=concept.get("broader") or (),
            related=related[concept["key"]],
        )
        added += 1
    return added


def load(say: Say) -> None:
    """Concepts that are missing, then the index when anything is missing there."""
    added = load_concepts(replace=False)
    if added or indexing.is_behind():
        say(f"{added} concepts, {indexing.rebuild_index()} documents in the search index")
    if desk.refresh():
        say("search of the desk")


def reset(say: Say) -> None:
    """Shipped concepts as shipped, the index made anew."""
    synthetic.resize(0)
    say(f"{load_concepts(replace=True)} concepts, {indexing.rebuild_index()} documents in the search index")


def grow(kind: str, number: int, say: Say) -> None:
    """`number` synthetic documents in all, the same ones each time; those that are there already stay."""
    if kind != "documents":
        return
    before = synthetic.size()
    synthetic.resize(number)
    if number < before:
        indexing.rebuild_index()
    else:
        indexing.add(
            synthetic.documents(before, number), lambda done: say(f"{done} documents") if done % 5_000 == 0 else None
        )
    actions.analyse_tables()


def report() -> dict[str, object]:
    """Concepts that have a term, by language."""
    return {
        "concepts": {code: Concept.objects.filter(terms__language=code).distinct().count() for code in CODES},
    }


def state() -> None:
    """Register once, when the app is ready; last of all, because it indexes what the others load."""
    register(DemoContent(name="search", order=90, load=load, reset=reset, grow=grow, report=report))
    findable.register(synthetic.findable())
