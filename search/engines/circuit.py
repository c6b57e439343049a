"""A circuit breaker: an engine that does not answer is left alone for a while, so that nobody waits for it."""

import threading
import time
from collections.abc import Callable

OPEN_AFTER = 3
OPEN_SECONDS = 15.0


class CircuitBreaker:
    """After three failures in a row nobody waits for the engine for fifteen seconds; then one call tries it again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_again = 0.0

    def allows(self) -> bool:
        """May the engine be asked now?"""
        with self._lock:
            if self._failures < OPEN_AFTER:
                return True
            if self._clock() < self._closed_again:
                return False
            self._closed_again = self._clock() + OPEN_SECONDS  # one tries, the others go on without
            return True

    def succeeded(self) -> None:
        """The engine answered."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """The engine did not answer in time."""
        with self._lock:
            self._failures += 1
            self._closed_again = self._clock() + OPEN_SECONDS
