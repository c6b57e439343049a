"""The function that keeps an answer, notes the save and logs it."""

from django.db import migrations

from skills_audit.keeping import FUNCTION, UNDO


class Migration(migrations.Migration):
    dependencies = [("skills_audit", "0006_end_of_service"), ("protection", "0006_appending_in_the_database")]
    operations = [migrations.RunSQL(FUNCTION, UNDO)]
