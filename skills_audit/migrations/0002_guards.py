"""Row-level security under every table of client records, and the freeze of published instruments."""

from django.db import migrations

from portal.protection.row_security import guard_table

BY_CLIENT = (
    "answer", "answeroperation", "audit", "bandcorrection", "clientidentity", "conflictcopy",
    "evidence", "plan", "planstep", "scorerun",
)  # fmt: skip

FREEZE = """
CREATE FUNCTION skills_audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'a published instrument is frozen' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER instrument_is_frozen BEFORE UPDATE OR DELETE ON skills_audit_instrumentversion
    FOR EACH ROW EXECUTE FUNCTION skills_audit_refuse_change();
"""
UNDO = """
DROP TRIGGER instrument_is_frozen ON skills_audit_instrumentversion;
DROP FUNCTION skills_audit_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("skills_audit", "0001_initial"), ("protection", "0002_guards")]
    operations = [
        guard_table("skills_audit_client", "id"),
        *(guard_table(f"skills_audit_{table}", "client_id") for table in BY_CLIENT),
        migrations.RunSQL(FREEZE, UNDO),
    ]
