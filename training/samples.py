"""Real arguments of training's routes, for the walk over all routes: of what stands in the database."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from portal.seams import access
from training.models import Attempt, Certificate, CurriculumItem, LessonPage, ModulePage, Package, StrategyPage
from training.package_frames import token_for
from training.views.calendars import token_of


def arguments(client: UUID | None) -> dict[str, Any]:
    """A module with its lesson, and whatever was done in it; nothing where nothing stands."""
    module = ModulePage.objects.live().order_by("pk").first()
    lesson = LessonPage.objects.live().child_of(module).first() if module else None
    item = CurriculumItem.objects.select_related("curriculum").order_by("pk").first()
    attempt = Attempt.objects.order_by("pk").first()
    certificate = Certificate.objects.order_by("pk").first()
    return {
        "key": module.key if module else None,
        "lesson": lesson.key if lesson else None,
        "attempt": attempt.pk if attempt else None,
        "position": 1,
        "code": certificate.code if certificate else None,
        "curriculum": item.curriculum.key if item else None,
        "user_id": attempt.user_id if attempt else None,
        **dict(_blocks(lesson)),
    }


def _blocks(lesson: LessonPage | None) -> Iterator[tuple[str, Any]]:
    for position, block in enumerate(lesson.body if lesson else ()):
        if block.block_type == "check":
            yield "question", block.value["question"]
        elif block.block_type == "scenario":
            yield "scenario_key", block.value["key"]
        elif block.block_type == "reflection":
            yield "block", position
        elif block.block_type == "package" and block.value["package"]:
            yield "package", block.value["package"].pk


def of_an_item(client: UUID | None) -> dict[str, Any]:
    """The same, with the key of a requirement instead of a module's."""
    item = CurriculumItem.objects.order_by("pk").first()
    return arguments(client) | {"key": item.key if item else None}


def of_a_strategy(client: UUID | None) -> dict[str, Any]:
    """The key of a strategy."""
    strategy = StrategyPage.objects.live().order_by("pk").first()
    return {"key": strategy.key if strategy else None}


def of_a_calendar(client: UUID | None) -> dict[str, Any]:
    """The address of a learner's own calendar."""
    attempt = Attempt.objects.select_related("user").order_by("pk").first()
    return {"token": token_of(attempt.user) if attempt else None}


def of_a_package(client: UUID | None) -> dict[str, Any]:
    """The first file of a package, with the address of somebody who may read it."""
    package = Package.objects.select_related("imported_by").order_by("pk").first()
    attempt = Attempt.objects.select_related("user").order_by("pk").first()
    if package is None or attempt is None:
        return {}
    path = package.launch.partition("?")[0]
    return {"package": package.pk, "token": token_for(attempt.user, package), "path": path}


access.sample("training:*", arguments)
access.sample("training:package_file", of_a_package)
for _name in ("item", "confirm_reading", "sign_off"):
    access.sample(f"training:{_name}", of_an_item)
access.sample("training:strategy", of_a_strategy)
access.sample("training:calendar", of_a_calendar)
