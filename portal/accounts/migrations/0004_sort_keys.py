from django.db import migrations

import portal.accounts.models.sort_key
from portal.sorting import latvian_key


def fill(apps, schema_editor):
    for name, of in (("Organisation", ("name",)), ("User", ("last_name", "first_name", "email"))):
        model = apps.get_model("accounts", name)
        for row in model.objects.iterator():
            key = latvian_key(*(getattr(row, part) for part in of))[:1000]
            model.objects.filter(pk=row.pk).update(sort_key=key)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_invitation")]
    operations = [
        migrations.AlterModelOptions(
            name="organisation",
            options={
                "ordering": ["sort_key"],
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
            },
        ),
        migrations.AddField(
            model_name="organisation",
            name="sort_key",
            field=portal.accounts.models.sort_key.SortKeyField(of=("name",)),
        ),
        migrations.AddField(
            model_name="user",
            name="sort_key",
            field=portal.accounts.models.sort_key.SortKeyField(of=("last_name", "first_name", "email")),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
