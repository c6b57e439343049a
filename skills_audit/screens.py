"""Screens of the caseload and the talk, for pictures: as the demo's mentor sees K-2231, in Arabic and in Vietnamese."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import translation

from portal.accounts.models import User
from portal.protection.actor import acting
from portal.seams.screens import Screen, register
from skills_audit.models import Audit, Client

MENTOR = "mentor@demo.example"
BESIDE_ARABIC = "K-2231"


def _of_case(name: str, *more: str) -> Callable[[str], str | None]:
    """The address of a page of the case, or of its open talk; None where the demo is not loaded."""

    def path(language: str) -> str | None:
        mentor = User.objects.filter(email=MENTOR).first()
        if mentor is None:
            return None
        with acting(mentor):
            client = Client.objects.filter(code=BESIDE_ARABIC).first()
            audit = Audit.objects.filter(client=client, state__in=Audit.OPEN).first() if client else None
        if client is None or (name != "case" and audit is None):
            return None
        at = [client.pk] if name == "case" or audit is None else [client.pk, audit.pk, *more]
        with translation.override(language):
            return reverse(f"skills_audit:{name}", args=at)

    return path


def _caseload(language: str) -> str | None:
    with translation.override(language):
        return reverse("skills_audit:caseload")


register(Screen(name="audit-caseload", role="mentor", path=_caseload))
register(Screen(name="audit-case", role="mentor", path=_of_case("case")))
register(Screen(name="audit-talk-scale", role="mentor", path=_of_case("talk_step", "LND01")))
register(Screen(name="audit-talk-consent", role="mentor", path=_of_case("talk_step", "SES03")))
register(Screen(name="audit-talk-many", role="mentor", path=_of_case("talk_step", "GOA01")))
register(Screen(name="audit-talk-list", role="mentor", path=_of_case("talk_step_entry", "LAN01", "new")))
register(Screen(name="audit-talk-more", role="mentor", path=_of_case("talk_step", "LAN")))
register(Screen(name="audit-talk-sensitive", role="mentor", path=_of_case("talk_step", "SUP04")))
register(Screen(name="audit-talk-end", role="mentor", path=_of_case("talk_end")))
register(Screen(name="audit-talk-rest", role="mentor", path=_of_case("talk_rest")))
register(Screen(name="audit-client", role="mentor", path=_of_case("client_view", "LND01"), languages=("lv",)))
