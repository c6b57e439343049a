"""Vectors beside the words, for the semantic extra. They cannot be compressed: stored as they are, outside the row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0002_one_vector_for_all_words")]
    operations = [
        migrations.AddField("searchdocument", "vectors", models.BinaryField(blank=True, null=True)),
        migrations.AddField(
            "collection",
            "embedder",
            models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
        migrations.RunSQL(
            "ALTER TABLE search_searchdocument ALTER vectors SET STORAGE EXTERNAL", migrations.RunSQL.noop
        ),
    ]
