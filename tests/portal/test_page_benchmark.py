"""Two readers of a page ask at the same time, half of the requests each."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from portal.benchmark import pages


class Slow(BaseHTTPRequestHandler):
    """Takes its time, and notes how many are asked for at once."""

    lock = threading.Lock()
    now, most, answered = 0, 0, 0

    def do_GET(self) -> None:
        with self.lock:
            Slow.now += 1
            Slow.most = max(Slow.most, Slow.now)
        time.sleep(0.05)
        with self.lock:
            Slow.now -= 1
            Slow.answered += 1
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing to say."""


@contextmanager
def slow_server() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def test_two_readers_ask_at_the_same_time_half_of_the_requests_each() -> None:
    with slow_server() as port:
        per_second = pages.together(port, "/", None, 20)

    assert Slow.most == 2
    assert Slow.answered == 2 * pages.WARM_UP + 20
    assert per_second > 0
