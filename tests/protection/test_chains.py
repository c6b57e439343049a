"""Anchors find what a chain alone cannot; retention shortens chains that still verify; the command says so."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from portal.protection.chains import anchor_trail, broken_links, shorten_chains
from portal.protection.models import TrailAnchor, TrailCut, TrailEntry
from portal.protection.trail import record

pytestmark = pytest.mark.django_db


def tamper(sql: str, *values: Any) -> None:
    """As somebody with all rights in the database would."""
    with connection.cursor() as cursor:
        for table in ("trailentry", "trailanchor"):
            cursor.execute(f"ALTER TABLE protection_{table} DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        for table in ("trailentry", "trailanchor"):
            cursor.execute(f"ALTER TABLE protection_{table} ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE protection_trailentry DISABLE TRIGGER trail_is_never_emptied")


def aged(entry: TrailEntry, days: int) -> None:
    """The entry as if written that many days ago, with a hash that fits."""
    from portal.protection.trail import entry_hash

    entry.at = timezone.now() - timedelta(days=days)
    entry.hash = entry_hash(entry)
    tamper("UPDATE protection_trailentry SET at = %s, hash = %s WHERE id = %s", entry.at, entry.hash, entry.pk)


def three_entries() -> tuple[TrailEntry, TrailEntry, TrailEntry]:
    subject = uuid4()
    return tuple(record("view", subject=subject, record="client") for _ in range(3))  # type: ignore[return-value]


def test_a_chain_cut_at_its_end_is_found_by_the_anchor() -> None:
    _first, _second, third = three_entries()
    anchor_trail()
    assert list(broken_links()) == []

    tamper("DELETE FROM protection_trailentry WHERE id = %s", third.pk)

    assert "3 entries; those after 2 are missing" in str(next(broken_links()))


def test_a_chain_thrown_away_whole_is_found_by_the_anchor() -> None:
    three_entries()
    anchor_trail()

    tamper("DELETE FROM protection_trailentry")

    assert "none is left" in str(next(broken_links()))


def test_a_chain_written_again_with_fitting_hashes_is_found_by_the_anchor() -> None:
    _first, _second, third = three_entries()
    anchor_trail()
    tamper("DELETE FROM protection_trailentry WHERE id = %s", third.pk)
    record("view", subject=third.subject, record="client:else")

    assert "another one in its place" in str(next(broken_links()))


def test_an_anchor_lists_only_what_grew() -> None:
    three_entries()
    first = anchor_trail()
    assert anchor_trail() is None
    record("view", record="library")
    second = anchor_trail()

    assert first is not None
    assert second is not None
    assert (len(first.heads), len(second.heads), second.previous) == (1, 1, first.signature)
    assert list(broken_links()) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE protection_trailanchor SET heads = '{}' WHERE id = (SELECT max(id) FROM protection_trailanchor)",
        "UPDATE protection_trailanchor SET signature = repeat('0', 64)",
        "DELETE FROM protection_trailanchor WHERE id = (SELECT min(id) FROM protection_trailanchor)",
    ],
)
def test_a_changed_or_missing_anchor_is_found(sql: str) -> None:
    three_entries()
    anchor_trail()
    three_entries()
    anchor_trail()

    tamper(sql)

    assert [link for link in broken_links() if link.where.startswith("anchor")]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01"), ("actor_id", 7), ("action", "x"), ("chain", "area:x"), ("number", 9),
        ("subject", uuid4()),
        ("record", "x"), ("detail", '{"a": 1}'), ("reason", "x"), ("previous", "x"), ("hash", "x"),
    ],
)  # fmt: skip
def test_a_change_of_any_column_is_found(column: str, value: Any) -> None:
    _first, second, _third = three_entries()

    tamper(f"UPDATE protection_trailentry SET {column} = %s WHERE id = %s", value, second.pk)

    assert list(broken_links())


def test_anchors_and_younger_entries_cannot_be_deleted_even_by_retention() -> None:
    three_entries()
    anchor_trail()

    with pytest.raises(ProgrammingError, match="only grow"), transaction.atomic():
        shorten_chains(timezone.now())
    with pytest.raises(ProgrammingError, match="never changed"), transaction.atomic():
        TrailAnchor.objects.all().delete()


def test_after_retention_the_rest_of_a_chain_still_verifies_and_goes_on() -> None:
    first, second, third = three_entries()
    aged(first, 900)
    second.previous = first.hash
    aged(second, 800)
    third.previous = second.hash
    aged(third, 100)
    tamper("UPDATE protection_trailentry SET previous = %s WHERE id = %s", first.hash, second.pk)
    tamper("UPDATE protection_trailentry SET previous = %s WHERE id = %s", second.hash, third.pk)
    assert list(broken_links()) == []
    anchor_trail()

    assert shorten_chains(timezone.now() - timedelta(days=731)) == 2

    assert list(broken_links()) == []
    assert record("view", subject=first.subject, record="client").number == 4
    assert list(broken_links()) == []


def test_a_chain_that_retention_took_whole_goes_on_where_it_stopped() -> None:
    entry = record("view", record="library:1")
    aged(entry, 900)
    anchor_trail()
    shorten_chains(timezone.now() - timedelta(days=731))

    assert list(broken_links()) == []
    after = record("view", record="library:2")
    assert (after.number, after.previous) == (2, entry.hash)
    assert list(broken_links()) == []


def test_a_forged_cut_does_not_hide_what_is_missing() -> None:
    first, _second, _third = three_entries()
    tamper("DELETE FROM protection_trailentry WHERE id = %s", first.pk)
    from portal.protection.trail import name_of_chain

    TrailCut.objects.create(
        chain_name=name_of_chain(first.chain), number=1, hash=first.hash, at=timezone.now(), key_id="dev", signature="0"
    )

    assert "not ours" in str(next(broken_links()))


def test_the_command_tells_the_number_or_the_first_broken_link() -> None:
    _first, second, _third = three_entries()
    out = StringIO()
    call_command("anchor_trail", stdout=StringIO(), stderr=StringIO())
    call_command("verify_audit_trail", stdout=out, stderr=StringIO())
    assert out.getvalue().startswith(f"{TrailEntry.objects.count()} entries verified")

    out = StringIO()
    call_command("verify_audit_trail", "--json", stdout=out, stderr=StringIO())
    assert json.loads(out.getvalue())["broken"] is None
    with pytest.raises(CommandError, match="kept elsewhere is missing"):
        call_command("verify_audit_trail", "--expect", "f" * 64, stdout=StringIO(), stderr=StringIO())

    tamper("UPDATE protection_trailentry SET action = 'x' WHERE id = %s", second.pk)
    with pytest.raises(CommandError, match=f"entry {second.pk} .* it was changed"):
        call_command("verify_audit_trail", stdout=StringIO(), stderr=StringIO())


def test_without_the_key_of_an_anchor_the_command_does_not_call_it_broken(settings: Any) -> None:
    three_entries()
    anchor_trail()
    settings.FIELD_KEYS = {"new": "bmV3LWtleS1mb3ItdGhpcy1tYWNoaW5lLW9ubHktISE="}

    with pytest.raises(CommandError, match="no usable key 'dev'"):
        call_command("verify_audit_trail", stdout=StringIO(), stderr=StringIO())
