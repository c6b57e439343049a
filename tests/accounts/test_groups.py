"""What editorial roles may do in the admin, and that no group opens a client's record."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from portal.accounts.groups import content_models, set_up_groups
from portal.accounts.models import Role
from portal.accounts.roles import LastAdministrator, deactivate_person, give_role, take_role
from portal.protection.models import TrailEntry
from portal.seams import access
from tests.factories.people import person

pytestmark = pytest.mark.django_db
EDITORIAL = ["editor", "translator", "subject_reviewer", "community_reviewer", "administrator", "training_manager"]


@pytest.mark.parametrize("role", EDITORIAL)
def test_every_editorial_role_opens_the_admin(signed_in: Callable[..., Client], site: None, role: str) -> None:
    user = person()
    give_role(user=user, role=Role.objects.get(key=role), by=None)
    assert signed_in(user).get("/admin/").status_code == 200


@pytest.mark.parametrize("role", ["learner", "social_mentor", "senior_social_worker", "official"])
def test_nobody_else_opens_the_admin(signed_in: Callable[..., Client], site: None, role: str) -> None:
    user = person()
    give_role(user=user, role=Role.objects.get(key=role), by=None)
    assert signed_in(user).get("/admin/").status_code == 403


def test_groups_are_there_after_the_migrations_and_again_without_harm() -> None:
    groups = {role.key: role.group for role in Role.objects.filter(key__in=EDITORIAL)}
    assert all(group and group.name == key for key, group in groups.items())
    before = Permission.objects.filter(group__in=groups.values()).count()
    set_up_groups()
    assert Permission.objects.filter(group__in=groups.values()).count() == before


def test_no_group_holds_a_permission_on_personal_or_special_data() -> None:
    held = Permission.objects.filter(group__isnull=False).exclude(codename="access_admin")  # a door, not data
    for permission in held.select_related("content_type"):
        label = f"{permission.content_type.app_label}.{permission.content_type.model}"
        found = access.classification_of(label)
        assert not (found and found.default in {access.PERSONAL, access.SPECIAL}), permission
        assert permission.content_type.app_label != "skills_audit"
    assert not any(label.startswith(("skills_audit", "accounts")) for label in content_models())


def test_a_training_manager_keeps_training_and_nothing_else() -> None:
    group = Role.objects.get(key="training_manager").group
    assert group is not None
    apps = set(group.permissions.exclude(codename="access_admin").values_list("content_type__app_label", flat=True))
    assert apps == {"training"}


def test_a_role_brings_its_group_and_takes_it_away() -> None:
    user, by = person(), person("administrator")
    editor = Role.objects.get(key="editor")
    give_role(user=user, role=editor, by=by)
    give_role(user=user, role=editor, by=by)
    assert user.has_role("editor")
    assert list(user.groups.all()) == [editor.group]
    take_role(user=user, role=editor, by=by)
    assert not user.has_role("editor")
    assert not user.groups.exists()
    actions = list(TrailEntry.objects.filter(record=f"person:{user.pk}").values_list("action", "actor_id"))
    assert actions[0] == ("give_role", by.pk)
    assert actions[-1] == ("take_role", by.pk)


def test_an_administrator_is_no_superuser(site: None) -> None:
    user = person()
    give_role(user=user, role=Role.objects.get(key="administrator"), by=None)
    assert user.is_staff
    assert not user.is_superuser
    assert not user.has_perm("skills_audit.view_client")


def test_the_last_administrator_keeps_role_and_access() -> None:
    last = person("administrator")
    with pytest.raises(LastAdministrator):
        take_role(user=last, role=Role.objects.get(key="administrator"), by=last)
    with pytest.raises(LastAdministrator):
        deactivate_person(user=last, by=last)
    person("administrator")
    deactivate_person(user=last, by=last)
    assert not last.is_active
