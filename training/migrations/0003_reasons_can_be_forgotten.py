"""When a person is erased, the reasons written about them in the ledger can be emptied; nothing else ever changes."""

from django.db import migrations

FORGET = """
CREATE FUNCTION training_guard_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('training.erasing', true) = 'on' AND NEW.reason = ''
       AND to_jsonb(NEW) - 'reason' = to_jsonb(OLD) - 'reason' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rows of % are never changed; write a new one', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER ledger_only_grows ON training_fulfilment;
CREATE TRIGGER ledger_only_grows BEFORE UPDATE OR DELETE ON training_fulfilment
    FOR EACH ROW EXECUTE FUNCTION training_guard_ledger();
"""
UNDO = """
DROP TRIGGER ledger_only_grows ON training_fulfilment;
CREATE TRIGGER ledger_only_grows BEFORE UPDATE OR DELETE ON training_fulfilment
    FOR EACH ROW EXECUTE FUNCTION training_refuse_change();
DROP FUNCTION training_guard_ledger();
"""


class Migration(migrations.Migration):
    dependencies = [("training", "0002_guards")]
    operations = [migrations.RunSQL(FORGET, UNDO)]
