"""Putting many people on a curriculum from a table: first what would happen, then the same for real."""

from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.components.toasts import done
from portal.requests import StaffRequest
from training.actions import enrolments
from training.enrolling import Row, TableRefused, rows
from training.models import Curriculum

SALT, SECONDS = "training.enrolments", 3600
REFUSED = {
    "encoding": gettext_lazy("The file is not in UTF-8. Save it as “CSV UTF-8” and choose it again."),
    "columns": gettext_lazy("The first row must hold the columns email and curriculum; starts and reason may follow."),
    "empty": gettext_lazy("There is no row under the first one."),
    "many": gettext_lazy("The table has more than 2000 rows. Divide it."),
}
ROWS = {
    "email": gettext_lazy("This is no e-mail address."),
    "starts": gettext_lazy("The day is not written as 2026-12-31."),
    "person": gettext_lazy("Nobody active with a role has this address."),
    "curriculum": gettext_lazy("There is no curriculum with this key."),
    "twice": gettext_lazy("This row stands in the table twice."),
    "there": gettext_lazy("The person follows this curriculum already."),
}


class TableForm(forms.Form):
    """A CSV file of at most a megabyte."""

    table = forms.FileField(
        label=gettext_lazy("Table"), help_text=gettext_lazy("A CSV file with the columns email and curriculum."),
    )  # fmt: skip

    def clean_table(self) -> list[Row]:
        file = self.cleaned_data["table"]
        if file.size > 1_000_000:
            raise forms.ValidationError(_("The file is larger than 1 MB."))
        try:
            return rows(file.read())
        except TableRefused as error:
            raise forms.ValidationError(str(REFUSED[error.code])) from error


def enrol(request: StaffRequest) -> HttpResponse:
    """Choose a table, see what it does row by row, then carry it out."""
    if "signed" in request.POST:
        return _carry_out(request)
    form = TableForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "curricula": Curriculum.objects.filter(retired_at__isnull=True)}
    if request.method == "POST" and form.is_valid():
        found: list[Row] = form.cleaned_data["table"]
        outcome = enrolments.enrol_many(rows=found, by=request.user, dry_run=True)
        context |= {
            "outcome": outcome,
            "refused": [(one.line, one.email, ROWS[one.code]) for one in outcome.refused],
            "signed": "" if outcome.refused else signing.dumps(_plain(found), salt=SALT, compress=True),
        }
    return render(request, "training/enrol.html", context, status=422 if form.errors else 200)


def _plain(found: list[Row]) -> list[list[Any]]:
    return [[row.line, row.email, row.curriculum, row.starts and row.starts.isoformat(), row.reason] for row in found]


def _carry_out(request: StaffRequest) -> HttpResponse:
    """The same rows as were shown; people or curricula may have gone meanwhile, then nothing is done."""
    try:
        kept = signing.loads(request.POST["signed"], salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return redirect("training:enrol")
    outcome = enrolments.enrol_many(rows=map(_row, kept), by=request.user, dry_run=False)
    if outcome.refused:
        refused = [(one.line, one.email, ROWS[one.code]) for one in outcome.refused]
        context = {"form": TableForm(), "outcome": outcome, "refused": refused}
        return render(request, "training/enrol.html", context, status=409)
    made = len(outcome.made)
    done(request, ngettext("{n} person was enrolled.", "{n} people were enrolled.", made).format(n=made))
    return redirect("training:team")


def _row(kept: list[Any]) -> Row:
    line, email, curriculum, starts, reason = kept
    starts = date.fromisoformat(starts) if starts else None
    return Row(line=line, email=email, curriculum=curriculum, starts=starts, reason=reason)
