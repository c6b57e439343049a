"""What stands on a certificate, in one language; the printed one also says it in the other."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.documents import qr
from training.models import Certificate
from training.texts import said
from training.words import decimal, joined


@dataclass(frozen=True, kw_only=True)
class Said:
    """A certificate in words of one language."""

    language: str
    certify: str
    statement: str
    module: str
    learned: str
    result: str
    framework: str
    issued: str
    until: str


def said_on(certificate: Certificate, language: str) -> Said:
    """All sentences in that language, whatever the page around them speaks."""
    with translation.override(language):
        module = str(said(certificate.titles, language) or certificate.module_key)
        if certificate.licence == "skills-audit":
            statement = _("Licence to run a Skills Audit with a client")
        else:
            statement = _("Module passed: “%s”") % module
        parts = []
        if certificate.esqf_level:
            parts.append(_("ESQF level %d, our own reading") % certificate.esqf_level)
        if certificate.euaa_standards:
            standards = [str(number) for number in certificate.euaa_standards]
            named = ngettext("EUAA reception standard %s", "EUAA reception standards %s", len(standards))
            parts.append(named % joined(standards))
        return Said(
            language=language,
            certify=_("Certificate"),
            statement=statement,
            module=_("{title}, version {version}").format(title=module, version=certificate.content_version),
            learned=in_one_sentence([str(said(row["titles"], language)) for row in certificate.competences]),
            result=_("{points} of {total} points").format(
                points=decimal(certificate.points, language), total=certificate.questions
            ),
            framework="; ".join(parts),
            issued=date_format(certificate.issued_on, "SHORT_DATE_FORMAT"),
            until=date_format(certificate.valid_until, "SHORT_DATE_FORMAT") if certificate.valid_until else "",
        )


def in_one_sentence(titles: list[str]) -> str:
    """Joined by semicolons; after the first, a capital that only began a title is small (that of EUAA stays)."""
    small = [title[:1].lower() + title[1:] if title[1:2].islower() else title for title in titles[1:]]
    return "; ".join(titles[:1] + small)


def printed(certificate: Certificate, language: str, address: str) -> dict[str, Any]:
    """The data of `templates/print/certificate.typ`."""
    says, other = said_on(certificate, language), said_on(certificate, "en" if language == "lv" else "lv")
    with translation.override(language):
        issued = says.issued
        if says.until:
            issued = _("{issued}, valid until {until}").format(issued=says.issued, until=says.until)
        facts = [
            [_("Module"), says.module],
            [_("Learned"), says.learned],
            [_("Result"), says.result],
            [_("Framework"), says.framework],
            [_("Issued"), issued],
        ]
        return {
            "title": _("Certificate: %s") % certificate.holder_name,
            "lang": language,
            "site_name": settings.SITE_NAME,
            "certify": says.certify,
            "name": certificate.holder_name,
            "statement": says.statement,
            "second": f"{other.certify}. {other.statement}",
            "second_lang": other.language,
            "facts": [row for row in facts if row[1]],
            "qr": qr.svg(address),
            "qr_alt": _("QR code to the check page"),
            "code": certificate.code,
            "check": address.removeprefix("https://").removeprefix("http://"),
        }
