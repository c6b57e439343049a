"""Addresses of what is required."""

from django.urls import reverse

from training.models import CurriculumItem
from training.standings import Requirement, is_locked


def address_of(requirement: Requirement) -> str:
    """Where one does what is required; empty while a module is not open or not published."""
    item = requirement.item
    if item.kind == CurriculumItem.Kind.MODULE:
        return reverse("training:module", args=[requirement.module.key]) if requirement.module else ""
    return reverse("training:item", args=[item.curriculum.key, item.key])


def next_action(requirement: Requirement) -> str:
    """Nothing to open while something must come first."""
    return "" if is_locked(requirement) else address_of(requirement)
