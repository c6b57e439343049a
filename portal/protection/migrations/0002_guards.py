"""The access log can only grow, and the function that row-level security asks."""

from django.db import migrations

from portal.protection.row_security import FUNCTION

REFUSE = """
CREATE FUNCTION protection_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the access log can only grow' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER trail_only_grows BEFORE UPDATE OR DELETE ON protection_trailentry
    FOR EACH ROW EXECUTE FUNCTION protection_refuse_change();
CREATE TRIGGER trail_is_never_emptied BEFORE TRUNCATE ON protection_trailentry
    FOR EACH STATEMENT EXECUTE FUNCTION protection_refuse_change();
"""
UNDO = """
DROP TRIGGER trail_is_never_emptied ON protection_trailentry;
DROP TRIGGER trail_only_grows ON protection_trailentry;
DROP FUNCTION protection_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("protection", "0001_initial"), ("accounts", "0002_roles")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION protection_visible_subjects();"),
        migrations.RunSQL(REFUSE, UNDO),
    ]
