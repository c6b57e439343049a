"""The ledger and the versions of questions can only grow: the database refuses changes."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION training_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed; write a new one', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER ledger_only_grows BEFORE UPDATE OR DELETE ON training_fulfilment
    FOR EACH ROW EXECUTE FUNCTION training_refuse_change();
CREATE TRIGGER versions_only_grow BEFORE UPDATE OR DELETE ON training_questionversion
    FOR EACH ROW EXECUTE FUNCTION training_refuse_change();
"""
UNDO = """
DROP TRIGGER versions_only_grow ON training_questionversion;
DROP TRIGGER ledger_only_grows ON training_fulfilment;
DROP FUNCTION training_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, UNDO)]
