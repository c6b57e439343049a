"""Long columns are kept as they are: to pack and unpack them took half the time of writing and much of a search."""

from django.db import migrations

LONG = (
    "text", "summary", "summary_lv", "summary_en", "lv_tokens", "en_tokens", "own_tokens", "surface", "headings",
    "words",
)  # fmt: skip


def _storage(kind: str) -> str:
    return "ALTER TABLE search_searchdocument " + ", ".join(f"ALTER {name} SET STORAGE {kind}" for name in LONG)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_vectors")]
    operations = [migrations.RunSQL(_storage("EXTERNAL"), _storage("EXTENDED"))]
