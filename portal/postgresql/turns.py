"""Taking turns: of two transactions that would do the same thing, the second waits until the first has ended."""

from django.db import connection


def one_at_a_time(what: str) -> None:
    """Until this transaction ends nobody else gets past the same words. To be called inside one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 11))", [what])
