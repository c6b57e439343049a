"""A published instrument is frozen; publishing it twice is publishing it once."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.utils import ProgrammingError

from portal.protection.models import TrailEntry
from skills_audit.instrument import files, publishing
from skills_audit.instrument.canonical import sha256
from skills_audit.instrument.publishing import VersionTaken, publish_instrument
from skills_audit.models import InstrumentVersion

pytestmark = pytest.mark.django_db


def test_publishing_twice_is_publishing_once_and_is_logged_once() -> None:
    first, second = publish_instrument(version="1.0.0"), publish_instrument(version="1.0.0")

    assert first.pk == second.pk
    assert first.sha256 == sha256(files.read_version("1.0.0"))
    assert TrailEntry.objects.filter(action="publish_instrument").count() == 1


def test_what_the_database_gives_back_has_the_same_fingerprint() -> None:
    published = publish_instrument(version="1.0.0")

    row = InstrumentVersion.objects.get(pk=published.pk)
    content = {part: getattr(row, part) for part in ("definition", "texts", "code_lists", "scoring")}
    assert sha256(content) == row.sha256


def test_a_changed_content_under_a_published_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    publish_instrument(version="1.0.0")
    changed = files.read_version("1.0.0")
    changed["definition"]["scoring"] = "0.1 "
    monkeypatch.setattr(publishing.files, "read_version", lambda version: changed)

    with pytest.raises(VersionTaken):
        publish_instrument(version="1.0.0")


def test_the_database_refuses_to_change_a_published_version() -> None:
    published = publish_instrument(version="1.0.0")

    with pytest.raises(ProgrammingError, match="frozen"), transaction.atomic():
        InstrumentVersion.objects.filter(pk=published.pk).update(version="1.0.1")


def test_the_command_publishes_and_says_the_fingerprint(capsys: Any) -> None:
    call_command("publish_instrument", "1.0.0")

    assert len(capsys.readouterr().out.strip()) == 64
    with pytest.raises(CommandError):
        call_command("publish_instrument", "9.9.9")


def test_the_shipped_skip_logic_is_sound() -> None:
    assert not [f for f in publishing.findings_of(files.read_version("1.0.0")) if f.is_error]
