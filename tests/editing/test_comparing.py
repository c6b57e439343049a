"""Two versions of a page are compared in the editor's words, facts too."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from guidelines.models import CultureGuidePage
from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from tests.factories.guides import published_guide
from tests.factories.people import person

pytestmark = pytest.mark.django_db
ARABIC = {"code": "ara", "name": {"lv": "arābu", "en": "Arabic"}, "note": None}


@pytest.fixture
def compared(site: None, signed_in: Callable[..., Client]) -> Callable[[dict[str, Any]], str]:
    """What an editor sees when the guide's language `ARABIC` became the given one."""

    def show(language: dict[str, Any]) -> str:
        editor = person("editor")
        set_up_groups()
        set_up_editing()
        guide = CultureGuidePage.objects.get(pk=published_guide("Vārds.", "A name.", lead="Ievads.").pk)
        guide.languages = [ARABIC]
        before = guide.save_revision()
        guide.languages = [language]
        after = guide.save_revision()
        address = f"/admin/pages/{guide.pk}/revisions/compare/{before.pk}...{after.pk}/"
        return signed_in(User.objects.get(pk=editor.pk)).get(address).content.decode()

    return show


def test_facts_are_compared_by_the_names_of_their_fields(compared: Callable[[dict[str, Any]], str]) -> None:
    answer = compared({"code": "ara", "name": {"lv": "arābu valoda", "en": "Arabic"}, "note": {"lv": "", "en": ""}})

    assert "1, Nosaukums, Latviešu: arābu" in answer
    assert "{&#x27;" not in answer
    assert "&#x27;code&#x27;" not in answer


def test_facts_that_say_the_same_are_no_change(compared: Callable[[dict[str, Any]], str]) -> None:
    answer = compared({"code": "ara", "name": {"lv": "arābu", "en": "Arabic"}, "note": {"lv": "", "en": ""}})

    assert "Valodas, kurās runā" not in answer
