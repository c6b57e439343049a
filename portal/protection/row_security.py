"""PostgreSQL underneath the guard: a forgotten filter or raw SQL shows no foreign client either."""

from django.db import migrations

# Each way to a client by its own index, and in PL/pgSQL, which keeps the plan: every statement on a guarded table asks
# this, a save three times. One condition over all ways had to look at every assignment there is.
FUNCTION = """
CREATE OR REPLACE FUNCTION protection_visible_subjects() RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    actor bigint := nullif(current_setting('portal.actor', true), '');
    opened uuid := nullif(current_setting('portal.opened', true), '');
    today date := (now() AT TIME ZONE 'Europe/Riga')::date;
BEGIN
    RETURN ARRAY(
        SELECT a.subject FROM protection_caseassignment a
        WHERE a.user_id = actor AND a.starts <= today AND (a.ends IS NULL OR a.ends >= today)
        UNION
        SELECT a.subject FROM protection_caseassignment a JOIN accounts_user u ON u.id = a.user_id
        WHERE u.supervisor_id = actor AND a.starts <= today AND (a.ends IS NULL OR a.ends >= today)
          AND EXISTS (
            SELECT 1 FROM accounts_roleassignment ra JOIN accounts_role r ON r.id = ra.role_id
            WHERE ra.user_id = actor AND r.key = 'senior_social_worker'
              AND ra.starts <= today AND (ra.ends IS NULL OR ra.ends >= today))
        UNION
        SELECT opened WHERE opened IS NOT NULL);
END $$;
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
