"""Module and lesson: what is to be learned, where one stopped, what one does in it."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal.prepared import Prepared
from portal.requests import StaffRequest
from portal.seams.guidance import guidance_for
from training import asking, scenario
from training.actions import learning
from training.catalogue import LessonFacts, ModuleFacts, NoSuchModule, module_named, module_with_page
from training.locks import Lock, lock_of
from training.models import Attempt, Certificate, Competence, LessonPage, LessonProgress, ModulePage, Question
from training.package_frames import Frame, frame_of_block
from training.questions import newest_versions
from training.words import duration, incomplete, shown


@dataclass(frozen=True, kw_only=True)
class Step:
    """A lesson in the rail of contents."""

    lesson: LessonFacts
    url: str
    minutes: str
    done: bool
    now: bool


def find_module(request: StaffRequest, key: str) -> ModuleFacts:
    """The module in the reader's language, or 404."""
    try:
        return module_named(key, request.interface_language)
    except NoSuchModule as error:
        raise Http404 from error


def find_module_with_page(request: StaffRequest, key: str) -> tuple[ModuleFacts, ModulePage]:
    """The same, and its page as far as the pages of a module and of its test show it."""
    try:
        return module_with_page(key, request.interface_language)
    except NoSuchModule as error:
        raise Http404 from error


def find_lesson(module: ModuleFacts, key: str) -> LessonFacts:
    for lesson in module.lessons:
        if lesson.key == key:
            return lesson
    raise Http404


def steps(module: ModuleFacts, progress: dict[str, LessonProgress], now: str = "") -> list[Step]:
    """The rail: each lesson with its state and the place to go on from."""
    rail = []
    for lesson in module.lessons:
        row = progress.get(lesson.key)
        done = bool(row and row.done_at)
        anchor = f"#b-{row.position}" if row and row.position and not done else ""
        url = reverse("training:lesson", args=[module.key, lesson.key]) + anchor
        minutes = duration(lesson.minutes)
        rail.append(Step(lesson=lesson, url=url, minutes=minutes, done=done, now=lesson.key == now))
    return rail


def rail_context(
    module: ModuleFacts, rail: list[Step], *, closed: bool = False, at_test: bool = False
) -> dict[str, Any]:
    """What the rail of contents and the line above it need. `closed`: nothing in it may be opened yet."""
    left = sum(step.lesson.minutes for step in rail if not step.done)
    return {
        "module": module,
        "rail": rail,
        "lessons_done": sum(step.done for step in rail),
        "lessons_total": len(rail),
        "minutes_left": duration(left) if left else "",
        "test_open": all(step.done for step in rail),
        "closed": closed,
        "at_test": at_test,
    }


def module(request: StaffRequest, key: str) -> HttpResponse:
    """The module: what it is for, its lessons, its test, and what one has of it already."""
    facts, page = find_module_with_page(request, key)
    progress = learning.progress_in(request.user, facts.family, facts.version)
    rail = steps(facts, progress)
    attempts = _attempts(user=request.user.pk, module=facts.family)
    lock = lock_of(request.user, facts, request.interface_language)
    return render(
        request,
        "training/module.html",
        rail_context(facts, rail, closed=lock.closed)
        | {
            "page_facts": page,
            "competences": _competences(keys=page.competences),
            "next": next((step for step in rail if not step.done), None),
            "begun": bool(progress),
            "lock": lock,
            "open_attempt": next((a for a in attempts if a.finished_at is None), None),
            "attempts": [a for a in attempts if a.finished_at],
            "certificate": _certificate_of(request, facts) if any(a.passed for a in attempts) else None,
            "minutes": duration(facts.minutes),
        },
    )


_competences = Prepared(lambda keys: Competence.objects.filter(key__in=keys), keys=list[str])
_attempts = Prepared(
    lambda user, module: Attempt.objects.filter(user=user, module=module).order_by("-number")[:10],
    user=int,
    module=UUID,
)


_lessons = Prepared(
    lambda pk: LessonPage.objects.filter(pk=pk).only("path", "depth", "body", "last_published_at", "review_date"),
    pk=int,
)
_sources = Prepared(lambda pk: ModulePage.objects.filter(pk=pk).only("sources"), pk=int)


def _page(pk: int) -> LessonPage:
    page: LessonPage | None = _lessons.first(pk=pk)
    if page is None:  # deleted since the module was read
        raise Http404
    return page


def _certificate_of(request: StaffRequest, facts: ModuleFacts) -> Certificate | None:
    mine = Certificate.objects.filter(user=request.user, module=facts.family)
    return mine.select_related("fulfilment__correction").first()


