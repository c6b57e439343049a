"""The shipped instrument, read once for tests of pure code."""

from functools import cache
from typing import Any

from skills_audit.instrument.definition import Instrument, read_instrument
from skills_audit.instrument.files import read_version


@cache
def shipped() -> Instrument:
    content = read_version("1.0.0")
    return read_instrument(content["definition"], content["texts"], content["code_lists"], content["scoring"])


def value(given: Any, **more: Any) -> dict[str, Any]:
    return {"state": "value", "value": given, **more}
