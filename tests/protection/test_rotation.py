"""A new master key: everything is wrapped again, an interruption goes on, a wrong key changes nothing."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from portal.protection import keys, rotation
from portal.protection.actor import acting
from portal.protection.models import DataKey
from portal.protection.sealing import key_id_of
from skills_audit.models import ClientIdentity
from tests.factories.cases import client_of
from tests.factories.people import TOTP_SECRET, person

pytestmark = pytest.mark.django_db
NEW = "bmV3LWtleS1mb3ItdGhpcy1tYWNoaW5lLW9ubHktISE="
WRONG = "d3JvbmcteS1mb3ItdGhpcy1tYWNoaW5lLW9ubHktISE="


def new_key(settings: Any, **others: str) -> None:
    settings.FIELD_KEYS = settings.FIELD_KEYS | {"new": NEW} | others
    settings.FIELD_KEY_CURRENT = "new"


def wrapped_with() -> list[str]:
    return sorted(key_id_of(bytes(row.wrapped or b"")) for row in DataKey.objects.all())


def test_after_rotation_the_old_key_is_needed_no_more(settings: Any) -> None:
    mentor = person("social_mentor")
    client_of(mentor, name="Samira Testa")
    new_key(settings)

    assert rotation.rotate_keys() == rotation.Rotated(data_keys=1, second_factors=1)

    del settings.FIELD_KEYS["dev"]
    with acting(mentor):
        assert ClientIdentity.objects.get().spoken_name == "Samira Testa"
    assert get_adapter().decrypt(Authenticator.objects.get(user=mentor).data["secret"]) == TOTP_SECRET
    assert rotation.rotate_keys() == rotation.Rotated()


def test_an_interrupted_rotation_goes_on_where_it_stopped(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    mentor = person("social_mentor")
    for _ in range(3):
        client_of(mentor)
    new_key(settings)
    monkeypatch.setattr(keys, "rewrap", dies_after(1, keys.rewrap))
    with pytest.raises(KeyboardInterrupt):
        rotation.rotate_keys()
    assert wrapped_with() == ["dev", "dev", "new"]
    monkeypatch.undo()

    assert rotation.rotate_keys().data_keys == 2
    with acting(mentor):
        assert {identity.spoken_name for identity in ClientIdentity.objects.all()} == {"Samira Testa"}


def dies_after(number: int, action: Callable[..., Any]) -> Callable[..., Any]:
    calls = []

    def run(*args: Any) -> Any:
        calls.append(args)
        if len(calls) > number:
            raise KeyboardInterrupt
        return action(*args)

    return run


@pytest.mark.parametrize(
    "broken",
    [{"dev": WRONG}, {"dev": ""}, {"dev": "short"}, {"new": "not base64"}, {"dev": None}],
    ids=["wrong", "empty", "short", "not base64", "nothing"],
)
def test_a_wrong_or_missing_key_refuses_and_changes_nothing(settings: Any, broken: dict[str, Any]) -> None:
    client_of(person("social_mentor"))
    before = list(DataKey.objects.values_list("wrapped", flat=True)), list(Authenticator.objects.values("data"))
    new_key(settings, **broken)

    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("rotate_keys", stdout=StringIO(), stderr=StringIO())

    after = list(DataKey.objects.values_list("wrapped", flat=True)), list(Authenticator.objects.values("data"))
    assert [bytes(one) for one in before[0]] == [bytes(one) for one in after[0]]
    assert before[1] == after[1]
