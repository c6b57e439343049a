"""Encrypted fields of client records, bound to their row."""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldError
from django.db import models

from portal.protection import keys
from portal.protection.sealing import seal, unseal


class Sealed:
    """A value as it lies in the database, not opened yet."""

    __slots__ = ("raw",)

    def __init__(self, raw: bytes) -> None:
        self.raw = raw


class _Bytes(bytes):
    """A sealed value on its way into the database: nothing else may be written there."""


class _Opening:
    """Opens the value when it is read for the first time."""

    def __init__(self, field: "EncryptedField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
        value = instance.__dict__[self.field.attname]
        if isinstance(value, Sealed):
            value = self.field.opened(instance, value)
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedField(models.Field):
    """Text sealed with AES-256-GCM under the client's own data key.

    The model is a `CaseRecord` whose UUID primary key is made before saving. Model, field and row are part of what is
    sealed, so a value copied elsewhere does not open (`CannotOpen`). No look-up but `isnull`: encrypted values are
    never searched. Written by `save()` and `bulk_create()`; `update()` and `bulk_update()` refuse.
    """

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opening(self))
        self._column = f"{cls._meta.label_lower}.{name}"

    def get_internal_type(self) -> str:
        return "BinaryField"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> _Bytes | None:
        value = model_instance.__dict__.get(self.attname)
        if value is None:
            return None
        if isinstance(value, Sealed):
            return _Bytes(value.raw)
        return self.sealed(value, subject=self._subject(model_instance), pk=model_instance.pk)

    def sealed(self, value: Any, *, subject: UUID, pk: Any) -> _Bytes:
        """A value as it lies in the row with that key, sealed for its client: for a statement written by hand."""
        return _Bytes(seal(self.to_bytes(value), key=keys.data_key(subject), key_id="client", place=self._place(pk)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        if not isinstance(value, _Bytes):
            # `update()` and `bulk_update()` know no row to seal for; plain text would lie in the database.
            raise FieldError(f"{self.name} is encrypted: save the row itself, update() cannot seal.")
        return connection.Database.Binary(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted and cannot be searched.")
        return super().get_lookup(lookup_name)

    def opened(self, instance: models.Model, value: Sealed) -> Any:
        """The plain value of this row."""
        return self.opened_of(value, subject=self._subject(instance), pk=instance.pk)

    def opened_of(self, value: Sealed, *, subject: UUID, pk: Any) -> Any:
        """The plain value of the row with that key, where many rows are read without an instance for each."""
        return self.from_bytes(unseal(value.raw, key=keys.data_key(subject), place=self._place(pk)))

    def _place(self, pk: Any) -> str:
        return f"{self._column}.{pk}"

    def _subject(self, instance: models.Model) -> UUID:
        subject: UUID = getattr(instance, instance.client_field)  # type: ignore[attr-defined]
        return subject

    def to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def from_bytes(self, value: bytes) -> Any:
        return value.decode()


class EncryptedTextField(EncryptedField):
    """Encrypted text of any length."""


class EncryptedJSONField(EncryptedField):
    """Encrypted JSON: anything `json.dumps` takes. Assign a new value to change it; changes inside are not seen."""

    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def from_bytes(self, value: bytes) -> Any:
        return json.loads(value.decode())  # bytes would be searched for their encoding first

    def value_to_string(self, obj: models.Model) -> str:
        return json.dumps(self.value_from_object(obj), ensure_ascii=False)


class EncryptedBytesField(EncryptedField):
    """Encrypted bytes: attachments."""

    def to_bytes(self, value: Any) -> bytes:
        return bytes(value)

    def from_bytes(self, value: bytes) -> Any:
        return value
