"""What waits for editors: steps of the workflow, stale translations, late reviews."""

from collections.abc import Iterator

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import TaskState, WorkflowState

from portal.accounts.models import User
from portal.editing.models import StaleTranslation
from portal.prepared import Prepared
from portal.seams import access, waiting


def waiting_for_editors(user: User) -> Iterator[waiting.WaitingItem]:
    """At most fifty steps, and one line for all stale translations."""
    if not user.has_role(*access.EDITORIAL_ROLES):
        return
    for state in _to_review(user):
        page = state.revision.content_object if state.revision else None
        if page is None:
            continue
        yield waiting.WaitingItem(
            key=f"workflow:{state.pk}",
            kind="workflow",
            title=str(page),
            text=_("Waits for the step “%(step)s”.") % {"step": state.task.name},
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            action=_("Read and decide"),
            urgency=waiting.SOON,
            icon="square-pen",
        )
    yield from _to_answer(user)
    if user.has_role(access.TRANSLATOR):
        stale = StaleTranslation.objects.count()
        if stale:
            yield waiting.WaitingItem(
                key="stale",
                kind="translation",
                title=ngettext("%(n)s translation is stale", "%(n)s translations are stale", stale) % {"n": stale},
                text=_("The Latvian text changed after they were published."),
                url=reverse("translation_matrix") + "?state=stale",
                action=_("Translate what changed"),
                urgency=waiting.SOON,
                icon="languages",
            )


_going_on = Prepared(
    lambda: TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__active=True).values_list(
        "task", flat=True
    )
)


def _to_review(user: User) -> list[TaskState]:
    """Wagtail asks every kind of step there is; here only where something is under way."""
    if not _going_on():
        return []
    states = TaskState.objects.reviewable_by(user).filter(status=TaskState.STATUS_IN_PROGRESS)
    return list(states.select_related("workflow_state", "task").prefetch_related("revision__content_object")[:50])


_sent_back = Prepared(
    lambda user: WorkflowState.objects.filter(
        requested_by=user, status=WorkflowState.STATUS_NEEDS_CHANGES
    ).select_related("current_task_state")[:50],
    user=int,
)


def _to_answer(user: User) -> Iterator[waiting.WaitingItem]:
    """Pages this person sent round and somebody asked for changes to, with what was asked."""
    states = _sent_back(user=user.pk)
    prefetch_related_objects(states, "content_object")
    for state in states:
        page, step = state.content_object, state.current_task_state
        if page is None:
            continue
        asked = _("Changes are asked for: “%(comment)s”") % {"comment": step.comment} if step and step.comment else ""
        yield waiting.WaitingItem(
            key=f"changes:{state.pk}",
            kind="workflow",
            title=str(page),
            text=asked or _("Changes are asked for."),
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            action=_("Read and answer"),
            urgency=waiting.SOON,
            icon="square-pen",
        )


waiting.register("editing", waiting_for_editors)
