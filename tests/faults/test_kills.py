"""A process killed with SIGKILL: what it had begun is undone or goes on, never half there."""

from typing import Any

import pytest
from django.test import override_settings

from portal.protection import rotation
from portal.protection.actor import acting
from portal.protection.models import DataKey, TrailEntry
from portal.protection.sealing import key_id_of
from portal.seams import findable
from search.models import OutboxEntry, SearchDocument
from search.outbox import carry_out
from skills_audit.models import Client, ClientIdentity
from tests.factories.cases import client_of
from tests.factories.guidelines import country, practice
from tests.factories.people import person
from tests.faults.killed import run_until_killed

pytestmark = pytest.mark.django_db(transaction=True)
NEW_KEY = "bmV3LWtleS1mb3ItdGhpcy1tYWNoaW5lLW9ubHktISE="


@pytest.mark.parametrize(
    "steps",
    [
        "Client.objects.filter(pk={pk!r}).update(language='uk'); die()",
        "record('change', subject=UUID({pk!r}), record='client'); die()",
        "Client.objects.filter(pk={pk!r}).update(language='uk'); record('change', subject=UUID({pk!r})); die()",
    ],
    ids=["before the entry", "before the change", "before the commit"],
)
def test_killed_between_change_and_entry_neither_is_there(steps: str) -> None:
    mentor = person("social_mentor")
    client = client_of(mentor)
    entries = TrailEntry.objects.count()

    run_until_killed(
        f"""
from uuid import UUID
from portal.accounts.models import User
from portal.protection.actor import acting
from portal.protection.trail import record
from skills_audit.models import Client
die = dies_at(1, None)
with acting(User.objects.get(pk={mentor.pk})):
    {steps.format(pk=str(client.pk))}
"""
    )

    with acting(mentor):
        assert Client.objects.get(pk=client.pk).language == "ar"
    assert TrailEntry.objects.count() == entries


def test_a_worker_killed_over_the_outbox_leaves_the_rest_to_the_next(site: None) -> None:
    country()
    kind = next(kind for kind in findable.kinds() if kind.kind == "practice")
    pages = [practice(number) for number in range(3)]
    OutboxEntry.objects.all().delete()
    SearchDocument.objects.all().delete()
    for page in pages:
        OutboxEntry.objects.create(kind=kind.kind, object_key=kind.object_key(page), object_id=str(page.pk))

    run_until_killed(
        """
from search import actions, outbox
actions.index_object = dies_at(2, actions.index_object)
outbox.carry_out.call()
"""
    )
    assert OutboxEntry.objects.count() == 2
    assert set(SearchDocument.objects.values_list("object_key", flat=True)) == {kind.object_key(pages[0])}

    assert carry_out.call() == 2
    assert set(SearchDocument.objects.values_list("object_key", flat=True)) == {kind.object_key(page) for page in pages}
    assert not OutboxEntry.objects.exists()


def test_a_rotation_killed_on_its_way_goes_on(settings: Any) -> None:
    mentor = person("social_mentor")
    for _ in range(3):
        client_of(mentor)
    both = settings.FIELD_KEYS | {"new": NEW_KEY}

    run_until_killed(
        f"""
from django.conf import settings
from portal.protection import keys, rotation
settings.FIELD_KEYS, settings.FIELD_KEY_CURRENT = {both!r}, "new"
keys.rewrap = dies_at(2, keys.rewrap)
rotation.rotate_keys()
"""
    )
    assert sorted(key_id_of(bytes(row.wrapped or b"")) for row in DataKey.objects.all()) == ["dev", "dev", "new"]

    with override_settings(FIELD_KEYS=both, FIELD_KEY_CURRENT="new"):
        assert rotation.rotate_keys().data_keys == 2
        with acting(mentor):
            assert {identity.spoken_name for identity in ClientIdentity.objects.all()} == {"Samira Testa"}
