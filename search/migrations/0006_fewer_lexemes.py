"""What a look-up of lemmas finds has no lexeme of its own any more. The index has to be made anew afterwards."""

from django.db import migrations

STALE = "UPDATE search_collection SET rebuilt = NULL"


class Migration(migrations.Migration):
    dependencies = [("search", "0005_facets_in_numbers")]
    operations = [migrations.RunSQL(STALE, STALE)]
