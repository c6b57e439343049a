"""Synthetic load: the same documents each time, findable, kept by a rebuild, gone with a reset."""

from typing import Any

import pytest

from portal.seams.findable import STAFF
from search import demo, indexing, synthetic
from search.engines import in_postgres
from search.models import SearchDocument
from search.pipeline import Request, run


def quietly(text: str) -> None:
    """Nothing is said in tests."""


def kinds() -> list[str]:
    return list(SearchDocument.objects.order_by("key").values_list("key", flat=True))


def test_a_document_depends_on_its_number_alone() -> None:
    one = synthetic.document(41)

    assert synthetic.document(41) == one
    assert synthetic.document(42) != one
    assert one.titles["lv"].endswith("000041")
    assert {"country", "year", "evidence", "theme"} <= set(one.facets)


@pytest.mark.django_db
def test_documents_are_added_once_and_kept_by_a_rebuild() -> None:
    demo.grow("documents", 4, quietly)
    first = kinds()
    demo.grow("documents", 6, quietly)
    assert [key for key in kinds() if key in first] == first
    assert len(kinds()) == 6

    indexing.rebuild_index()
    assert len(kinds()) == 6
    assert not indexing.is_behind()
    demo.grow("clients", 9, quietly)
    assert len(kinds()) == 6

    demo.grow("documents", 2, quietly)
    assert len(kinds()) == 2


@pytest.mark.django_db
def test_a_synthetic_document_is_found_by_its_number() -> None:
    demo.grow("documents", 6, quietly)
    answer: Any = run(Request(text="000004", reader_language="lv", audience=(STAFF,)), in_postgres())

    assert answer.keys == [synthetic.document(4).key]
    assert answer.total == 1
