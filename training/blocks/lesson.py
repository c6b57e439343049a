"""Blocks of a lesson beside the shared ones: reflection, knowledge check, branching scenario.

What a person did in them is kept by the block's key, which all languages share.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.blocks.groups import LEARNING
from portal.blocks.key import KeyBlock


class ReflectionBlock(blocks.StructBlock):
    """A question to oneself; the note stays with the person who writes it."""

    prompt = blocks.TextBlock(label=_("Question to oneself"))

    class Meta:
        icon = "edit"
        label = _("Reflection")
        template = "blocks/training/reflection.html"
        description = _("A question to oneself; nobody else reads the note.")
        group = LEARNING
        preview_value = {"prompt": "Kuru noteikumu Jūs pēdējā laikā pateicāt no galvas?"}


class CheckBlock(blocks.StructBlock):
    """A question of the bank, answered in the lesson with feedback at once."""

    question = KeyBlock(label=_("Id of the question"))

    class Meta:
        icon = "help"
        label = _("Knowledge check")
        template = "blocks/training/check.html"
        description = _("A question of the bank, with feedback at once.")
        group = LEARNING
        preview_value = {"question": "AP-001"}


class ChoiceBlock(blocks.StructBlock):
    """What one may do at a step, what follows, and where it leads."""

    key = KeyBlock(label=_("Key"))
    text = blocks.TextBlock(label=_("What one does"))
    feedback = blocks.TextBlock(label=_("What follows"))
    next = KeyBlock(label=_("Key of the next step or ending"))
    good = blocks.ChoiceBlock(
        label=_("How good it is"),
        choices=[("yes", _("good")), ("no", _("not good")), ("partly", _("in part"))],
        default="partly",
    )

    class Meta:
        icon = "arrow-right"
        label = _("Choice")
        template = "blocks/training/scenario.html"
        description = _("What one may do at a step of a scenario.")
        group = LEARNING
        preview_value = {"key": "ask", "text": "Jautāju.", "feedback": "Viņa pasmaida.", "next": "end", "good": "yes"}


class ScenarioStepBlock(blocks.StructBlock):
    """A moment in which one has to decide."""

    key = KeyBlock(label=_("Key"))
    text = blocks.TextBlock(label=_("What happens"))
    choices = blocks.ListBlock(ChoiceBlock(), label=_("Choices"))

    class Meta:
        icon = "dots-horizontal"
        label = _("Step of a scenario")
        template = "blocks/training/scenario.html"
        description = _("A moment in which one has to decide.")
        group = LEARNING
        preview_value = {"key": "opening", "text": "Kā Jūs sākat?", "choices": []}


class EndingBlock(blocks.StructBlock):
    """Where a way through the scenario ends."""

    key = KeyBlock(label=_("Key"))
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.TextBlock(label=_("Text"))
    tone = blocks.ChoiceBlock(
        label=_("Tone"),
        choices=[("information", _("Information")), ("attention", _("Attention")), ("success", _("Done well"))],
        default="information",
    )

    class Meta:
        icon = "tick"
        label = _("Ending of a scenario")
        template = "blocks/training/scenario.html"
        description = _("Where a way through the scenario ends.")
        group = LEARNING
        preview_value = {"key": "end", "title": "Trīs soļi", "text": "Viņa aiziet ar lapu.", "tone": "success"}


class ScenarioBlock(blocks.StructBlock):
    """A talk that branches: each choice has a consequence, nothing is graded, one may begin again."""

    key = KeyBlock(label=_("Key"))
    title = blocks.CharBlock(label=_("Title"))
    intro = blocks.TextBlock(label=_("Beginning"))
    start = KeyBlock(label=_("Key of the first step"))
    steps = blocks.ListBlock(ScenarioStepBlock(), label=_("Steps"))
    endings = blocks.ListBlock(EndingBlock(), label=_("Endings"))

    class Meta:
        icon = "openquote"
        label = _("Scenario")
        template = "blocks/training/scenario.html"
        description = _("A talk that branches, with the consequence of each choice.")
        group = LEARNING
        preview_value = {
            "key": "first-talk", "title": "Pirmā saruna", "intro": "Durvis aizvērtas.", "start": "opening",
            "steps": [{"key": "opening", "text": "Kā Jūs sākat?", "choices": []}], "endings": [],
        }  # fmt: skip

    def clean(self, value: Any) -> Any:
        """Every choice leads somewhere, and the first step exists."""
        cleaned = super().clean(value)
        steps = {step["key"] for step in cleaned["steps"]}
        known = steps | {ending["key"] for ending in cleaned["endings"]}
        if cleaned["start"] not in steps:
            raise ValidationError(_("There is no step with the key of the first step."))
        lost = {choice["next"] for step in cleaned["steps"] for choice in step["choices"]} - known
        if lost:
            raise ValidationError(_("These keys lead nowhere: %s.") % ", ".join(sorted(lost)))
        return cleaned
