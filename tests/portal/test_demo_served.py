"""The demo as it is served to a newcomer."""

from typing import Any

import pytest
from django.core.management.base import BaseCommand

from portal.demo import serving
from portal.demo.management.commands import demo


@pytest.mark.parametrize(("asked", "shown"), [(None, False), ("1", True)], ids=["newcomer", "developer"])
def test_errors_look_as_they_do_for_people_unless_a_developer_asks(
    monkeypatch: pytest.MonkeyPatch, settings: Any, db: None, asked: str | None, shown: bool
) -> None:
    served: list[bool] = []
    monkeypatch.setattr(serving, "command", BaseCommand)
    monkeypatch.setattr(demo, "call_command", lambda *args, **options: served.append(settings.DEBUG))
    monkeypatch.delenv("DEBUG", raising=False)
    if asked:
        monkeypatch.setenv("DEBUG", asked)
    settings.DEBUG = True

    demo.Command()._serve(8000)

    assert served == [shown]
