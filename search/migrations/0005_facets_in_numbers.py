"""A number for each half of a document's facets: to count by numbers takes half the time of counting by text."""

from django.db import migrations, models

import search.models.document

LAST = "split_part(facets, '|', 8) || '|' || split_part(facets, '|', 9)"
FIRST = f"left(facets, -length({LAST}))"


def _number(part: str) -> models.GeneratedField:
    return models.GeneratedField(
        db_persist=True,
        editable=False,
        expression=search.models.document._Number(part=part, output_field=models.BigIntegerField()),
        output_field=models.BigIntegerField(),
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0004_long_columns_as_they_are")]
    operations = [
        # Both at once: the table is written anew for it.
        migrations.RunSQL(
            "ALTER TABLE search_searchdocument "
            f"ADD facets_first bigint GENERATED ALWAYS AS (hashtextextended({FIRST}, 0)) STORED, "
            f"ADD facets_last bigint GENERATED ALWAYS AS (hashtextextended({LAST}, 0)) STORED",
            "ALTER TABLE search_searchdocument DROP facets_first, DROP facets_last",
            state_operations=[
                migrations.AddField("searchdocument", "facets_first", _number(FIRST)),
                migrations.AddField("searchdocument", "facets_last", _number(LAST)),
            ],
        )
    ]
