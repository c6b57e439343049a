"""A cache that may be lost: what cannot be read there is not there, and the page goes on."""

import logging
import pickle
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connections, router, transaction

logger = logging.getLogger(__name__)
# What reading a broken value raises.
UNREADABLE = (pickle.UnpicklingError, EOFError, ImportError, LookupError, AttributeError, TypeError, ValueError)


class ForgivingCache(DatabaseCache):
    """Django's cache in the database; what fails there has not happened.

    Nothing that protects people may depend on it alone: rate limits fail open, and django-axes counts in its own table.
    """

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[Any, Any]:
        try:
            with self._apart(write=False):
                return dict(super().get_many(keys, version=version))
        except (DatabaseError, *UNREADABLE) as error:
            return self._lost(error, {})

    def has_key(self, key: str, version: int | None = None) -> bool:
        try:
            with self._apart(write=False):
                return bool(super().has_key(key, version=version))
        except DatabaseError as error:
            return self._lost(error, False)

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        try:
            with self._apart(write=True):
                return bool(super()._base_set(mode, key, value, timeout))  # type: ignore[misc]
        except DatabaseError as error:
            return self._lost(error, mode == "add")  # who adds asks whether another was first: nobody was

    def _base_delete_many(self, keys: Any) -> bool:
        try:
            with self._apart(write=True):
                return bool(super()._base_delete_many(keys))  # type: ignore[misc]
        except DatabaseError as error:
            return self._lost(error, False)

    def _apart(self, *, write: bool) -> AbstractContextManager[Any]:
        """A failure must not spoil the transaction that asks."""
        database = (router.db_for_write if write else router.db_for_read)(self.cache_model_class)
        alias = database or "default"
        return transaction.atomic(using=alias) if connections[alias].in_atomic_block else nullcontext()

    def _lost[T](self, error: BaseException, instead: T) -> T:
        logger.warning("The cache cannot be read", extra={"event": type(error).__name__})
        return instead
