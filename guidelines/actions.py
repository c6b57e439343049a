"""What people do with guidelines."""

from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Revision, TaskState

from guidelines.differing import STREAMS, differences, tally, units
from guidelines.models import (
    BriefingPart,
    Country,
    CultureGuidePage,
    GuidelinePage,
    Handout,
    Label,
    MipexEdition,
    PublishedVersion,
)
from portal.accounts.models import User
from portal.editing.actions import group_of
from portal.protection import trail
from portal.seams import access
from portal.seams.requirements import Fulfilment, report


@transaction.atomic
def confirm_reading(*, page: CultureGuidePage | GuidelinePage, by: User, language: str) -> None:
    """Report to the ledger of requirements that this person has read the version now published, and understood it."""
    fulfilment = Fulfilment(
        kind="guideline",
        key=page.key,
        version=str(page.live_revision_id or ""),
        language=language,
        at=timezone.now(),
    )
    report(by, fulfilment)
    trail.record("read", record=f"guideline:{page.key}", actor_id=by.pk, detail={"version": fulfilment.version})


@transaction.atomic
def note_published_version(*, page: CultureGuidePage | GuidelinePage) -> PublishedVersion | None:
    """Put down what is different for readers from the version published before; nothing where nothing is.

    The first version of a page has nothing to differ from. Only the latest keeps its text.
    """
    Page.objects.select_for_update(no_key=True).get(pk=page.pk)  # one publication of a page at a time
    streams = {name: getattr(page, name).get_prep_value() for name in STREAMS if hasattr(page, name)}
    text = units(page.title, page.lead, streams)
    last = PublishedVersion.objects.filter(page=page).first()
    found = differences(last.units, text) if last else []
    if last and not found:
        return None
    PublishedVersion.objects.filter(page=page).exclude(units=[]).update(units=[])
    return PublishedVersion.objects.create(page_id=page.pk, parts=tally(found), differences=found, units=text)


@transaction.atomic
def withhold_changes(*, version: PublishedVersion, by: User) -> None:
    """Take away for good what a publication changed, word by word: something that should never have been read may
    stand there, a name for instance. How much changed, and when, stays. A second time does nothing."""
    if PublishedVersion.objects.filter(pk=version.pk).exclude(differences=[]).update(differences=[]):
        detail = {"published": version.at.isoformat()}
        trail.record("withhold_changes", record=f"page:{version.page_id}", actor_id=by.pk, detail=detail)


@transaction.atomic
def note_community_review(*, step: TaskState, state: str) -> None:
    """A guide has come to the community reviewer's step ("waiting") or passed it ("done"): its draft says so.

    Readers see it when the draft is published; until then the published text keeps what was said of it. Other steps
    and other pages are left alone.
    """
    under_review = step.workflow_state.content_object
    page = under_review.specific if isinstance(under_review, Page) else None
    community = GroupApprovalTask.objects.filter(pk=step.task_id, groups=group_of(access.COMMUNITY_REVIEWER))
    if not isinstance(page, CultureGuidePage) or not community.exists():
        return
    draft = page.get_latest_revision()
    Revision.objects.filter(pk=draft.pk).update(content=draft.content | {"community_review": state})
    # Where it was the last step, approving it has published the draft.
    CultureGuidePage.objects.filter(pk=page.pk, live_revision=draft, live=True).update(community_review=state)


@transaction.atomic
def let_editors_keep_the_words() -> None:
    """Editors and administrators may change the briefing, hand-outs and names in the admin; again without harm."""
    names = [model._meta.model_name for model in (BriefingPart, Country, Handout, Label, MipexEdition)]
    allowed = Permission.objects.filter(content_type__app_label="guidelines", content_type__model__in=names)
    for role in (access.EDITOR, access.ADMINISTRATOR):
        group_of(role).permissions.add(*allowed)
