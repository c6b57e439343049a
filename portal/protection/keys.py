"""The keys: master keys from settings wrap one data key per client; destroying it makes the client unreadable."""

import base64
import os
from collections.abc import Iterable
from contextlib import suppress
from contextvars import ContextVar
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils import timezone

from portal.protection.sealing import KEY_BYTES, CannotOpen, derive, key_id_of, seal, unseal

# Of one `acting` block: keys that are open, and those that came wrapped with an entry of the access log.
_opened: ContextVar[dict[UUID, bytes] | None] = ContextVar("opened_data_keys", default=None)
_brought: ContextVar[dict[UUID, bytes] | None] = ContextVar("brought_data_keys", default=None)


class KeyDestroyed(CannotOpen):
    """The client was erased: the data key no longer exists, so nothing of theirs can be read again."""


def master_key(key_id: str) -> bytes:
    """A master key by its id; refuses to go on when it is missing or has the wrong length."""
    try:
        key = base64.b64decode(settings.FIELD_KEYS[key_id], validate=True)
    except (KeyError, TypeError, ValueError) as error:  # binascii.Error is a ValueError
        raise ImproperlyConfigured(f"FIELD_KEYS holds no usable key {key_id!r}.") from error
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"The key {key_id!r} of FIELD_KEYS must have 32 bytes.")
    return key


def purpose_key(purpose: str, key_id: str | None = None) -> tuple[str, bytes]:
    """The current (or named) master key's key for one purpose, with its id."""
    chosen = key_id or settings.FIELD_KEY_CURRENT
    return chosen, _derived(master_key(chosen), purpose)


@lru_cache(maxsize=16)
def _derived(master: bytes, purpose: str) -> bytes:
    """Made once: the master key, from which it follows, lies in the settings of this process anyway."""
    return derive(master, purpose)


def make_data_key(subject: UUID) -> None:
    """A new data key for a client; once per client."""
    from portal.protection.models import DataKey

    DataKey.objects.create(subject=subject, wrapped=_wrap(subject, os.urandom(KEY_BYTES)))


def data_key(subject: UUID) -> bytes:
    """The client's data key, opened once per `acting` block. Raises `KeyDestroyed` after erasure."""
    opened = _opened.get()
    if opened is not None and subject in opened:
        return opened[subject]
    wrapped = (_brought.get() or {}).get(subject) or _stored(subject)
    if not wrapped:
        raise KeyDestroyed("there is no data key for this client")
    key = unwrapped(subject, wrapped)
    if opened is not None:
        opened[subject] = key
    return key


def _stored(subject: UUID) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT wrapped FROM protection_datakey WHERE subject = %s", [subject])
        row = cursor.fetchone()
    return bytes(row[0]) if row and row[0] else b""


def bring(subject: UUID, wrapped: bytes) -> None:
    """Keep a wrapped key that came with another statement for the rest of the `acting` block; opened when needed."""
    brought = _brought.get()
    if brought is not None:
        brought[subject] = wrapped


def open_data_keys(subjects: Iterable[UUID]) -> None:
    """Open the keys of many clients with one query, before a list of them is read; inside an `acting` block only.

    A destroyed key is left out: reading that client raises `KeyDestroyed`, as it does without this.
    """
    opened = _opened.get()
    if opened is None:
        raise RuntimeError("keys are opened for somebody who acts")
    if missing := [subject for subject in subjects if subject not in opened]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT subject, wrapped FROM protection_datakey WHERE subject = ANY(%s) AND wrapped IS NOT NULL",
                [missing],
            )
            rows = cursor.fetchall()
        for subject, wrapped in rows:
            opened[subject] = unwrapped(subject, bytes(wrapped))


def destroy_data_key(subject: UUID) -> None:
    """Shred a client: the wrapped key is overwritten, and with it every value sealed under it."""
    from portal.protection.models import DataKey

    DataKey.objects.filter(subject=subject).update(wrapped=None, destroyed_at=timezone.now())
    for held in (_opened.get(), _brought.get()):
        if held:
            held.pop(subject, None)


def rewrap(subject: UUID) -> bool:
    """Wrap a data key with the current master key; False when it already is."""
    from portal.protection.models import DataKey

    row = DataKey.objects.select_for_update().get(subject=subject)
    if not row.wrapped or key_id_of(bytes(row.wrapped)) == settings.FIELD_KEY_CURRENT:
        return False
    row.wrapped = _wrap(subject, unwrapped(subject, bytes(row.wrapped)))
    row.save(update_fields=["wrapped"])
    return True


def unwrapped(subject: UUID, wrapped: bytes) -> bytes:
    """A data key opened with the master key that wrapped it; raises when that key is missing or wrong."""
    _key_id, master = purpose_key("wrap data keys", key_id_of(wrapped))
    return unseal(wrapped, key=master, place=f"data key {subject}")


def _wrap(subject: UUID, key: bytes) -> bytes:
    key_id, master = purpose_key("wrap data keys")
    return seal(key, key=master, key_id=key_id, place=f"data key {subject}")


def begin_opening() -> tuple[object, object]:
    """Remember keys from here on; give the tokens back to `end_opening`."""
    return _opened.set({}), _brought.set({})


def end_opening(tokens: tuple[object, object]) -> None:
    """Forget the keys."""
    for held, token in zip((_opened, _brought), tokens, strict=True):
        with suppress(ValueError):
            held.reset(token)  # type: ignore[arg-type]
