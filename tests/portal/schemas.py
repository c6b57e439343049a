"""What an interface promises in its `openapi.json`, and whether an answer keeps it."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "integer": int,
    "number": (int, float),
}  # fmt: skip


class Described:
    """One operation of a description."""

    def __init__(self, file: str, path: str, method: str) -> None:
        self.whole = json.loads((Path(settings.PROJECT) / "templates" / file).read_text())
        self.operation: dict[str, Any] = self.whole["paths"][path][method]

    def broken_by(self, status: int, body: bytes) -> list[str]:
        """What the answer does that the description does not say."""
        response = self.operation["responses"].get(str(status))
        if response is None:
            return [f"{status} is not described"]
        content = response.get("content")
        return list(self._wrong(json.loads(body), content["application/json"]["schema"], "$")) if content else []

    def _wrong(self, value: Any, schema: dict[str, Any], at: str) -> list[str]:
        if name := schema.get("$ref"):
            return self._wrong(value, self.whole["components"]["schemas"][name.rpartition("/")[2]], at)
        if "enum" in schema:
            return [] if value in schema["enum"] else [f"{at} is {value!r}"]
        types = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", [])
        is_number = isinstance(value, bool) and "boolean" not in types
        if types and (is_number or not any(isinstance(value, TYPES[name]) for name in types)):
            return [f"{at} is no {' or '.join(types)}: {value!r}"]
        if isinstance(value, list):
            return [wrong for inner in value for wrong in self._wrong(inner, schema.get("items", {}), f"{at}[]")]
        if isinstance(value, dict):
            known, others = schema.get("properties", {}), schema.get("additionalProperties", {})
            missing = [f"{at}.{name} is missing" for name in schema.get("required", []) if name not in value]
            inner = [
                wrong
                for name, part in value.items()
                for wrong in self._wrong(part, known.get(name, others), f"{at}.{name}")
            ]
            return missing + inner
        return []
