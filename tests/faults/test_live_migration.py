"""A new version comes while people work: they go on, the migration waits its turn, and health says which it is."""

import psycopg
import pytest
from django.core.management import call_command
from django.test import Client

from portal import health
from portal.management.commands import migrate
from tests.faults.killed import address_of_tests

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = ("training", "0004")
TABLE = "training_attempt"  # what the migration after it changes


def test_a_migration_steps_aside_for_whoever_reads_and_is_carried_out_when_the_table_is_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(health, "_whole", [])
    monkeypatch.setattr(migrate, "PATIENCE", "200ms")
    breaths: list[int] = []
    try:
        call_command("migrate", *BEFORE, verbosity=0)
        with psycopg.connect(address_of_tests()) as reader:
            reader.execute(f"SELECT 1 FROM {TABLE}")  # and stays in its transaction

            def breathe(seconds: float) -> None:
                with psycopg.connect(address_of_tests()) as another:
                    another.execute("SET lock_timeout = '2s'")
                    another.execute(f"SELECT 1 FROM {TABLE}")  # nobody stands in the way
                ready = Client().get("/health/ready")
                assert (ready.status_code, ready.json()["checks"]["migrations"]) == (503, False)
                assert Client().get("/health/live").status_code == 200
                breaths.append(1)
                if len(breaths) == 2:
                    reader.rollback()

            monkeypatch.setattr(migrate, "sleep", breathe)
            call_command("migrate", verbosity=0)
        assert len(breaths) == 2
        assert Client().get("/health/ready").json()["checks"]["migrations"]
    finally:
        monkeypatch.setattr(migrate, "PATIENCE", "60s")
        call_command("migrate", verbosity=0)
