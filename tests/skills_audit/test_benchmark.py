"""The measurement of saves counts what it claims to count. Run here over few connections, in the tests' database."""

from contextlib import nullcontext
from typing import Any

import pytest

from skills_audit import benchmark

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # The processes of the measurement begin their own connections; nothing of the parent's threads is used in them.
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


@pytest.fixture(autouse=True)
def _few_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "scratch_database", lambda say: nullcontext("here"))
    monkeypatch.setattr(benchmark, "DEVICES", 6)


def measured(connections: int = 6) -> dict[str, Any]:
    return benchmark.measured(120, connections, lambda text: None)


@pytest.mark.parametrize("connections", [6, 4])  # one for each device; some of them serve two devices, some one
def test_every_answer_is_kept_once_and_those_sent_twice_have_one_effect(connections: int) -> None:
    row = measured(connections)

    assert (row["devices"], row["database_connections"], row["answers"]) == (6, connections, 120)
    assert (row["lost"], row["double"], row["trail"]) == (0, 0, "whole")
    assert row["sent_twice"] > 0
    assert row["trail_entries"] == 120 + 6 * benchmark.WARM_UP


def test_an_answer_that_is_lost_or_kept_twice_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    real = benchmark.save_answer

    def forgetful(**given: Any) -> Any:
        if given["item"] == "B3" and given["content"]["value"] == 1:
            return benchmark.Saved(id=given["operation"], version=1, digest="", saved_at=None)  # type: ignore[arg-type]
        return real(**given)

    monkeypatch.setattr(benchmark, "save_answer", forgetful)

    assert measured()["lost"] == 1


def test_a_save_that_fails_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**given: Any) -> Any:
        raise RuntimeError("no room")

    monkeypatch.setattr(benchmark, "save_answer", broken)

    with pytest.raises(benchmark.CommandError, match="no room"):
        measured()
