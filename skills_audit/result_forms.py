"""Forms around a result: the worker's own band, what is stated of the goal, the note of a review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skills_audit.goal_input import GoalFacts
from skills_audit.results import LONGEST_TEXT

NOT_STATED = ("", _("As the answers and lists say"))
YES_NO = (NOT_STATED, ("yes", _("Yes")), ("no", _("No")))
TRUTH = {"yes": True, "no": False}
LEVELS = (NOT_STATED, ("1", "A1"), ("2", "A2"), ("3", "B1"), ("4", "B2"), ("5", "C1"), ("6", "C2"))


class BandForm(forms.Form):
    """The worker's view. The computed band stays beside it; going back to it needs no reason."""

    band = forms.ChoiceField(label=_("Band"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        error_messages={"required": _("A band that differs needs a reason.")},
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What did you see that the answers do not tell? Write nothing about health, faith or the journey."),
    )

    def __init__(self, *args: Any, bands: list[tuple[str, str]], computed: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.computed = computed
        self.fields["band"].choices = bands  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("band") == self.computed and "reason" in self.errors and not self.data.get("reason", "").strip():
            del self.errors["reason"]
            data["reason"] = ""
        return data


class GoalForm(forms.Form):
    """What is known of the goal beyond the talk. An empty field leaves it to the answers and the lists."""

    latvian = forms.ChoiceField(label=_("Latvian the work needs"), choices=LEVELS, required=False)
    hours_per_week = forms.FloatField(
        label=_("Hours of Latvian a week"), min_value=0, max_value=60, required=False,
        help_text=_("Lessons and practice the client really has time for."),
    )  # fmt: skip
    regulated = forms.ChoiceField(
        label=_("Is the profession regulated in Latvia?"), choices=YES_NO, required=False,
        help_text=_("Check the list of regulated professions before you answer."),
    )  # fmt: skip
    recognised = forms.ChoiceField(label=_("Is the qualification recognised?"), choices=YES_NO, required=False)
    recognition_months = forms.FloatField(
        label=_("Months until it is recognised"), min_value=0, max_value=120, required=False
    )
    training_months = forms.FloatField(label=_("Months of training needed"), min_value=0, max_value=120, required=False)

    @classmethod
    def starting_with(cls, facts: GoalFacts) -> GoalForm:
        words = {True: "yes", False: "no", None: ""}
        return cls(
            initial={
                "latvian": str(facts.latvian or ""),
                "hours_per_week": facts.hours_per_week,
                "regulated": words[facts.regulated],
                "recognised": words[facts.recognised],
                "recognition_months": facts.recognition_months,
                "training_months": facts.training_months,
            }
        )

    def facts(self, before: GoalFacts) -> GoalFacts:
        """What the form says; occupation and tasks of the goal stay as they were."""
        data = self.cleaned_data
        return GoalFacts(
            occupation=before.occupation,
            tasks=before.tasks,
            isced=before.isced,
            latvian=int(data["latvian"]) if data["latvian"] else None,
            hours_per_week=data["hours_per_week"],
            regulated=TRUTH.get(data["regulated"]),
            recognised=TRUTH.get(data["recognised"]),
            recognition_months=data["recognition_months"],
            training_months=data["training_months"],
        )


class ReviewForm(forms.Form):
    """The social worker's note for the mentor."""

    note = forms.CharField(
        label=_("Note for the mentor"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was good, what to ask again. The client may read it."),
    )  # fmt: skip
