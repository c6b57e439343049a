"""Structured logs: one JSON object a line. Only what we name is written, so no personal data slips in."""

import json
import logging
import re
from datetime import UTC, datetime

# What tells of people may stand in messages of libraries: addresses, query strings, numbers, tokens, identifiers.
_PERSONAL = (
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"\?[^\s\"'<>]*"), "?[…]"),
    (re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b"), "[address]"),
    (re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE), "[id]"),
    (re.compile(r"\+?\d[\d ()-]{6,}\d"), "[number]"),
    (re.compile(r"\b[\w-]{24,}\b"), "[token]"),
)
OURS = ("portal", "training", "guidelines", "skills_audit", "search")
ALLOWED = ("status_code", "route", "duration_ms", "task", "engine", "count", "event")


class JsonFormatter(logging.Formatter):
    """Time, level, logger, message, the exception's type and place, and the fields of `ALLOWED`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_people(str(record.msg) if _is_foreign(record) else record.getMessage()),
        }
        line |= {name: value for name in ALLOWED if (value := getattr(record, name, None)) is not None}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            trace = record.exc_info[2]
            while trace and trace.tb_next:
                trace = trace.tb_next
            if trace:
                line["at"] = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        return json.dumps(line, ensure_ascii=False)


def _is_foreign(record: logging.LogRecord) -> bool:
    """Libraries put paths, names and SQL into arguments: of theirs only the template is told."""
    return record.name.split(".")[0] not in OURS


def without_people(text: str) -> str:
    """The message with everything that could tell of a person replaced by its kind."""
    for pattern, word in _PERSONAL:
        text = pattern.sub(word, text)
    return text
