"""A person's due dates for their own calendar: an address that only they know, without signing in."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.accounts.models import User
from training import scheduling
from training.calendar_feed import Day, calendar
from training.links import address_of
from training.standings import Requirement, picture

SALT = "training.calendar"


def token_of(user: User) -> str:
    """Holds until the person's sessions are ended by the administration; nothing about it is stored."""
    return signing.dumps([user.pk, str(user.session_mark)[:12]], salt=SALT)


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What is due and what ends, in the person's language; 404 for anything else than a valid address."""
    user = _person(token)
    with translation.override(user.language):
        seen = picture([user], user.language)
        days = [day for requirement in seen.of(user) if (day := _day(request, requirement))]
        data = calendar(days, name=_("Training: due dates"), host=request.get_host(), now=timezone.now())
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="training.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _person(token: str) -> User:
    try:
        found: Any = signing.loads(token, salt=SALT)
        key, mark = found
        user = User.objects.get(pk=key, is_active=True)
    except (signing.BadSignature, ValueError, TypeError, User.DoesNotExist) as error:
        raise Http404 from error
    if str(user.session_mark)[:12] != mark:
        raise Http404
    return user


def _day(request: HttpRequest, requirement: Requirement) -> Day | None:
    """None where there is nothing to do by a day: no date, or not open yet."""
    standing = requirement.standing
    if standing.due is None or requirement.state == scheduling.LOCKED:
        return None
    title = requirement.module.title if requirement.module else requirement.item.title
    words = _("Renew: %s") if standing.fulfilled or requirement.state == scheduling.EXPIRED else _("Due: %s")
    address = address_of(requirement) or reverse("training:home")
    return Day(
        key=f"training-{requirement.item.pk}",
        on=standing.due,
        title=words % title,
        text=requirement.item.why,
        url=request.build_absolute_uri(address),
    )
