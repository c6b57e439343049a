"""Blocks of a strategy: aim, target group, measure, gap."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.blocks.groups import LEARNING
from portal.blocks.key import KeyBlock

STATES = [("planned", _("planned")), ("under_way", _("under way")), ("first_version", _("first version")),
          ("done", _("done"))]  # fmt: skip


class AimBlock(blocks.StructBlock):
    """What the strategy wants to reach; measures name its key."""

    key = KeyBlock(label=_("Key"))
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.TextBlock(label=_("Text"))

    class Meta:
        icon = "pick"
        label = _("Aim")
        template = "blocks/training/aim.html"
        description = _("What the strategy wants to reach.")
        group = LEARNING
        preview_value = {"key": "one-method", "title": "Viena metode", "text": "Prasmju auditu visi vada vienādi."}


class TargetGroupBlock(blocks.StructBlock):
    """Whom it is for, by what they do with clients, and which competences they need."""

    key = KeyBlock(label=_("Key"))
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.TextBlock(label=_("Text"))
    competences = blocks.ListBlock(KeyBlock(), label=_("Keys of the competences"))
    standards = blocks.ListBlock(blocks.IntegerBlock(), label=_("EUAA reception standards"))

    class Meta:
        icon = "group"
        label = _("Target group")
        template = "blocks/training/target_group.html"
        description = _("Whom the strategy is for, and what they need to be able to do.")
        group = LEARNING
        preview_value = {
            "key": "mentors", "title": "Sociālie mentori", "text": "Palīdz īstenot plānu.",
            "competences": ["safe-communication"], "standards": [38],
        }  # fmt: skip


class MeasureBlock(blocks.StructBlock):
    """A measure with owner, deadline, indicator and state."""

    key = KeyBlock(label=_("Key"))
    title = blocks.CharBlock(label=_("Title"))
    indicator = blocks.CharBlock(label=_("Indicator"))
    aim = KeyBlock(label=_("Key of the aim"))
    owner = blocks.CharBlock(label=_("Who does it"))
    deadline = blocks.DateBlock(label=_("Deadline"))
    state = blocks.ChoiceBlock(label=_("State"), choices=STATES, default="planned")
    review_date = blocks.DateBlock(label=_("To be reviewed by"), required=False)
    curriculum = KeyBlock(label=_("Key of the curriculum"), required=False)
    standard = blocks.IntegerBlock(label=_("EUAA reception standard"), required=False)

    class Meta:
        icon = "tasks"
        label = _("Measure")
        template = "blocks/training/measure.html"
        description = _("What is done, by whom and until when, and how one sees that it helped.")
        group = LEARNING
        preview_value = {
            "key": "introduction", "title": "Ievads katram", "indicator": "Nokārtots 14 dienās; mērķis 90 %",
            "aim": "ready", "owner": "Mācību vadītājs", "deadline": "2026-12-31", "state": "under_way",
        }  # fmt: skip


class GapBlock(blocks.StructBlock):
    """What is not covered yet, and when it shall be."""

    key = KeyBlock(label=_("Key"))
    title = blocks.CharBlock(label=_("Title"))
    state = blocks.ChoiceBlock(label=_("State"), choices=STATES, default="planned")
    due = blocks.DateBlock(label=_("Until"), required=False)

    class Meta:
        icon = "warning"
        label = _("Not covered yet")
        template = "blocks/training/gap.html"
        description = _("What is missing, and when it shall be there.")
        group = LEARNING
        preview_value = {"key": "roles", "title": "Darbs ar tulku", "state": "planned", "due": "2027-03-31"}
