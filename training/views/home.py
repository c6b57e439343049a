"""The learner's map, one item of it, the strategy behind it."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from portal.accounts.models import Role
from portal.components.toasts import done
from portal.pages.routing import know_the_site
from portal.prepared import Prepared
from portal.requests import StaffRequest
from portal.seams.guidance import guidance_for
from training import knowing, scheduling
from training.actions import ledger
from training.blocks import strategy as strategy_blocks
from training.links import address_of
from training.models import Competence, Curriculum, CurriculumItem, Fulfilment, StrategyPage
from training.standings import Picture, Requirement, picture
from training.views.calendars import token_of
from training.waiting import due_item, lesson_to_go_on_with
from training.words import duration, joined, state_of

DOTS = {
    scheduling.VALID: "done", scheduling.EXPIRING: "done", scheduling.EXPIRED: "due", scheduling.LATE: "due",
    scheduling.DUE_SOON: "due", scheduling.STARTED: "now", scheduling.LOCKED: "locked", scheduling.OPEN: "",
}  # fmt: skip
# Where the map says what to do: the rest can wait, and a path full of buttons says nothing.
ACT_NOW = (scheduling.LATE, scheduling.EXPIRED, scheduling.DUE_SOON, scheduling.EXPIRING, scheduling.STARTED)
STATES = dict(strategy_blocks.STATES)


def home(request: StaffRequest) -> HttpResponse:
    """The map: what is required of me, why, how it stands, what it opens."""
    seen = picture([request.user], request.interface_language)
    mine = seen.of(request.user)
    held = [requirement for requirement in mine if requirement.standing.fulfilled]
    known = knowing.known(request.user.pk, seen.today)
    return render(
        request,
        "training/home.html",
        {
            "curricula": _by_curriculum(mine, request.interface_language),
            "done": len(held),
            "total": len(mine),
            "lede": _lede(mine),
            "minutes": duration(sum(r.minutes_left for r in mine if not r.standing.fulfilled)),
            "since": min((r.since for r in mine), default=None),
            "certificates": known.certificates,
            "repeat": [*knowing.to_renew(mine), *known.weak],
            "calendar": reverse("training:calendar", args=[token_of(request.user)]),
            "resume": lesson_to_go_on_with(request.user, seen),
            "other_modules": _other_modules(seen, mine),
        },
    )


def _lede(mine: list[Requirement]) -> str:
    held = sum(r.standing.fulfilled for r in mine)
    asked = ngettext("{n} requirement for your role.", "{n} requirements for your role.", len(mine)).format(n=len(mine))
    if held == len(mine):
        return " ".join((asked, _("All of it is done.")))
    late = sum(r.standing.urgent for r in mine)
    locked = sum(r.state == scheduling.LOCKED for r in mine)
    parts = [ngettext("{n} is done", "{n} are done", held).format(n=held) if held else _("none is done")]
    if late:
        parts.append(ngettext("{n} is late", "{n} are late", late).format(n=late))
    if locked:
        parts.append(ngettext("{n} is not open yet", "{n} are not open yet", locked).format(n=locked))
    state = joined(parts)
    return f"{asked} {state[:1].upper()}{state[1:]}."


def _by_curriculum(mine: list[Requirement], language: str) -> list[dict[str, Any]]:
    groups: dict[int, dict[str, Any]] = {}
    for requirement in mine:
        curriculum = requirement.item.curriculum
        group = groups.setdefault(curriculum.pk, {"curriculum": curriculum, "rows": []})
        now = due_item(requirement) if requirement.state in ACT_NOW else None
        group["rows"].append(row(requirement) | {"now": now})
    return list(groups.values())


def row(requirement: Requirement) -> dict[str, Any]:
    """A requirement with everything the map shows."""
    module = requirement.module
    begun = requirement.state in (scheduling.DUE_SOON, scheduling.LATE, scheduling.OPEN) and requirement.begun
    return {
        "requirement": requirement,
        "item": requirement.item,
        "state": state_of(requirement),
        "dot": DOTS[requirement.state],
        "title": module.title if module else requirement.item.title,
        "language": module.language if module else None,
        "url": address_of(requirement),
        "locked_by": requirement.locked_by,
        "source": requirement.item.reason_source,
        "left": duration(requirement.minutes_left) if module and not requirement.standing.fulfilled else "",
        "begun": begun,
    }


def _other_modules(seen: Picture, mine: list[Requirement]) -> list[Any]:
    required = {requirement.module.family for requirement in mine if requirement.module}
    return [(module, duration(module.minutes)) for family, module in seen.modules.items() if family not in required]


def item(request: StaffRequest, curriculum: str, key: str) -> HttpResponse:
    """A guideline to read or a task at work: what to do, why, who signs."""
    requirement = _own(request, curriculum, key)
    module = requirement.module
    if module:
        return redirect("training:module", module.key)
    target, held = requirement.item.target, requirement.fulfilment
    roles = Role.objects.filter(key__in=requirement.item.signed_off_by)
    return render(
        request,
        "training/item.html",
        row(requirement)
        | {
            "curriculum": requirement.item.curriculum,
            "guidelines": guidance_for(target, request.interface_language),
            "signers": joined([str(role) for role in roles]),
            "fulfilment": held and Fulfilment.objects.select_related("by").get(pk=held.pk),
            "may_confirm": requirement.item.kind == CurriculumItem.Kind.GUIDELINE
            and requirement.state != scheduling.LOCKED
            and requirement.state != scheduling.VALID,
        },
    )


def _own(request: StaffRequest, curriculum: str, key: str) -> Requirement:
    seen = picture([request.user], request.interface_language)
    for requirement in seen.of(request.user):
        if requirement.item.key == key and requirement.item.curriculum.key == curriculum:
            return requirement
    raise Http404


@require_POST
def confirm_reading(request: StaffRequest, curriculum: str, key: str) -> HttpResponse:
    """Read and understood."""
    requirement = _own(request, curriculum, key)
    if requirement.item.kind != CurriculumItem.Kind.GUIDELINE or requirement.state == scheduling.LOCKED:
        raise Http404
    version = request.POST.get("version", "")[:40]
    ledger.confirm_reading(
        user=request.user, item=requirement.item, version=version, language=request.interface_language
    )
    done(request, _("Kept: you have read and understood “%s”.") % requirement.item.title)
    return redirect("training:home")


def strategy(request: StaffRequest, key: str) -> HttpResponse:
    """The strategy with the curricula that carry it out and what is not covered."""
    languages = [request.interface_language, settings.LANGUAGE_CODE]
    pages = {page.locale.language_code: page for page in _strategies(key=key, languages=languages)}
    page = pages.get(request.interface_language) or pages.get(settings.LANGUAGE_CODE)
    if page is None:
        raise Http404
    know_the_site(request)
    competences = {competence.key: competence for competence in _all_competences()}
    aims = {block.value["key"]: block.value["title"] for block in page.aims}
    curricula = _curricula(keys=page.curricula)
    items: dict[int, list[CurriculumItem]] = {}
    for item in _items_of(curricula=[curriculum.pk for curriculum in curricula]):
        items.setdefault(item.curriculum_id, []).append(item)
    groups = [
        {"value": block.value, "competences": [competences[k] for k in block.value["competences"] if k in competences]}
        for block in page.groups
    ]
    measures = [
        {
            "value": block.value,
            "aim": aims.get(block.value["aim"], ""),
            "state": STATES[block.value["state"]],
            "late": block.value["deadline"] < timezone.localdate() and block.value["state"] != "done",
        }
        for block in page.measures
    ]
    gaps = [(block.value, STATES[block.value["state"]]) for block in page.gaps]
    return render(
        request,
        "training/strategy.html",
        {"page": page, "curricula": [(curriculum, items.get(curriculum.pk, [])) for curriculum in curricula],
         "groups": groups, "measures": measures, "gaps": gaps,
         "competences": [(one, _esqf(one)) for one in competences.values()]},
    )  # fmt: skip


def _esqf(competence: Competence) -> str:
    level = competence.esqf_level
    return ", ".join([competence.area, _("level %(n)s") % {"n": level}]) if level else competence.area


_strategies = Prepared(
    lambda key, languages: (
        StrategyPage.objects.live()
        .filter(key=key, locale__language_code__in=languages)
        .select_related("answerable", "locale")
    ),
    key=str,
    languages=list[str],
)
_all_competences = Prepared(Competence.objects.all)
_curricula = Prepared(lambda keys: Curriculum.objects.filter(key__in=keys, retired_at__isnull=True), keys=list[str])
_items_of = Prepared(lambda curricula: CurriculumItem.objects.filter(curriculum__in=curricula), curricula=list[int])