@dataclass(frozen=True, kw_only=True)
class Part:
    """A block of a lesson with what the person did in it. `position` is what progress remembers, ready to print."""

    position: str
    kind: str
    block: Any
    question: asking.Asked | None = None
    error: str = ""
    walk: scenario.Walk | None = None
    note: str = ""
    key: str = ""
    source: Any = None
    package: Frame | None = None


def lesson(request: StaffRequest, key: str, lesson: str) -> HttpResponse:
    """A lesson with its rail; opening it remembers that one is here now."""
    facts = find_module(request, key)
    here = find_lesson(facts, lesson)
    lock = lock_of(request.user, facts, request.interface_language)
    if lock.closed:
        return redirect("training:module", facts.key)
    return _show_lesson(request, facts, here, lock)


def _show_lesson(
    request: StaffRequest,
    facts: ModuleFacts,
    here: LessonFacts,
    lock: Lock | None = None,
    wrong: dict[str, asking.AnswerIncomplete] | None = None,
) -> HttpResponse:
    page = _page(pk=here.page_id)
    progress = learning.progress_in(request.user, facts.family, facts.version)
    row = progress.get(here.key)
    learning.open_lesson(**_where(request, facts, here), row=row)
    rail = steps(facts, progress, here.key)
    place = facts.lessons.index(here)
    told = _sources.first(pk=facts.page_id)
    sources = {block.value["key"]: block for block in told.sources} if told else {}
    parts = _parts(page, row, facts.language, wrong or {}, sources)
    parts = [_with_package(request, facts, here, part) for part in parts]
    used = {part.block.value.get("source") for part in parts if part.kind == "rule"}
    return render(
        request,
        "training/lesson.html",
        rail_context(facts, rail)
        | {
            "page_facts": page,
            "lesson": here,
            "number": place + 1,
            "parts": parts,
            "row": row,
            "previous": facts.lessons[place - 1] if place else None,
            "next_lesson": facts.lessons[place + 1] if place + 1 < len(facts.lessons) else None,
            "sources": [block for key, block in sources.items() if key in used],
            "guidelines": guidance_for(f"{facts.key}/{here.key}", request.interface_language),
            "wrong": bool(wrong),
        },
        status=422 if wrong else 200,
    )


def _parts(
    page: LessonPage,
    row: LessonProgress | None,
    language: str,
    wrong: dict[str, asking.AnswerIncomplete],
    sources: dict[str, Any],
) -> list[Part]:
    state = row.state if row else {}
    blocks = list(page.body)
    asked_for = [block.value["question"] for block in blocks if block.block_type == "check"]
    versions = newest_versions(asked_for)
    parts = []
    for position, block in enumerate(blocks):
        extra: dict[str, Any] = {}
        if block.block_type == "check":
            extra = _check(block.value["question"], versions, state, language, wrong)
        elif block.block_type == "scenario":
            path = state.get("scenarios", {}).get(block.value["key"], [])
            extra = {"walk": scenario.walk_as_far_as_possible(block.value, path), "key": block.value["key"]}
        elif block.block_type == "reflection":
            extra = {"note": state.get("reflections", {}).get(str(position), ""), "key": str(position)}
        elif block.block_type == "rule" and block.value["source"] in sources:
            extra = {"source": sources[block.value["source"]].value}
        parts.append(Part(position=str(position), kind=block.block_type, block=block, **extra))
    return parts


def _with_package(request: StaffRequest, module: ModuleFacts, lesson: LessonFacts, part: Part) -> Part:
    """A package gets an address for this reader."""
    if part.kind != "package" or not part.block.value.get("package"):
        return part
    alone = reverse("training:package", args=[module.key, lesson.key, part.block.value["package"].pk])
    frame = frame_of_block(part.block.value, request.user, name=f"package-{part.position}", alone=alone)
    return replace(part, package=frame)


def _check(
    key: str,
    versions: dict[str, Any],
    state: dict[str, Any],
    language: str,
    wrong: dict[str, asking.AnswerIncomplete],
) -> dict[str, Any]:
    if key not in versions:
        return {}
    kept = state.get("checks", {}).get(key)
    # An answer to an older version is not held against the new one.
    answered = bool(kept and kept["version"] == versions[key].number)
    mistake = wrong.get(key)
    answer = mistake.typed if mistake else kept["answer"] if answered and kept else None
    question = shown(versions[key], language=language, answer=answer, graded=answered and not mistake)
    return {"question": question, "error": incomplete(mistake.code) if mistake else "", "key": key}


def _position(request: StaffRequest) -> int:
    text = request.POST.get("position", "0")
    return min(int(text), 500) if text.isdecimal() and len(text) < 5 else 0


