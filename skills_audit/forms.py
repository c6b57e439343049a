"""Forms around a case: add a client, plan the next step, give a case to somebody, open one outside the caseload."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.models import User
from portal.components.forms import DateInput
from portal.protection.models import CaseAssignment
from skills_audit.models import Audit, Client

CLIENT_LANGUAGES = (
    ("ar", _("Arabic")), ("az", _("Azerbaijani")), ("en", pgettext_lazy("language", "English")), ("es", _("Spanish")),
    ("fa", _("Persian, Dari")), ("fr", _("French")), ("hi", _("Hindi")), ("lv", pgettext_lazy("language", "Latvian")),
    ("ru", _("Russian")), ("tr", _("Turkish")), ("uk", _("Ukrainian")), ("uz", _("Uzbek")), ("vi", _("Vietnamese")),
)  # fmt: skip


class NewClientForm(forms.Form):
    """No name here: who the person is comes up in the talk and lies apart."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    stage = forms.ChoiceField(label=_("Stage"), choices=Client.Stage.choices)
    language = forms.ChoiceField(label=_("Language of the client"), choices=CLIENT_LANGUAGES)
    arrived_on = forms.DateField(label=_("In the service since"), widget=DateInput())
    status_on = forms.DateField(
        label=_("Status since"), required=False, widget=DateInput(), help_text=_("Only after a decision was made.")
    )

    def clean_arrived_on(self) -> Any:
        day = self.cleaned_data["arrived_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet"))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        arrived, status = data.get("arrived_on"), data.get("status_on")
        if arrived and status and status < arrived:
            self.add_error("status_on", _("Status cannot come before the service begins"))
        return data


class ServiceForm(forms.Form):
    """What changes while the service goes on: the day it began stays."""

    stage = forms.ChoiceField(label=_("Stage"), choices=Client.Stage.choices)
    status_on = forms.DateField(
        label=_("Status since"), required=False, widget=DateInput(), help_text=_("Only after a decision was made.")
    )
    language = forms.ChoiceField(label=_("Language of the client"), choices=CLIENT_LANGUAGES)
    on_leave_until = forms.DateField(
        label=_("On leave until"),
        required=False,
        widget=DateInput(),
        help_text=_("Until then the case does not stand among those to see. Leave it empty when the client is back."),
    )

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.client = client

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        status, waits = data.get("status_on"), data.get("stage") == Client.Stage.ASYLUM_SEEKER
        if status and status < self.client.arrived_on:
            self.add_error("status_on", _("Status cannot come before the service begins"))
        elif status and waits:
            self.add_error("status_on", _("An asylum seeker has no status yet. Change the stage, or clear this day."))
        return data


class EndForm(forms.Form):
    """How a service ends. The reason is one of four; nothing else about the client is asked."""

    because = forms.ChoiceField(
        label=_("Why the service ends"), choices=Client.Ending.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )  # fmt: skip
    on = forms.DateField(label=_("Last day of the service"), widget=DateInput(), initial=timezone.localdate)

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.client = client

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet"))
        if day < self.client.arrived_on:
            raise forms.ValidationError(_("The service cannot end before it began"))
        return day


class NextStepForm(forms.Form):
    """What comes next with a client."""

    words = forms.CharField(
        label=_("Next step"), max_length=200, required=False, help_text=_("One sentence. Leave it empty to clear it.")
    )
    on = forms.DateField(label=_("By when"), required=False, widget=DateInput())
    urgent = forms.BooleanField(label=_("It cannot wait"), required=False)


class StartForm(forms.Form):
    """How a new talk begins; the route and the language can still change in it."""

    route = forms.ChoiceField(label=_("Route"), choices=Audit.Route.choices, initial=Audit.Route.CORE)
    client_language = forms.ChoiceField(label=_("Language shown to the client"), choices=CLIENT_LANGUAGES)


class AssignForm(forms.Form):
    """Give a case to a person of the team, or a substitute until a day."""

    person = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none())
    part = forms.ChoiceField(label=_("What the person does"), choices=CaseAssignment.Part.choices)
    ends = forms.DateField(
        label=_("Until"), required=False, widget=DateInput(), help_text=_("A substitute needs an end.")
    )

    def __init__(self, *args: Any, team: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = team  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("part") == CaseAssignment.Part.SUBSTITUTE and not data.get("ends"):
            self.add_error("ends", _("Say until when the person substitutes"))
        if data.get("ends") and data["ends"] < timezone.localdate():
            self.add_error("ends", _("This day is past"))
        return data


class OpenForm(forms.Form):
    """Opening a case outside the caseload: the reason is written into the access log first."""

    code = forms.CharField(label=_("Case code"), max_length=20)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The senior social worker reads it. Write nothing about the client here."),
    )
