"""Where an audit and a service stand, as lists of audits and of clients print it: colour, sign, word."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.components.drawings import bar, drawing, state
from skills_audit.instrument.walk import Progress
from skills_audit.models import Audit
from skills_audit.service_clock import Clock

SOON_DAYS = 14


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


def service_state(clock: Clock | None, on_leave_until: date | None) -> SafeString:
    """How many days of the service are left, over how much of it is used; of one who is on leave, until when."""
    if on_leave_until:
        return state(
            _("on leave until %(day)s") % {"day": date_format(on_leave_until, "MONTH_DAY_FORMAT")}, "none", "pause"
        )
    if clock is None:
        return SafeString("–")
    if clock.over:
        return state(_("service is over"), "late", "warn")
    left, whole = clock.days_left, clock.days_used + clock.days_left
    used = bar(str(round(100 * clock.days_used / whole)), thin=True)
    if left <= SOON_DAYS:
        days = ngettext("%(n)s day", "%(n)s days", left) % {"n": left}
        return format_html('<span class="state state--soon nowrap">{}{}</span>{}', drawing("clock", "icon"), days, used)
    days = ngettext("<strong>%(n)s</strong> day", "<strong>%(n)s</strong> days", left) % {"n": left}
    return format_html('<span class="nowrap">{}</span>{}', SafeString(days), used)
