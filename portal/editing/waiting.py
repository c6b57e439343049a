"""What waits for editors: steps of the workflow, stale translations, late reviews."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import TaskState

from portal.accounts.models import User
from portal.editing.models import StaleTranslation
from portal.seams import access, waiting


def waiting_for_editors(user: User) -> Iterator[waiting.WaitingItem]:
    """At most fifty steps, and one line for all stale translations."""
    if not user.has_role(*access.EDITORIAL_ROLES):
        return
    states = TaskState.objects.reviewable_by(user).filter(status=TaskState.STATUS_IN_PROGRESS)
    for state in states.select_related("workflow_state", "task").prefetch_related("revision__content_object")[:50]:
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


waiting.register("editing", waiting_for_editors)
