"""The text that readers have now is the first version of each guide: the next publication differs from it."""

import json
from typing import Any

from django.db import migrations

from guidelines.differing import STREAMS, units

PAGES = {"CultureGuidePage": tuple(STREAMS), "GuidelinePage": ("body",)}


def note(apps: Any, schema_editor: Any) -> None:
    """Blocks are read as they are stored: a migration knows no block."""
    version = apps.get_model("guidelines", "PublishedVersion")
    for name, streams in PAGES.items():
        table = apps.get_model("guidelines", name)._meta.db_table
        columns = ", ".join(f"g.{stream}::text" for stream in streams)
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                f"SELECT p.id, p.last_published_at, p.title, g.lead, {columns} FROM {table} g "  # noqa: S608 - names of our own
                "JOIN wagtailcore_page p ON p.id = g.page_ptr_id WHERE p.live AND p.last_published_at IS NOT NULL"
            )
            found = cursor.fetchall()
        version.objects.bulk_create(
            version(
                page_id=pk,
                at=at,
                units=units(title, lead, {s: json.loads(t) for s, t in zip(streams, texts, strict=True)}),
            )
            for pk, at, title, lead, *texts in found
        )


class Migration(migrations.Migration):
    dependencies = [("guidelines", "0005_published_versions")]
    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
