"""A stream field whose blocks stay out of migrations: blocks change often, the column never does."""

from typing import Any

from wagtail.fields import StreamField


class BlockField(StreamField):
    """`StreamField` with JSON storage; block definitions are not written into migrations."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["use_json_field"] = True
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
