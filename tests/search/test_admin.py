"""Editors change the term base in the admin; the next search knows."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from search.models import Concept, Term
from tests.factories.people import person
from tests.search.documents import concepts, indexed, practices

pytestmark = pytest.mark.django_db
NOTHING = ("ORDER", "DELETE", "id")
SignedIn = Callable[..., Client]


def _form(**terms: str) -> dict[str, str]:
    data = {
        "key": "shelter", "scheme": "portal", "definition_lv": "", "definition_en": "",
        "terms-TOTAL_FORMS": str(len(terms)), "terms-INITIAL_FORMS": "0", "terms-MIN_NUM_FORMS": "1",
        "terms-MAX_NUM_FORMS": "1000", "promotions-TOTAL_FORMS": "0", "promotions-INITIAL_FORMS": "0",
        "promotions-MIN_NUM_FORMS": "0", "promotions-MAX_NUM_FORMS": "1000",
    }  # fmt: skip
    for number, (language, text) in enumerate(terms.items()):
        row = {
            "language": language,
            "text": text,
            "kind": "preferred",
            "weight": "1",
            "ORDER": "",
            "DELETE": "",
            "id": "",
        }
        data |= {f"terms-{number}-{name}": value for name, value in row.items()}
    return data


def test_a_concept_made_in_the_admin_is_understood_by_the_next_search(site: None, signed_in: SignedIn) -> None:
    indexed(practices())
    administrator = signed_in(person("administrator", is_staff=True, is_superuser=True))
    answer = administrator.post(reverse(Concept.snippet_viewset.get_url_name("add")), _form(lv="pajumte", fi="asunnot"))

    assert answer.status_code == 302, answer.context["form"].errors
    assert Term.objects.get(language="fi").lemmas == ["asunto"]
    page = administrator.get("/lv/search/", {"q": "pajumte"})
    assert page.context["results"][0].language == "fi"


def test_the_list_takes_as_many_statements_for_three_concepts_as_for_one(
    site: None, signed_in: SignedIn, django_assert_max_num_queries: Callable
) -> None:
    administrator = signed_in(person("administrator", is_staff=True, is_superuser=True))
    concepts("housing", "refugee", "language-course")
    address = reverse(Concept.snippet_viewset.get_url_name("list"))
    administrator.get(address)

    with django_assert_max_num_queries(25):
        answer = administrator.get(address)
    assert "mājoklis" in answer.content.decode()
