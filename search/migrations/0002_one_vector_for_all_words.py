"""All words of a document in one vector; long columns outside the row. The index has to be made anew afterwards."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

OLD = {
    "search_document_lv": GinIndex(fields=["lv_vector"], name="search_document_lv"),
    "search_document_en": GinIndex(fields=["en_vector"], name="search_document_en"),
    "search_document_own": GinIndex(fields=["own_vector"], name="search_document_own"),
    "search_document_surface": GinIndex(OpClass("surface", name="gin_trgm_ops"), name="search_document_surface"),
}

NEAR = (
    "collection", "key", "object_key", "kind", "language", "versions", "audience", "country", "theme", "strand", "area",
    "target_group", "evidence", "year", "facets",
)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [
        # Not yet rebuilt: `demo` and `rebuild_index` fill the new columns, and nothing stale is found until then.
        migrations.RunSQL("UPDATE search_collection SET rebuilt = NULL", migrations.RunSQL.noop),
        *(migrations.RemoveIndex(model_name="searchdocument", name=name) for name in OLD),
        *(
            migrations.RemoveField(model_name="searchdocument", name=name)
            for name in ("lv_vector", "en_vector", "own_vector")
        ),
        migrations.AddField("searchdocument", "words", SearchVectorField(null=True)),
        migrations.AddField(
            "searchdocument", "headings", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddField(
            "searchdocument", "facets", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddIndex("searchdocument", GinIndex(fields=["words"], name="search_document_words")),
        migrations.AddIndex(
            "searchdocument",
            GinIndex(OpClass("headings", name="gin_trgm_ops"), name="search_document_headings"),
        ),
        # Filters and counts read many rows: their long columns lie elsewhere, so that many rows fit a page.
        migrations.RunSQL(
            "ALTER TABLE search_searchdocument SET (toast_tuple_target = 640)"
            + "".join(f", ALTER {name} SET STORAGE MAIN" for name in NEAR),
            "ALTER TABLE search_searchdocument RESET (toast_tuple_target)",
        ),
    ]
