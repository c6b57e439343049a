"""Changing the master key: everything wrapped or sealed with an older one is done again with the current one."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from portal.protection import keys
from portal.protection.models import DataKey, ErasureCertificate, TrailAnchor, TrailCut
from portal.protection.sealing import CannotOpen, key_id_of
from portal.protection.trail import record


class CannotRotate(Exception):
    """A key is missing or wrong. Nothing was changed."""


@dataclass
class Rotated:
    """How many were done again in this run; `older_keys` must stay in FIELD_KEYS, signatures are checked with them."""

    data_keys: int = 0
    second_factors: int = 0
    older_keys: tuple[str, ...] = ()


def key_is_due(now: datetime | None = None) -> bool:
    """Has the current master key signed anchors for longer than a key is kept in use (`FIELD_KEY_DAYS`)?"""
    first = TrailAnchor.objects.filter(key_id=settings.FIELD_KEY_CURRENT).aggregate(first=Min("at"))["first"]
    return bool(first and (now or timezone.now()) - first > timedelta(days=settings.FIELD_KEY_DAYS))


def rotate_keys(*, say: Callable[[str], None] = lambda text: None) -> Rotated:
    """Wrap data keys and second factors with `FIELD_KEY_CURRENT`. Interrupted, it goes on where it stopped.

    Every value is opened once before the first is changed: with a wrong or missing key it refuses (`CannotRotate`).
    """
    _try_all()
    done = Rotated()
    for subject in list(_old_data_keys()):
        with transaction.atomic():
            done.data_keys += keys.rewrap(subject)
        if done.data_keys % 100 == 0:
            say(f"{done.data_keys} data keys")
    for number in list(_old_second_factors()):
        with transaction.atomic():
            done.second_factors += _seal_again(number)
    done.older_keys = tuple(sorted(_keys_of_signatures() - {settings.FIELD_KEY_CURRENT}))
    if done.data_keys or done.second_factors:
        with transaction.atomic():
            detail = {"key": settings.FIELD_KEY_CURRENT, "data_keys": done.data_keys, "factors": done.second_factors}
            record("rotate_keys", record="keys", detail=detail)
    return done


def _try_all() -> None:
    try:
        keys.master_key(settings.FIELD_KEY_CURRENT)
        for row in DataKey.objects.filter(wrapped__isnull=False).iterator(chunk_size=1000):
            keys.unwrapped(row.subject, bytes(row.wrapped or b""))
        for factor in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).iterator(chunk_size=1000):
            for text in _sealed_texts(factor.data):
                get_adapter().decrypt(text)
    except (ImproperlyConfigured, CannotOpen, ValueError) as error:
        raise CannotRotate(f"{error} Nothing was changed.") from error


def _old_data_keys() -> Iterator[UUID]:
    for row in DataKey.objects.filter(wrapped__isnull=False).order_by("pk").iterator(chunk_size=1000):
        if key_id_of(bytes(row.wrapped or b"")) != settings.FIELD_KEY_CURRENT:
            yield row.subject


def _old_second_factors() -> Iterator[int]:
    for factor in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).order_by("pk").iterator():
        if any(_is_old(text) for text in _sealed_texts(factor.data)):
            yield factor.pk


def _is_old(text: str) -> bool:
    return key_id_of(base64.b64decode(text)) != settings.FIELD_KEY_CURRENT


def _sealed_texts(data: dict[str, object]) -> Iterator[str]:
    """What allauth seals: the secret of an app, the seed of recovery codes, or codes taken over from elsewhere."""
    for name in ("secret", "seed"):
        if isinstance(text := data.get(name), str):
            yield text
    codes = data.get("migrated_codes")
    yield from codes if isinstance(codes, list) else ()


def _seal_again(number: int) -> bool:
    factor = Authenticator.objects.select_for_update().filter(pk=number).first()
    if factor is None:
        return False
    adapter = get_adapter()
    for name in ("secret", "seed"):
        if name in factor.data:
            factor.data[name] = adapter.encrypt(adapter.decrypt(factor.data[name]))
    if codes := factor.data.get("migrated_codes"):
        factor.data["migrated_codes"] = [adapter.encrypt(adapter.decrypt(code)) for code in codes]
    factor.save(update_fields=["data"])
    return True


def _keys_of_signatures() -> set[str]:
    return {
        key_id
        for model in (TrailAnchor, TrailCut, ErasureCertificate)
        for key_id in model.objects.values_list("key_id", flat=True).distinct()
    }
