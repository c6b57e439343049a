"""The roles of the service, so that every installation has them from the first day."""

from django.db import migrations

ROLES = [
    # key, Latvian, English, needs a passkey
    ("learner", "Darbinieks", "Staff member", False),
    ("official", "Amatpersona", "Official", False),
    ("social_mentor", "Sociālais mentors", "Social mentor", False),
    ("social_worker", "Sociālais darbinieks", "Social worker", False),
    ("senior_social_worker", "Vecākais sociālais darbinieks", "Senior social worker", False),
    ("training_manager", "Mācību vadītājs", "Training manager", False),
    ("editor", "Redaktors", "Editor", False),
    ("translator", "Tulkotājs", "Translator", False),
    ("subject_reviewer", "Nozares recenzents", "Subject reviewer", False),
    ("community_reviewer", "Kopienas recenzents", "Community reviewer", False),
    ("administrator", "Administrators", "Administrator", True),
]


def add_roles(apps, schema_editor):
    Role = apps.get_model("accounts", "Role")
    for key, name_lv, name_en, needs_passkey in ROLES:
        Role.objects.get_or_create(
            key=key, defaults={"name_lv": name_lv, "name_en": name_en, "needs_passkey": needs_passkey}
        )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(add_roles, migrations.RunPython.noop)]
