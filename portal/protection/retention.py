"""How long things are kept: rules as data, each with its reason; every classified model follows one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

DAY = timedelta(days=1)
YEAR = 365 * DAY


@dataclass(frozen=True, kw_only=True)
class RetentionRule:
    """`keeps`: how long after `since`; None means as long as it is needed, for the reason in `why`.

    `applied` says whether `apply_retention` acts on it now, or how it ends instead.
    """

    name: str
    keeps: timedelta | None
    since: StrPromise
    why: StrPromise
    applied: StrPromise


BY_COMMAND, BY_PERSON = _("apply_retention"), _("by hand")
_RULES = (
    RetentionRule(
        name="access_log", keeps=2 * YEAR, since=_("entry"), why=_("Who looked at a client can be told for two years."),
        applied=BY_COMMAND,
    ),
    RetentionRule(
        name="client_record", keeps=365 * DAY, since=_("end of the service"),
        why=_("Questions come back within a year; after it nothing is left of the client."), applied=BY_COMMAND,
    ),
    RetentionRule(
        name="draft", keeps=90 * DAY, since=_("last change"), why=_("What nobody went on with is not wanted."),
        applied=_("by the app that keeps drafts"),
    ),
    RetentionRule(
        name="export_file", keeps=DAY, since=_("making"), why=_("A copy outside the portal's protection."),
        applied=_("never stored: exports are sent at once"),
    ),
    RetentionRule(
        name="invitation", keeps=30 * DAY, since=_("sending"),
        why=_("An invitation holds for seven days; a name that never came has no business here."), applied=BY_COMMAND,
    ),
    RetentionRule(
        name="account", keeps=None, since=_("end of employment"),
        why=_("Certificates and signatures need their person until they are erased."), applied=_("erase_person"),
    ),
    RetentionRule(
        name="session", keeps=DAY / 2, since=_("signing in"), why=_("A working day."), applied=BY_COMMAND,
    ),
    RetentionRule(
        name="sign_in_log", keeps=90 * DAY, since=_("attempt"), why=_("Enough to see an attack."), applied=BY_COMMAND,
    ),
    RetentionRule(
        name="editing_log", keeps=None, since=_("change"), why=_("Whose words are published must stay known."),
        applied=BY_PERSON,
    ),
    RetentionRule(
        name="task", keeps=30 * DAY, since=_("end of the task"), why=_("Enough to find a fault."), applied=BY_COMMAND,
    ),
    RetentionRule(
        name="query_log", keeps=90 * DAY, since=_("question"), why=_("Enough to see what is not found."),
        applied=_("by the search"),
    ),
    RetentionRule(
        name="training_record", keeps=None, since=_("end of employment"),
        why=_("Evidence of training for an audit; goes with its person."), applied=_("erase_person"),
    ),
    RetentionRule(
        name="training_progress", keeps=None, since=_("end of employment"), why=_("Goes with its person."),
        applied=_("erase_person"),
    ),
    RetentionRule(
        name="reminder", keeps=30 * DAY, since=_("sending"), why=_("Enough to see who was reminded, and when."),
        applied=BY_COMMAND,
    ),
    RetentionRule(
        name="content", keeps=None, since=_("publishing"), why=_("Knowledge without people in it."), applied=BY_PERSON,
    ),
    RetentionRule(
        name="reference", keeps=None, since=_("making"), why=_("Lists that others point at."), applied=BY_PERSON,
    ),
    RetentionRule(
        name="evidence", keeps=None, since=_("making"),
        why=_("Proof that the log is whole and that data are gone; names nobody."), applied=BY_PERSON,
    ),
)  # fmt: skip
RULES: dict[str, RetentionRule] = {rule.name: rule for rule in _RULES}
