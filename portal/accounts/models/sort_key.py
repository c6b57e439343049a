"""A column that keeps rows in Latvian order."""

from typing import Any

from django.db import models

from portal.sorting import latvian_key


class SortKeyField(models.CharField):
    """Made from the fields `of` at every `save()` that writes it; sorted by code point, whatever the database's locale.

    `update()` and `save(update_fields=…)` without it leave it as it was: name it beside what it is made of.
    """

    def __init__(self, *, of: tuple[str, ...] = (), **options: Any) -> None:
        self.of = of
        options |= {"max_length": 1000, "editable": False, "db_collation": "C", "default": "", "db_index": True}
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for made in ("max_length", "editable", "db_collation", "default", "db_index"):
            options.pop(made, None)
        return name, path, args, options | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = latvian_key(*(str(getattr(model_instance, name)) for name in self.of))[:1000]
        setattr(model_instance, self.attname, key)
        return key
