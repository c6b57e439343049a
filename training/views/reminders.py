"""Reminding those who are late among the people whom the grid shows: first what will happen, then the letters."""

import re

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.components.toasts import done
from portal.requests import StaffRequest
from training import team
from training.actions.reminding import Reminded, remind_late
from training.reminders import letter, plan
from training.views.team import choice_of
from training.words import joined


def remind(request: StaffRequest) -> HttpResponse:
    """Who gets a letter, what it says, who is left out and why; posted, the letters go out."""
    query = request.GET.urlencode()
    here = f"{reverse('training:remind')}?{query}" if query else reverse("training:remind")
    if request.method == "POST":
        people = {int(number) for number in re.findall("[0-9]{1,18}", request.POST.get("people", ""))}
        done(request, _said(remind_late(people=people, by=request.user, language=request.interface_language)))
        return redirect(here)
    grid = team.grid(request.user, choice_of(request), request.interface_language)
    found = plan([(row.person, row.requirements) for row in grid.rows], timezone.now())
    return render(
        request,
        "training/remind.html",
        {
            "plan": found,
            "people": ",".join(str(one.person.pk) for one in found.remind),
            "letter": letter(found.remind[0].person, request.user) if found.remind else None,
            "query": query,
        },
    )


def _said(outcome: Reminded) -> str:
    """What came of it, those left out by name."""
    number = len(outcome.people)
    if number:
        said = ngettext("A letter goes to {n} person.", "Letters go to {n} people.", number).format(n=number)
    else:
        said = _("No letter goes out: nobody here is late any more.") if not outcome.rest else _("No letter goes out.")
    if outcome.rest:
        names = joined([str(person) for person in outcome.rest])
        said += " " + _("Left out, as they were reminded within a day: %s.") % names
    return said
