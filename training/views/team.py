"""The team: grid, export, one person, signing off, leave to use an instrument."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from portal.accounts.models import User
from portal.components.forms import DateInput
from portal.components.toasts import done
from portal.protection.trail import record_apart
from portal.requests import StaffRequest
from training import exports, scheduling, team
from training.actions import ledger
from training.actions.testing import allow_more_time as allow
from training.actions.testing import more_time_of
from training.licences import licence_for
from training.models import Certificate, CurriculumItem, Fulfilment, MoreTime
from training.people import team_of
from training.standings import Requirement, picture
from training.views.home import row

STATES = [
    ("", gettext_lazy("Any state")),
    (scheduling.LATE, gettext_lazy("Late")),
    (scheduling.DUE_SOON, gettext_lazy("Due within a week")),
    (scheduling.EXPIRING, gettext_lazy("Ends within 60 days")),
    (scheduling.EXPIRED, gettext_lazy("Ended")),
    (scheduling.LOCKED, gettext_lazy("Not open yet")),
]
INSTRUMENT = "skills-audit"
FORMATS = {
    "csv": (exports.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (exports.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def choice_of(request: StaffRequest) -> team.Choice:
    """What the address narrows the grid to."""
    get = request.GET.get
    return team.Choice(
        organisation=get("organisation", ""), role=get("role", ""), state=get("state", ""), words=get("q", "").strip()
    )


def grid(request: StaffRequest) -> HttpResponse:
    """People × requirements."""
    choice = choice_of(request)
    found = team.grid(request.user, choice, request.interface_language)
    return render(
        request,
        "training/team.html",
        {
            "grid": found,
            "choice": choice,
            "states": STATES,
            "query": request.GET.urlencode(),
            "narrowed": any((choice.organisation, choice.role, choice.state, choice.words)),
            "smallest": team.SMALLEST_GROUP,
            "may_enrol": request.user.has_role("training_manager"),
        },
    )


def export(request: StaffRequest, fmt: str) -> HttpResponse:
    """The same as on the screen, as a file."""
    make, kind = FORMATS[fmt]
    found = team.grid(request.user, choice_of(request), request.interface_language)
    detail = {"format": fmt, "people": len(found.rows)}
    record_apart("export", record="training_team", detail=detail, actor_id=request.user.pk)
    answer = HttpResponse(make(found), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="training-{found.today.isoformat()}.{fmt}"'
    return answer


def _member(request: StaffRequest, user_id: int) -> User:
    found: User = get_object_or_404(team_of(request.user), pk=user_id)
    return found


def person(request: StaffRequest, user_id: int) -> HttpResponse:
    """One person: requirements, ledger, certificates."""
    member = _member(request, user_id)
    mine = picture([member], request.interface_language).of(member)
    rows = [
        row(requirement)
        | {"may_sign": _signable(requirement) and ledger.may_sign_off(
            by=request.user, person=member, item=requirement.item)}
        for requirement in mine
    ]  # fmt: skip
    needs_licence = member.has_role("social_mentor", "social_worker")
    return render(
        request,
        "training/person.html",
        {
            "member": member,
            "rows": rows,
            "entries": Fulfilment.objects.filter(user=member).select_related("by", "corrects")[:50],
            "certificates": Certificate.objects.filter(user=member),
            "licence": licence_for(member, INSTRUMENT) if needs_licence else None,
            "may_waive": request.user.has_role("senior_social_worker", "training_manager"),
            "more_time": _more_time(request, member),
        },
    )


def _more_time(request: StaffRequest, member: User) -> list[dict[str, Any]]:
    """What a training manager may choose; nothing for others."""
    if not request.user.has_role("training_manager"):
        return []
    now = more_time_of(member)
    choices = [(0, _("the usual time")), *MoreTime.Percent.choices]
    return [{"value": value, "label": label, "chosen": value == now} for value, label in choices]


@require_POST
def allow_more_time(request: StaffRequest, user_id: int) -> HttpResponse:
    """More time in tests with a limit, for this person; no reason is asked."""
    member = _member(request, user_id)
    allowed = {"0", *map(str, MoreTime.Percent.values)}
    percent = request.POST.get("percent", "")
    if percent in allowed:
        allow(user=member, percent=int(percent), by=request.user)
        done(request, _("Kept. It holds from the next test on."))
    return redirect("training:person", member.pk)


def _signable(requirement: Requirement) -> bool:
    task = requirement.item.kind == CurriculumItem.Kind.TASK
    return task and not requirement.fulfilment and requirement.state != scheduling.LOCKED


class SignOffForm(forms.Form):
    """What the supervisor saw, and when."""

    observed = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What you saw"), widget=forms.CheckboxSelectMultiple, coerce=int, required=True,
        error_messages={"required": gettext_lazy("Mark at least one point that you saw.")},
    )  # fmt: skip
    seen_on = forms.DateField(label=gettext_lazy("On which day"), widget=DateInput)
    note = forms.CharField(
        label=gettext_lazy("Note for the person"), widget=forms.Textarea(attrs={"rows": 4}), required=False,
        max_length=1000, help_text=gettext_lazy("Nothing about clients."),
    )  # fmt: skip

    def __init__(self, item: CurriculumItem, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["observed"].choices = list(enumerate(item.observe))  # type: ignore[attr-defined]

    def clean_seen_on(self) -> Any:
        day = self.cleaned_data["seen_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


def sign_off(request: StaffRequest, user_id: int, curriculum: str, key: str) -> HttpResponse:
    """A supervisor writes down that a task was seen done."""
    member = _member(request, user_id)
    mine = picture([member], request.interface_language).of(member)
    requirement = next((r for r in mine if r.item.key == key and r.item.curriculum.key == curriculum), None)
    if requirement is None or requirement.item.kind != CurriculumItem.Kind.TASK:
        raise Http404
    if not ledger.may_sign_off(by=request.user, person=member, item=requirement.item):
        raise PermissionDenied
    form = SignOffForm(requirement.item, request.POST or None, initial={"seen_on": timezone.localdate()})
    signable = _signable(requirement)
    if request.method == "POST" and signable and form.is_valid():
        day = form.cleaned_data["seen_on"]
        ledger.sign_off_task(
            by=request.user,
            person=member,
            item=requirement.item,
            observed=form.cleaned_data["observed"],
            note=form.cleaned_data["note"],
            language=request.interface_language,
            at=None if day == timezone.localdate() else timezone.now() - (timezone.localdate() - day),
        )
        done(request, _("Signed off: %s.") % requirement.item.title)
        return redirect("training:person", member.pk)
    if request.method == "POST" and not signable:
        return redirect("training:person", member.pk)
    context = {"member": member, "form": form, "requirement": requirement, "signable": signable}
    return render(request, "training/sign_off.html", context, status=422 if form.errors else 200)


class WaiverForm(forms.Form):
    """Why, and until when."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 4}), max_length=1000,
        help_text=gettext_lazy("For example, who sits in on the audits until the module is passed."),
    )  # fmt: skip
    until = forms.DateField(label=gettext_lazy("Until"), widget=DateInput)

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if not timezone.localdate() <= day <= timezone.localdate() + timedelta(days=90):
            raise forms.ValidationError(_("Choose a day within the next 90 days."))
        return day


def waive(request: StaffRequest, user_id: int) -> HttpResponse:
    """Leave to run Skills Audits without a certificate, for a time."""
    member = _member(request, user_id)
    form = WaiverForm(request.POST or None, initial={"until": timezone.localdate() + timedelta(days=30)})
    if request.method == "POST" and form.is_valid():
        try:
            ledger.waive_licence(by=request.user, person=member, instrument=INSTRUMENT, **form.cleaned_data)
        except ledger.MayNotSignOff as error:
            raise PermissionDenied from error
        done(request, _("%s may run Skills Audits without a certificate for this time.") % member)
        return redirect("training:person", member.pk)
    return render(request, "training/waive.html", {"member": member, "form": form}, status=422 if form.errors else 200)
