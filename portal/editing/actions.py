"""Writes of the editors' desk: workflow and groups, translations, stale marks."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from portal.accounts.models import Role, RoleAssignment, User
from portal.editing.models import StaleTranslation
from portal.editing.passages import Passages, changes
from portal.pages.models import HomePage
from portal.seams import access

WORKFLOW = "Recenzēšana un publicēšana"
WAGTAILS_OWN = ("Moderators approval",)
TASKS = (
    ("Nozares recenzents", (access.SUBJECT_REVIEWER,)),
    ("Kopienas recenzents", (access.COMMUNITY_REVIEWER,)),
    ("Publicētājs", (access.EDITOR, access.ADMINISTRATOR)),
)
PAGE_PERMISSIONS = {
    access.EDITOR: ("add_page", "change_page", "lock_page"),
    access.TRANSLATOR: ("change_page",),
    access.SUBJECT_REVIEWER: ("change_page",),
    access.COMMUNITY_REVIEWER: ("change_page",),
    access.ADMINISTRATOR: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
OTHER_PERMISSIONS = {
    access.EDITOR: ("access_admin", "submit_translation"),
    access.TRANSLATOR: ("access_admin", "submit_translation"),
    access.SUBJECT_REVIEWER: ("access_admin",),
    access.COMMUNITY_REVIEWER: ("access_admin",),
    access.ADMINISTRATOR: ("access_admin", "submit_translation"),
}


def group_of(role_key: str) -> Group:
    """The group that carries a role's permissions in the admin; made once, named by the role's key."""
    role = Role.objects.select_related("group").get(key=role_key)
    if role.group is None:
        role.group, _made = Group.objects.get_or_create(name=role_key)
        role.save(update_fields=["group"])
    return role.group


@transaction.atomic
def set_up_editing() -> None:
    """Groups with their permissions and the workflow over the whole tree; again and again without harm.

    Nobody but an administrator may publish directly: editors publish through the workflow's last step, so no guide
    goes round the community reviewer.
    """
    root = Page.get_first_root_node()
    assert root is not None
    for key, codenames in PAGE_PERMISSIONS.items():
        group = group_of(key)
        group.permissions.add(*Permission.objects.filter(codename__in=OTHER_PERMISSIONS[key]))
        for permission in Permission.objects.filter(codename__in=codenames, content_type__app_label="wagtailcore"):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
        for assignment in RoleAssignment.objects.current().filter(role__key=key).select_related("user"):
            assignment.user.groups.add(group)
    _let_translators_publish()
    _let_administrators_keep_collections()
    workflow, made = Workflow.objects.get_or_create(name=WORKFLOW)
    if made:
        for order, (name, keys) in enumerate(TASKS):
            task = GroupApprovalTask.objects.create(name=name)
            task.groups.set([group_of(key) for key in keys])
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
        # Wagtail's own workflow, which its migrations set on the root, would let a moderator skip the steps.
        WorkflowPage.objects.filter(page=root).exclude(workflow=workflow).delete()
        WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
    # Also where an earlier version left it in force; one that somebody uses stays.
    Workflow.objects.filter(name__in=WAGTAILS_OWN, workflow_pages=None).update(active=False)
    Task.objects.filter(name__in=WAGTAILS_OWN).exclude(workflow_tasks__workflow__active=True).update(active=False)


def _let_translators_publish() -> None:
    """A translation follows a text that went through the workflow; its translator publishes it."""
    permission = Permission.objects.get(codename="publish_page", content_type__app_label="wagtailcore")
    homes = HomePage.objects.exclude(locale__language_code=settings.LANGUAGE_CODE)
    for home in homes:
        GroupPagePermission.objects.get_or_create(
            group=group_of(access.TRANSLATOR), page_id=home.pk, permission=permission
        )


def _let_administrators_keep_collections() -> None:
    """Wagtail asks for a right over the root of the tree; a permission on the model alone opens nothing."""
    group, root = group_of(access.ADMINISTRATOR), Collection.get_first_root_node()
    codenames = [f"{verb}_collection" for verb in ("add", "change", "delete")]
    for permission in Permission.objects.filter(codename__in=codenames, content_type__app_label="wagtailcore"):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def passages_of(page: Page) -> Passages:
    """The translatable passages of a page as it stands, by path."""
    found: dict[str, list[str]] = defaultdict(list)
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found[segment.path].append(segment.string.data)
    return found


def passages_translated(source: TranslationSource) -> Passages:
    """The passages as they were when the source was last handed to translators."""
    found: dict[str, list[str]] = defaultdict(list)
    segments = StringSegment.objects.filter(source=source).select_related("string", "context").order_by("order")
    for segment in segments:
        found[segment.context.path].append(segment.string.data)
    return found


@transaction.atomic
def mark_translations(*, page: Page) -> None:
    """After `page` was published: mark its published translations whose words no longer follow, unmark the others.

    A translation follows when its translators have seen the present words of the source and translated them all.
    """
    translations = list(page.get_translations().live().filter(alias_of__isnull=True).select_related("locale"))
    source = TranslationSource.objects.filter(object_id=page.translation_key, locale=page.locale).first()
    if source is None or not translations:
        return
    specific = page.specific_deferred if page.latest_revision_id is None else page.specific
    found = changes(passages_translated(source), passages_of(specific))
    for translated in translations:
        if found or not _complete(source, translated.locale):
            StaleTranslation.objects.get_or_create(page=translated, defaults={"locale": translated.locale})
            if found:
                rows = [{"before": change.before, "after": change.after} for change in found]
                StaleTranslation.objects.filter(page=translated).update(changes=rows)
        else:
            StaleTranslation.objects.filter(page=translated).delete()


def _complete(source: TranslationSource, locale: Locale) -> bool:
    translation = Translation.objects.filter(source=source, target_locale=locale).first()
    if translation is None:
        return False
    total, translated = translation.get_progress()
    return bool(total == translated)


@transaction.atomic
def send_to_translators(*, pages: Iterable[Page], locales: Iterable[Locale], by: User) -> int:
    """Hand the present words of these pages to translators of these languages; returns how many were handed.

    A page that has no translation yet gets one to work on; for an existing one the new passages appear beside
    the translated ones, and what is published stays as it is.
    """
    count = 0
    for page in pages:
        source, _made = TranslationSource.update_or_create_from_instance(page.specific)
        for locale in locales:
            if locale == page.locale:
                continue
            _translation, made = Translation.objects.get_or_create(source=source, target_locale=locale)
            if made and not page.has_translation(locale):
                source.create_or_update_translation(locale, user=by, publish=False, fallback=True)
            StaleTranslation.objects.filter(page__translation_key=page.translation_key, locale=locale).update(
                since=timezone.now()
            )
            count += 1
    return count
