"""Structured logs: one JSON object a line. Only what we name is written, so no personal data slips in."""

import json
import logging
from datetime import UTC, datetime

ALLOWED = ("status_code", "route", "duration_ms", "task", "engine", "count", "event")


class JsonFormatter(logging.Formatter):
    """Time, level, logger, message, the exception's type and place, and the fields of `ALLOWED`."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            # Arguments may hold paths or names: requests are told by route and status alone.
            "message": record.msg if record.name.startswith("django.request") else record.getMessage(),
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
