"""PostgreSQL underneath the guard: a forgotten filter or raw SQL shows no foreign client either."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION protection_visible_subjects() RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(DISTINCT subject), '{}') FROM (
        SELECT a.subject
        FROM protection_caseassignment a JOIN accounts_user u ON u.id = a.user_id
        WHERE a.starts <= (now() AT TIME ZONE 'Europe/Riga')::date
          AND (a.ends IS NULL OR a.ends >= (now() AT TIME ZONE 'Europe/Riga')::date)
          AND (
            a.user_id = nullif(current_setting('portal.actor', true), '')::bigint
            OR (u.supervisor_id = nullif(current_setting('portal.actor', true), '')::bigint AND EXISTS (
                SELECT 1 FROM accounts_roleassignment ra JOIN accounts_role r ON r.id = ra.role_id
                WHERE ra.user_id = u.supervisor_id AND r.key = 'senior_social_worker'
                  AND ra.starts <= (now() AT TIME ZONE 'Europe/Riga')::date
                  AND (ra.ends IS NULL OR ra.ends >= (now() AT TIME ZONE 'Europe/Riga')::date)))
          )
        UNION
        SELECT nullif(current_setting('portal.opened', true), '')::uuid
        WHERE nullif(current_setting('portal.opened', true), '') IS NOT NULL
    ) visible
$$;
"""


def guard_table(table: str, column: str) -> migrations.RunSQL:
    """A migration operation that lets a table's rows be seen and written for visible clients only.

    `= any (array(select …))` lets the planner compute the list once; `exists` would scan the table.
    FORCE binds the table's owner too, which the application is.
    """
    condition = (
        "current_setting('portal.system', true) = 'on' "
        f"OR {column} = ANY (ARRAY(SELECT unnest(protection_visible_subjects())))"
    )
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
        f"CREATE POLICY {table}_caseload ON {table} USING ({condition}) WITH CHECK ({condition});",
        f"DROP POLICY {table}_caseload ON {table};"
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )
