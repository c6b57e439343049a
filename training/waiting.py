"""What training lays on a person's desk: the lesson to go on with, what is due, whom to sign off, who is late."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.seams.standing import Standing
from portal.seams.waiting import LATER, SOON, URGENT, USUAL, WaitingItem
from training import knowing, scheduling
from training.links import address_of
from training.models import CurriculumItem
from training.people import team_read
from training.standings import LessonRead, Picture, Requirement, picture
from training.words import day, duration

URGENCY = {
    scheduling.LATE: URGENT, scheduling.EXPIRED: URGENT, scheduling.DUE_SOON: SOON, scheduling.STARTED: USUAL,
    scheduling.OPEN: LATER, scheduling.EXPIRING: USUAL,
}  # fmt: skip


def items(user: Any) -> Iterator[WaitingItem]:
    """Everything that waits for this person in training; a fixed number of queries."""
    team = team_read(user)
    language = get_language() or "lv"
    seen = user.training_seen = picture([user, *team], language)
    resume = lesson_to_go_on_with(user, seen)
    if resume:
        yield resume
    for requirement in seen.of(user):
        going_on = resume and requirement.module and f":{requirement.module.key}:" in resume.key
        if requirement.state in URGENCY and not (going_on and not requirement.standing.urgent):
            yield due_item(requirement)
    if team:
        yield from _sign_offs(user, team, seen)
        yield from _late(team, seen)


def requirements_met(user: Any) -> Iterator[Standing]:
    """How far this person is with what is required. What `items` has read for the same page is not read again."""
    seen = getattr(user, "training_seen", None) or picture([user], get_language() or "lv")
    mine = seen.of(user)
    if not mine:
        return
    held = sum(requirement.standing.fulfilled for requirement in mine)
    left = sum(requirement.minutes_left for requirement in mine if not requirement.standing.fulfilled)
    yield Standing(
        key="training:requirements",
        title=_("Requirements"),
        number=str(held),
        text=ngettext("of {total} done", "of {total} done", held).format(total=len(mine)),
        quiet=_("About %(minutes)s of modules are left.") % {"minutes": duration(left)} if left else "",
        url=reverse("training:home"),
        link=_("The whole path"),
        done=held,
        total=len(mine),
        order=10,
    )
    found = knowing.known(user.pk, seen.today)
    if proved := found.certificates:
        yield Standing(
            key="training:certificates",
            title=_("Certificates"),
            lines=tuple(proved[: knowing.MOST]),
            url=f"{reverse('training:home')}#certificates" if len(proved) > knowing.MOST else "",
            link=_("All certificates"),
            order=20,
        )
    if found.weak:
        yield Standing(key="training:repeat", title=_("What to repeat"), lines=tuple(found.weak), order=30)


def lesson_to_go_on_with(user: User, seen: Picture) -> WaitingItem | None:
    """The lesson that was read last and is not done, or the next one of that module, or its test."""
    rows = [(row, key) for key, lessons in seen.progress.items() if key[0] == user.pk for row in lessons.values()]
    held = {r.module.family for r in seen.of(user) if r.module and r.standing.fulfilled and r.fulfilment}
    open_rows = [(row, key) for row, key in rows if key[1] not in held and key[1] in seen.modules]
    if not open_rows:
        return None
    last, (_person, family, version) = max(open_rows, key=lambda pair: pair[0].turn)
    module = seen.modules[family]
    if version != module.version:
        return None
    lessons = seen.lessons_of(user, module)
    left = [lesson for lesson in module.lessons if not _done(lessons.get(lesson.key))]
    if not left:
        return WaitingItem(
            key=f"training:{module.key}:test",
            kind="resume",
            title=_("Test: %s") % module.title,
            text=_("All lessons are done. The test takes about %s.") % duration(module.assessment_minutes),
            url=reverse("training:test", args=[module.key]),
            action=_("Take the test"),
            icon="graduation-cap",
            meta=module.title,
            done=len(module.lessons),
            total=len(module.lessons),
        )
    lesson = next((one for one in left if one.key == last.lesson), left[0])
    row = lessons.get(lesson.key)
    number = module.lessons.index(lesson) + 1
    anchor = f"#b-{row.position}" if row and row.position else ""
    return WaitingItem(
        key=f"training:{module.key}:lesson",
        kind="resume",
        title=lesson.title,
        text=_("{lesson} left in this lesson, {module} in the module.").format(
            lesson=duration(lesson.minutes), module=duration(sum(one.minutes for one in left))
        )
        if not row or not row.position
        else _("You stopped in the middle of this lesson. {module} left in the module.").format(
            module=duration(sum(one.minutes for one in left))
        ),
        url=reverse("training:lesson", args=[module.key, lesson.key]) + anchor,
        action=_("Go on") if rows else _("Begin"),
        icon="graduation-cap",
        meta=_("{module} · lesson {number} of {total}").format(
            module=module.title, number=number, total=len(module.lessons)
        ),
        done=len(module.lessons) - len(left),
        total=len(module.lessons),
    )


def _done(row: LessonRead | None) -> bool:
    return bool(row and row.done)


def due_item(requirement: Requirement) -> WaitingItem:
    """What is to be done now about a requirement that can be begun."""
    module, standing = requirement.module, requirement.standing
    title = module.title if module else requirement.item.title
    if standing.state in (scheduling.EXPIRED, scheduling.EXPIRING):
        text, action = _("It is valid until %s. Renew it in time.") % day(standing.due), _("Renew")  # type: ignore[arg-type]
        if standing.state == scheduling.EXPIRED:
            text = _("It ended on %s.") % day(standing.due)  # type: ignore[arg-type]
    elif requirement.item.kind == CurriculumItem.Kind.TASK:
        text, action = _("A task at work. Your supervisor signs it off."), _("See the task")
    elif requirement.item.kind == CurriculumItem.Kind.GUIDELINE:
        text, action = _("Read it and say that you have understood it."), _("Read")
    else:
        text = _("About %s are left.") % duration(requirement.minutes_left)
        action = _("Go on") if requirement.begun else _("Begin")
        if requirement.total and requirement.done == requirement.total:
            text, action = _("All lessons are done; the test is left."), _("Take the test")
    return WaitingItem(
        key=f"training:due:{requirement.item.path}",
        kind="due",
        title=title,
        text=text,
        url=address_of(requirement),
        action=action,
        urgency=URGENCY[standing.state],
        due=standing.due,
        icon="graduation-cap",
    )


def _sign_offs(user: User, team: list[User], seen: Picture) -> Iterator[WaitingItem]:
    """Tasks of the own team that are ready; a training manager is not asked about everybody's."""
    for person in team:
        if person.supervisor_id != user.pk:
            continue
        for requirement in seen.of(person):
            item = requirement.item
            ready = item.kind == CurriculumItem.Kind.TASK and not requirement.fulfilment
            if not ready or requirement.state == scheduling.LOCKED or not user.has_role(*item.signed_off_by):
                continue
            yield WaitingItem(
                key=f"training:sign-off:{person.pk}:{item.path}",
                kind="sign_off",
                title=f"{person}: {item.title}",
                text=_("Everything before it is done. Watch one talk and note what you saw."),
                url=reverse("training:sign_off", args=[person.pk, item.curriculum.key, item.key]),
                action=_("Sign off"),
                urgency=SOON if requirement.standing.urgent else USUAL,
                due=requirement.standing.due,
                icon="user-check",
            )


def _late(team: list[User], seen: Picture) -> Iterator[WaitingItem]:
    late = [person for person in team if any(r.standing.urgent for r in seen.of(person))]
    if not late:
        return
    names = ", ".join(str(person) for person in late[:3]) + ("…" if len(late) > 3 else "")
    yield WaitingItem(
        key="training:late",
        kind="team",
        title=ngettext("{n} person is late with training", "{n} people are late with training", len(late)).format(
            n=len(late)
        ),
        text=names,
        url=f"{reverse('training:team')}?state=late",
        action=_("See who"),
        urgency=SOON,
        icon="users",
    )
