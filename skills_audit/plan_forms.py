"""Forms of the plan: aims, a step of one's own, a decision on a proposal, how a step was done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.components.forms import DateInput
from skills_audit.results import LONGEST_TEXT

WHO_CHOICES = (
    ("client", _("Client")),
    ("mentor", _("Mentor")),
    ("social_worker", _("Social worker")),
    ("together", _("Together")),
    ("other", _("Someone else")),
)
LONGEST_STEP = 300
FARTHEST = timedelta(days=3 * 365)


class AimsForm(forms.Form):
    """What the client wants, in the client's own words."""

    aims = forms.CharField(
        label=_("Aims in the client's own words"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    review_on = forms.DateField(label=_("Next review"), required=False, widget=DateInput())


class StepForm(forms.Form):
    """One sentence that says who does what."""

    words = forms.CharField(
        label=_("Step"), max_length=LONGEST_STEP, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence: who does what. No diagnosis, faith or journey."),
    )  # fmt: skip
    words_client = forms.CharField(
        label=_("The same in the client's language"), max_length=LONGEST_STEP, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    who = forms.ChoiceField(label=_("Who"), choices=WHO_CHOICES, initial="together")
    due_on = forms.DateField(label=_("By when"), required=False, widget=DateInput())

    def __init__(self, *args: Any, client_language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if client_language:
            self.fields["words_client"].label = _("The same in the client's language: {language}").format(
                language=client_language
            )

    def clean_due_on(self) -> Any:
        return checked_day(self.cleaned_data["due_on"])


class DecisionForm(forms.Form):
    """Accept or refuse one proposal."""

    key = forms.CharField(max_length=60)
    do = forms.ChoiceField(choices=(("accept", "accept"), ("refuse", "refuse")))
    reason = forms.CharField(max_length=LONGEST_TEXT, required=False)
    due_on = forms.DateField(required=False)

    def clean_due_on(self) -> Any:
        return checked_day(self.cleaned_data["due_on"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("do") == "refuse" and not (data.get("reason") or "").strip():
            self.add_error("reason", _("Say why the step is refused."))
        return data


def checked_day(day: Any) -> Any:
    """A day within three years from now, or none."""
    if day is not None and day > timezone.localdate() + FARTHEST:
        raise forms.ValidationError(_("This day is too far away for the service"))
    return day
