"""Whom a curriculum or a requirement holds for today, and how many of them are late."""

from dataclasses import dataclass

from portal.accounts.models import User
from training.models import Curriculum, CurriculumItem
from training.standings import picture


@dataclass(frozen=True, kw_only=True)
class Reach:
    """`people` it is required of, `late` of them."""

    people: int
    late: int


def reach_of(thing: Curriculum | CurriculumItem) -> Reach:
    """Over all active people with a role; a fixed number of queries."""
    everybody = list(User.objects.filter(is_active=True, role_assignments__isnull=False).distinct())
    seen = picture(everybody, "lv")
    mine = [
        [r for r in seen.of(person) if (r.item if isinstance(thing, CurriculumItem) else r.item.curriculum) == thing]
        for person in everybody
    ]
    concerned = [requirements for requirements in mine if requirements]
    return Reach(
        people=len(concerned),
        late=sum(any(r.standing.urgent for r in requirements) for requirements in concerned),
    )
