"""A group per editorial role: what its people may do in the admin. Made again and again without harm.

Page permissions and the workflow belong to `portal.editing`; here are the door (`access_admin`) and the plain models of
content. Which models are content is told by the classification: what is personal or special never comes into a group,
so no group opens a client's record.
"""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission

from portal.accounts.models import Role
from portal.seams import access

CONTENT_APPS = ("training", "guidelines", "pages", "search", "editing", "wagtailimages", "wagtaildocs")
ALL = ("add", "change", "delete", "view")
# Verbs on models of content, by role; administrators also keep what describes the installation.
VERBS = {
    access.EDITOR: ALL,
    access.TRANSLATOR: ("view",),
    access.SUBJECT_REVIEWER: ("view",),
    access.COMMUNITY_REVIEWER: ("view",),
    access.ADMINISTRATOR: ALL,
    access.TRAINING_MANAGER: ALL,
}
# A training manager keeps what is taught and required, and nothing else.
ONLY = {access.TRAINING_MANAGER: "training."}
INSTALLATION = (
    "accounts.organisation", "wagtailredirects.redirect", "wagtailcore.collection", "wagtailcore.locale",
    "wagtailcore.site", "wagtailcore.workflow", "wagtailcore.task",
)  # fmt: skip
FILES = ("image", "document")
FILE_VERBS = {
    access.EDITOR: ("add", "change", "choose"),
    access.TRANSLATOR: ("choose",),
    access.SUBJECT_REVIEWER: ("choose",),
    access.COMMUNITY_REVIEWER: ("choose",),
    access.ADMINISTRATOR: ("add", "change", "choose"),
    access.TRAINING_MANAGER: ("choose",),
}


@transaction.atomic
def set_up_groups() -> None:
    """Groups named by the roles' keys, their permissions, and everybody who holds such a role in its group."""
    for role in Role.objects.filter(key__in=VERBS).select_related("group"):
        if role.group is None:
            role.group, _made = Group.objects.get_or_create(name=role.key)
            role.save(update_fields=["group"])
        role.group.permissions.add(*_permissions(role.key))
        _let_use_files(role.group, role.key)
        for assignment in role.assignments.current().select_related("user"):
            assignment.user.groups.add(role.group)


def _permissions(role_key: str) -> list[Permission]:
    door = Permission.objects.filter(codename="access_admin", content_type__app_label="wagtailadmin")
    models = [label for label in content_models() if label.startswith(ONLY.get(role_key, ""))]
    if role_key == access.ADMINISTRATOR:
        models = [*models, *INSTALLATION]
    wanted = Q(pk__in=[])
    for label in models:
        app_label, model = label.split(".")
        codenames = [f"{verb}_{model}" for verb in VERBS[role_key]]
        wanted |= Q(content_type__app_label=app_label, content_type__model=model, codename__in=codenames)
    return [*door, *Permission.objects.filter(wanted)]


def _let_use_files(group: Group, role_key: str) -> None:
    root = Collection.get_first_root_node()
    codenames = [f"{verb}_{kind}" for verb in FILE_VERBS[role_key] for kind in FILES]
    labels = ("wagtailimages", "wagtaildocs")
    for permission in Permission.objects.filter(codename__in=codenames, content_type__app_label__in=labels):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def content_models() -> list[str]:
    """Labels of the models that hold content: in these apps, and classified as public or internal."""
    return [
        model._meta.label_lower
        for model in apps.get_models()
        if model._meta.app_label in CONTENT_APPS and _is_content(model._meta.label_lower)
    ]


def _is_content(label: str) -> bool:
    found = access.classification_of(label)
    return label.startswith("wagtail") or bool(found and found.default in {access.PUBLIC_DATA, access.INTERNAL})


def after_migrations(sender: AppConfig, **kwargs: Any) -> None:
    """Once, when the last app's permissions exist: an installation has its groups from the first day."""
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender == last and Permission.objects.filter(codename="access_admin").exists():
        set_up_groups()
