"""The access log gives up entries older than two years, and only while retention says so."""

from django.db import migrations

REFUSE = """
CREATE OR REPLACE FUNCTION protection_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('portal.trail_retention', true) = 'on' THEN
        IF OLD.at < now() - interval '2 years' THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'the access log can only grow' USING ERRCODE = 'insufficient_privilege';
END $$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION protection_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the access log can only grow' USING ERRCODE = 'insufficient_privilege';
END $$;
"""
# Proofs are not changed either: a cut moves forward only, anchors and certificates never.
PROOFS = """
CREATE TRIGGER anchors_only_grow BEFORE UPDATE OR DELETE ON protection_trailanchor
    FOR EACH ROW EXECUTE FUNCTION protection_refuse_proof();
CREATE TRIGGER certificates_only_grow BEFORE UPDATE OR DELETE ON protection_erasurecertificate
    FOR EACH ROW EXECUTE FUNCTION protection_refuse_proof();
"""
FUNCTION = """
CREATE FUNCTION protection_refuse_proof() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a proof is never changed' USING ERRCODE = 'insufficient_privilege';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("protection", "0003_anchors_cuts_certificates")]
    operations = [
        migrations.RunSQL(REFUSE, BEFORE),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION protection_refuse_proof();"),
        migrations.RunSQL(
            PROOFS,
            "DROP TRIGGER anchors_only_grow ON protection_trailanchor;"
            "DROP TRIGGER certificates_only_grow ON protection_erasurecertificate;",
        ),
    ]
