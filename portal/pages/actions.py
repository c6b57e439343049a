"""What editors do with pages; demo content goes the same way."""

from django.db import transaction
from wagtail.models import Page

from portal.accounts.models import User


@transaction.atomic
def add_page(*, parent: Page, page: Page, by: User | None) -> Page:
    """Add the page as the last child of `parent` and publish it; returns the published page."""
    parent.add_child(instance=page)
    return publish_page(page=page, by=by)


@transaction.atomic
def publish_page(*, page: Page, by: User | None) -> Page:
    """Save a revision of what stands in `page` and publish it, with Wagtail's log entry in `by`'s name.

    Asks for no permission: views and the admin do; content files and imports come here without one.
    """
    revision = page.save_revision(user=by, log_action=True)
    revision.publish(user=by, skip_permission_checks=True)
    page.refresh_from_db()
    return page
