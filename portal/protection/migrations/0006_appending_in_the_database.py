"""The function that appends to the access log."""

from django.db import migrations

from portal.protection.appending import FUNCTION, UNDO


class Migration(migrations.Migration):
    dependencies = [("protection", "0005_visible_subjects_by_index")]
    operations = [migrations.RunSQL(FUNCTION, UNDO)]
