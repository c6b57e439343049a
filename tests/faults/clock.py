"""The server's clock, stopped and set."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

NOW = datetime.now(UTC).replace(microsecond=0)


@contextmanager
def clock(minutes: float = 0, *, at: datetime = NOW) -> Iterator[datetime]:
    """Within this, it is `at` and so many minutes, and stays so."""
    moment = at + timedelta(minutes=minutes)
    names = ("django.utils.timezone.now", "axes.handlers.proxy.now")
    with patch.object(time, "time", moment.timestamp), ExitStack() as others:
        for name in names:
            others.enter_context(patch(name, lambda: moment))
        yield moment
