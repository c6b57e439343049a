"""Sheets on A5 as tagged PDF."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guidelines.briefings import Briefing
from guidelines.models import CultureGuidePage, Handout
from portal.components.dates import shown
from portal.documents import typesetting

# Read from top to bottom: before the talk on the left, what to mind and whom to call on the right.
FIRST_COLUMN = ("name", "setup", "aims", "first", "ask")


def briefing(made: Briefing, guide: CultureGuidePage | None, language: str) -> bytes:
    """The briefing on one page."""
    sheet = made.sheet
    greeting = sheet.greeting
    return typesetting.compile(
        "briefing",
        {
            "lang": language,
            "title": sheet.title,
            "made": _("Made on {day}").format(day=date_format(timezone.localdate(), "SHORT_DATE_FORMAT")),
            "greeting": {
                "text": greeting.text,
                "lang": greeting.lang,
                "rtl": greeting.dir == "rtl",
                "say": f"[{greeting.say}] – {greeting.means}",
            }
            if greeting
            else None,
            "language": sheet.language_label,
            "sections": [
                {
                    "heading": str(made.headings[section.key]),
                    "lines": [
                        f"{line.text} ({shown(line.dated)})" if line.dated else line.text for line in section.lines
                    ],
                    "plain": section.key == "secrecy",
                    "name": section.key == "name",
                    "first": section.key in FIRST_COLUMN,
                }
                for section in sheet.sections
            ],
            "contacts_heading": _("Whom to call"),
            "contacts": [
                {
                    "name": contact.name,
                    "say": ", ".join(part for part in (contact.phone, contact.text) if part),
                    "dated": "" if contact.emergency else shown(contact.dated),
                    "strong": contact.emergency,
                }
                for contact in sheet.contacts
            ],
            "note": sheet.contacts_note,
            "footer": " ".join(part for part in (rests_on(guide), sheet.footer, sheet.leave_note) if part),
        },
    )


def rests_on(guide: CultureGuidePage | None) -> str:
    """Which guide a sheet is made from, and how old that is."""
    if guide is None or guide.last_published_at is None:
        return ""
    day = date_format(timezone.localtime(guide.last_published_at), "SHORT_DATE_FORMAT")
    return _("From the guide “{title}”, {day}.").format(title=guide.title, day=day)


def handout(sheet: Handout) -> bytes:
    """A client's sheet on one page, wholly in the client's language."""
    return typesetting.compile(
        "handout",
        {
            "lang": sheet.language,
            "rtl": sheet.right_to_left,
            "title": sheet.title,
            "sections": sheet.sections,
            "fill": sheet.fill,
        },
    )
