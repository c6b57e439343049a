"""Search keeps the term base in memory by version; a rolled-back test must not leave its own behind.

`elasticsearch` is the address of a real node: `ELASTICSEARCH_URL`, else one started from `../shared/elasticsearch`
beside the project. Where neither exists its tests are skipped, except in CI.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen
from uuid import uuid4

import pytest

from search.engines.elasticsearch import ElasticsearchEngine
from search.semantic import memory as vectors
from search.terms import memory

NODE = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "elasticsearch" / "es"
PORT = "9392"


@pytest.fixture(autouse=True)
def _nothing_kept_in_memory() -> Iterator[None]:
    memory.forget()
    vectors.forget()
    yield
    memory.forget()
    vectors.forget()


def _answers(address: str, seconds: int) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(OSError), urlopen(address, timeout=5):
            return True
        time.sleep(1)
    return False


@pytest.fixture(scope="session")
def elasticsearch() -> Iterator[str]:
    """The address of a real node."""
    if address := os.environ.get("ELASTICSEARCH_URL"):
        yield address
        return
    if not NODE.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"No Elasticsearch: set ELASTICSEARCH_URL, or put a node at {NODE}.")
        pytest.skip("no Elasticsearch: ELASTICSEARCH_URL is not set and there is no ../shared/elasticsearch")
    # One left behind by a killed run would be somebody else's.
    subprocess.run([sys.executable, NODE, "stop", "--port", PORT], check=False, timeout=60, capture_output=True)
    subprocess.run([sys.executable, NODE, "start", "--port", PORT], check=False, timeout=180)
    # On two busy cores the node may need longer than the script waits for it.
    address = f"http://127.0.0.1:{PORT}"
    if not _answers(address, seconds=150):
        pytest.fail(f"The node at {address} did not come up.")
    yield address
    subprocess.run([sys.executable, NODE, "stop", "--port", PORT], check=True, timeout=60)


@pytest.fixture
def node(elasticsearch: str, settings: object) -> Iterator[ElasticsearchEngine]:
    """An engine on the real node with an index prefix of its own, which is removed afterwards."""
    engine = ElasticsearchEngine(elasticsearch, f"test-{uuid4().hex[:8]}", timeout=20)
    yield engine
    engine.drop("portal")
