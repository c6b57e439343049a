"""Where an audit stands, as lists of audits and of clients print it: colour, sign, word."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.components.drawings import state
from skills_audit.instrument.walk import Progress
from skills_audit.models import Audit


def audit_state(audit: Audit | None, progress: Progress | None = None) -> SafeString:
    """Of a talk that goes on how far it has come, of another the day of what ended it."""
    if audit is None:
        return state(_("Not begun"), "none", "minus")
    if audit.state in Audit.OPEN:
        come = {"done": progress.done, "total": progress.total} if progress else {"done": "", "total": ""}
        return state(_("%(done)s of %(total)s") % come, "info", "pause" if audit.state == "paused" else "edit")
    if audit.state == Audit.State.STOPPED:
        return state(_("Stopped %(day)s") % _on(audit.changed_at), "none", "hand")
    if audit.state == Audit.State.FINISHED:
        return state(_("Finished %(day)s") % _on(audit.finished_at), "ok", "check")
    return state(_("Reviewed %(day)s") % _on(audit.reviewed_at), "ok", "badge-check")


def _on(moment: datetime | None) -> dict[str, str]:
    return {"day": date_format(localtime(moment), "MONTH_DAY_FORMAT") if moment else ""}
