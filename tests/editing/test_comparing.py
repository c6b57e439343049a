"""Two versions of a page are compared in the editor's words, facts too."""

from collections.abc import Callable

import pytest
from django.test import Client

from guidelines.models import CultureGuidePage
from portal.accounts.groups import set_up_groups
from portal.accounts.models import User
from portal.editing.actions import set_up_editing
from tests.factories.guides import published_guide
from tests.factories.people import person

pytestmark = pytest.mark.django_db


def test_facts_are_compared_by_the_names_of_their_fields(site: None, signed_in: Callable[..., Client]) -> None:
    editor = person("editor")
    set_up_groups()
    set_up_editing()
    guide = CultureGuidePage.objects.get(pk=published_guide("Vārds.", "A name.", lead="Ievads.").pk)
    guide.languages = [{"code": "ara", "name": {"lv": "arābu", "en": "Arabic"}, "note": None}]
    before = guide.save_revision()
    guide.languages = [{"code": "ara", "name": {"lv": "arābu valoda", "en": "Arabic"}, "note": {"lv": "", "en": ""}}]
    after = guide.save_revision()

    address = f"/admin/pages/{guide.pk}/revisions/compare/{before.pk}...{after.pk}/"
    answer = signed_in(User.objects.get(pk=editor.pk)).get(address).content.decode()

    assert "1, Nosaukums, Latviešu: arābu" in answer
    assert "{&#x27;" not in answer
    assert "&#x27;code&#x27;" not in answer


def test_facts_that_say_the_same_are_no_change(site: None, signed_in: Callable[..., Client]) -> None:
    editor = person("editor")
    set_up_groups()
    set_up_editing()
    guide = CultureGuidePage.objects.get(pk=published_guide("Vārds.", "A name.", lead="Ievads.").pk)
    guide.languages = [{"code": "ara", "name": {"lv": "arābu", "en": "Arabic"}, "note": None}]
    before = guide.save_revision()
    guide.languages = [{"code": "ara", "name": {"lv": "arābu", "en": "Arabic"}, "note": {"lv": "", "en": ""}}]
    after = guide.save_revision()

    address = f"/admin/pages/{guide.pk}/revisions/compare/{before.pk}...{after.pk}/"
    answer = signed_in(User.objects.get(pk=editor.pk)).get(address).content.decode()

    assert "Valodas, kurās runā" not in answer
