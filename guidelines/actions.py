"""What people do with guidelines."""

from django.db import transaction
from django.utils import timezone

from guidelines.models import CultureGuidePage, GuidelinePage
from portal.accounts.models import User
from portal.protection import trail
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
