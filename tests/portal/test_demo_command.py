"""The demo on the port that was asked for."""

import io
from typing import Any

import pytest

from portal.demo.management.commands import demo


def test_letters_of_the_demo_lead_to_the_port_it_was_asked_for(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "http://localhost:8000"
    monkeypatch.setattr(demo, "call_command", lambda *args, **options: None)
    demo.Command(stdout=io.StringIO())._serve(8123)
    assert settings.WAGTAILADMIN_BASE_URL == "http://localhost:8123"
