"""How gunicorn serves the portal: `gunicorn --config python:portal.serving portal.wsgi`."""

import os

from portal.settings.base import LOGGING

bind = os.environ.get("BIND", "0.0.0.0:8000")  # inside its container; compose binds it to loopback
workers = int(os.environ.get("WEB_CONCURRENCY", "3"))
# A worker that was long in use makes room for a new one; not all at once.
max_requests = 2000
max_requests_jitter = 200
graceful_timeout = 30
# Nobody waits for ever: who stands before a lock, or asks too much, is told so while the worker still lives (30 s).
# For requests only; commands that restore, migrate or rebuild take the time they need. PGOPTIONS of yours go first.
LIMITS = {"lock_timeout": "8s", "statement_timeout": "20s", "idle_in_transaction_session_timeout": "60s"}
raw_env = [] if "PGOPTIONS" in os.environ else ["PGOPTIONS=" + " ".join(f"-c {name}={LIMITS[name]}" for name in LIMITS)]
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - a heartbeat in memory
# One JSON object a line, like the portal's own; gunicorn writes no line per request, the proxy in front does.
logconfig_dict = LOGGING | {
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {name: {"handlers": [], "propagate": True} for name in ("gunicorn.error", "gunicorn.access")},
}
