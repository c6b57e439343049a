"""Answers the licence seam: a valid certificate of the instrument's module, or a supervisor's leave for a time."""

from datetime import date
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.prepared import Prepared
from portal.seams.licence import Licence
from training.models import Certificate, Fulfilment, ModulePage
from training.words import day

SECONDS = 300


def _module_for(instrument: str) -> str:
    """The key of the module whose certificate is the licence; remembered for a while, empty where there is none."""
    found = cache.get_or_set(
        f"training:licence:{instrument}",
        lambda: ModulePage.objects.live().filter(licence=instrument).values_list("key", flat=True).first() or "",
        SECONDS,
    )
    return str(found or "")


_certificates = Prepared(
    lambda user, instrument: Certificate.objects.filter(
        user=user, licence=instrument, fulfilment__correction__isnull=True
    ).values_list("valid_until", "code"),
    user=int,
    instrument=str,
)
_waivers = Prepared(
    lambda user, instrument, day: (
        Fulfilment.objects.standing()
        .filter(valid_until__gte=day, user=user, kind="licence", key=instrument)
        .order_by("-valid_until")
        .values_list("valid_until", flat=True)[:1]
    ),
    user=int,
    instrument=str,
    day=date,
)


def licence_for(user: Any, instrument: str) -> Licence:
    """One query for whoever holds a certificate, two for others."""
    today = timezone.localdate()
    held = _certificates(user=user.pk, instrument=instrument)
    for until, code in held:
        if until is None:
            return Licence(valid=True, url=reverse("training:certificate", args=[code]))
    last, code = max(((until, code) for until, code in held if until), default=(None, ""))
    if last and last >= today:
        return Licence(valid=True, until=last, url=reverse("training:certificate", args=[code]))
    waived = _waivers.first(user=user.pk, instrument=instrument, day=today)
    if waived:
        return Licence(valid=True, until=waived)
    module = _module_for(instrument)
    url = reverse("training:module", args=[module]) if module else reverse("training:home")
    if last:
        reason = _("Your certificate ended on %s. Renew it.") % day(last)
        return Licence(valid=False, until=last, url=url, reason=reason)
    reason = _("You need a valid certificate. The module takes less than an hour.")
    return Licence(valid=False, url=url, reason=reason)