def _back(module: ModuleFacts, lesson: LessonFacts, position: int) -> HttpResponse:
    return redirect(f"{reverse('training:lesson', args=[module.key, lesson.key])}#b-{position}")


def _where(request: StaffRequest, module: ModuleFacts, lesson: LessonFacts) -> dict[str, Any]:
    return {"user": request.user, "module": module, "lesson": lesson.key, "language": request.interface_language}


@require_POST
def note_position(request: StaffRequest, key: str, lesson: str) -> HttpResponse:
    """The page says at which block the reader is."""
    facts = find_module(request, key)
    here = find_lesson(facts, lesson)
    learning.note_position(**_where(request, facts, here), position=_position(request))
    return HttpResponse(status=204)


@require_POST
def finish_lesson(request: StaffRequest, key: str, lesson: str) -> HttpResponse:
    """Done; on to the next lesson that is not, or to the test."""
    facts = find_module(request, key)
    here = find_lesson(facts, lesson)
    if lock_of(request.user, facts, request.interface_language).closed:
        return redirect("training:module", facts.key)
    learning.finish_lesson(**_where(request, facts, here))
    progress = learning.progress_in(request.user, facts.family, facts.version)
    order = steps(facts, progress, here.key)
    place = facts.lessons.index(here)
    following = next((step for step in order[place + 1 :] + order[:place] if not step.done), None)
    if following is None:
        return redirect("training:test", facts.key)
    return redirect(following.url)


@require_POST
def answer_check(request: StaffRequest, key: str, lesson: str, question: str) -> HttpResponse:
    """Keep the answer and show what comes of it; `again` takes it back."""
    facts = find_module(request, key)
    here = find_lesson(facts, lesson)
    position = _position(request)
    if "again" in request.POST:
        learning.clear_check(**_where(request, facts, here), question=question)
        return _back(facts, here, position)
    row = get_object_or_404(Question, pk=question)
    version = newest_versions([question]).get(question)
    if version is None:
        raise Http404
    try:
        answer = asking.read(row.kind, version.words(facts.language), dict(request.POST.lists()))
    except asking.AnswerIncomplete as error:
        return _show_lesson(request, facts, here, wrong={question: error})
    learning.answer_check(**_where(request, facts, here), question=row, answer=answer, position=position)
    return _back(facts, here, position)


def _scenario(page_id: int, key: str) -> Any:
    for block in LessonPage.objects.get(pk=page_id).body:
        if block.block_type == "scenario" and block.value["key"] == key:
            return block.value
    raise Http404


@require_POST
def take_step(request: StaffRequest, key: str, lesson: str, scenario_key: str) -> HttpResponse:
    """One choice in the scenario. The form carries how far it was: a second click or an old tab changes nothing."""
    facts = find_module(request, key)
    here = find_lesson(facts, lesson)
    story = _scenario(here.page_id, scenario_key)
    row = learning.progress_in(request.user, facts.family, facts.version).get(here.key)
    path = list(row.state.get("scenarios", {}).get(scenario_key, [])) if row else []
    walked = scenario.walk_as_far_as_possible(story, path)
    position = _position(request)
    if request.POST.get("at") != str(len(walked.path)):
        return _back(facts, here, position)
    try:
        walked = scenario.walk(story, [*walked.path, request.POST.get("choice", "")])
    except scenario.WayLost:
        return _back(facts, here, position)
    learning.take_step(**_where(request, facts, here), scenario=scenario_key, path=list(walked.path), position=position)
    return redirect(f"{reverse('training:lesson', args=[facts.key, here.key])}#s-{scenario_key}-now")


@require_POST
def begin_again(request: StaffRequest, key: str, lesson: str, scenario_key: str) -> HttpResponse:
    """The scenario from its beginning."""
    facts = find_module(request, key)
    here = find_lesson(facts, lesson)
    learning.take_step(**_where(request, facts, here), scenario=scenario_key, path=[], position=_position(request))
    return redirect(f"{reverse('training:lesson', args=[facts.key, here.key])}#s-{scenario_key}-now")


@require_POST
def keep_reflection(request: StaffRequest, key: str, lesson: str, block: int) -> HttpResponse:
    """The person's own note."""
    facts = find_module(request, key)
    here = find_lesson(facts, lesson)
    learning.keep_reflection(
        **_where(request, facts, here), block=str(block), text=request.POST.get("note", ""), position=block
    )
    return _back(facts, here, block)


def test_is_open(facts: ModuleFacts, progress: dict[str, LessonProgress], lock: Lock) -> bool:
    """Lessons done, or the module lets one test out; and nothing else must come first."""
    done = all(step.done for step in steps(facts, progress))
    return not lock.closed and (done or lock.test_out or facts.opens_after == ModulePage.OpensAfter.AT_ONCE)
