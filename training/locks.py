"""May this module be begun, and may its test be taken without the lessons?"""

from dataclasses import dataclass

from portal.accounts.models import User
from portal.prepared import Prepared
from training.catalogue import ModuleFacts
from training.models import CurriculumItem
from training.standings import Requirement, picture


@dataclass(frozen=True, kw_only=True)
class Lock:
    """`closed` while `first` must come before; `test_out`: the test alone is enough."""

    closed: bool = False
    first: tuple[CurriculumItem, ...] = ()
    test_out: bool = False
    requirement: Requirement | None = None


_items = Prepared(
    lambda family: CurriculumItem.objects.filter(kind="module", target=family, retired_at__isnull=True), family=str
)


def lock_of(user: User, module: ModuleFacts, language: str) -> Lock:
    """One query where nothing has to come first; the whole picture of the person only where something has."""
    items = _items(family=str(module.family))
    test_out = any(item.test_out for item in items)
    if not any(item.prerequisites for item in items):
        return Lock(test_out=test_out)
    mine = [r for r in picture([user], language).of(user) if r.module and r.module.family == module.family]
    closed = [r for r in mine if r.locked_by]
    if closed and len(closed) == len(mine):
        return Lock(closed=True, first=closed[0].locked_by, test_out=test_out, requirement=closed[0])
    return Lock(test_out=test_out)
