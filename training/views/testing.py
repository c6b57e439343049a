"""The test: its threshold, one question a screen, handing in, the result."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.requests import StaffRequest
from training import asking
from training.actions import learning, testing
from training.actions.certificates import points
from training.certificate_words import in_one_sentence
from training.drawing import TooFewQuestions
from training.locks import lock_of
from training.models import Attempt, AttemptQuestion, Certificate, Competence, ModulePage
from training.scheduling import minutes_allowed
from training.views.lessons import find_module, find_module_with_page, rail_context, steps, test_is_open
from training.words import decimal, duration, incomplete, shown, wait


@dataclass(frozen=True, kw_only=True)
class Left:
    """The time of a test with a limit: `seconds` for the page's clock, `words` for whoever has none."""

    seconds: int
    words: str


def _left(attempt: Attempt) -> Left | None:
    if attempt.ends_at is None:
        return None
    seconds = max(int((attempt.ends_at - timezone.now()).total_seconds()), 0)
    seconds = min(seconds, 60 * (attempt.minutes_allowed or 0))  # a clock that was set back gives no more
    return Left(seconds=seconds, words=duration(-(-seconds // 60)))


def _limit(request: StaffRequest, page: ModulePage) -> dict[str, str] | None:
    """What is told before a test with a limit: the minutes this person has, and what they may take."""
    if not page.time_limit_minutes:
        return None
    given = testing.more_time_of(request.user)
    mine = minutes_allowed(page.time_limit_minutes, given)
    longer = minutes_allowed(page.time_limit_minutes, testing.SELF_DECLARED)
    if mine is None or longer is None:
        return None
    return {
        "mine": duration(mine),
        "longer": duration(longer) if longer > mine else "",
        "given": "yes" if given else "",
    }


def _over(request: StaffRequest, attempt: Attempt) -> HttpResponse:
    """The time ended: what was answered is graded, and the page says so."""
    facts = find_module(request, attempt.module_key)
    page = get_object_or_404(ModulePage, pk=facts.page_id)
    testing.finish_attempt(attempt=attempt, module=facts, page=page, language=request.interface_language)
    if request.headers.get("Accept", "").startswith("application/json"):
        return HttpResponse(status=409)
    messages.info(request, _("The time is over. Everything you answered was kept and is graded here."))
    return redirect("training:result", attempt.pk)


def _own(request: StaffRequest, attempt: UUID) -> Attempt:
    found: Attempt = get_object_or_404(Attempt, pk=attempt, user=request.user)
    return found


def test(request: StaffRequest, key: str) -> HttpResponse:
    """Before the test: what it asks; while one is open: what is answered, and handing in."""
    facts, page = find_module_with_page(request, key)
    attempt = testing.open_attempt(request.user, facts)
    if attempt and testing.is_over(attempt):
        return _over(request, attempt)
    progress = learning.progress_in(request.user, facts.family, facts.version)
    context = rail_context(facts, steps(facts, progress), at_test=True) | {"page_facts": page, "attempt": attempt}
    if attempt:
        questions = list(attempt.questions.order_by("position"))
        missing = [question for question in questions if question.answer is None]
        return render(
            request,
            "training/hand_in.html",
            context
            | {
                "questions": questions,
                "missing": missing,
                "answered": len(questions) - len(missing),
                "next_question": missing[0] if missing else None,
                "left": _left(attempt),
            },
        )
    lock = lock_of(request.user, facts, request.interface_language)
    pause = testing.pause_before(request.user, facts, page)
    return render(
        request,
        "training/test.html",
        context
        | {
            "questions_total": sum(row["questions"] for row in page.draw),
            "minutes": duration(page.assessment_minutes),
            "is_open": test_is_open(facts, progress, lock),
            "tests_out": lock.test_out and not context["test_open"],
            "lock": lock,
            "closed": lock.closed,
            "pause": wait(pause) if pause else "",
            "limit": _limit(request, page),
        },
    )


@require_POST
def begin_test(request: StaffRequest, key: str) -> HttpResponse:
    """Begin, or go on with the one that is open."""
    facts = find_module(request, key)
    page = get_object_or_404(ModulePage, pk=facts.page_id)
    progress = learning.progress_in(request.user, facts.family, facts.version)
    lock = lock_of(request.user, facts, request.interface_language)
    try:
        attempt = testing.begin_attempt(
            user=request.user,
            module=facts,
            page=page,
            language=request.interface_language,
            is_open=test_is_open(facts, progress, lock),
            more_time="more_time" in request.POST,
        )
    except (testing.TestNotOpen, testing.PauseNotOver):
        return redirect("training:test", key)
    except TooFewQuestions:
        messages.error(request, _("The bank has too few questions for this test. Tell the training manager."))
        return redirect("training:test", key)
    if testing.is_over(attempt):
        return _over(request, attempt)
    first = attempt.questions.filter(answer__isnull=True).order_by("position").first()
    if first is None:
        return redirect("training:test", key)
    return redirect("training:question", attempt.pk, first.position)


def question(request: StaffRequest, attempt: UUID, position: int) -> HttpResponse:
    """One question; the answer is kept at once and may be changed until handing in."""
    found = _own(request, attempt)
    if found.finished_at:
        return redirect("training:result", found.pk)
    if testing.is_over(found):
        return _over(request, found)
    asked_now = get_object_or_404(
        AttemptQuestion.objects.select_related("version__question"), attempt=found, position=position
    )
    saves_itself = request.headers.get("Accept", "").startswith("application/json")
    error = None
    if request.method == "POST":
        try:
            words = asked_now.version.words(request.interface_language)
            answer = asking.read(asked_now.version.question.kind, words, dict(request.POST.lists()))
        except asking.AnswerIncomplete as incomplete_answer:
            if incomplete_answer.code == "nothing" and (saves_itself or "later" in request.POST):
                # What was taken back is taken back, or the test would grade what the page no longer shows.
                return _keep(request, found, position, None, saves_itself)
            if saves_itself or "later" in request.POST:
                return HttpResponse(status=202) if saves_itself else _onward(found, position, request)
            error = incomplete_answer
        else:
            return _keep(request, found, position, answer, saves_itself)
    return _show(request, found, asked_now, error)


def _keep(request: StaffRequest, found: Attempt, position: int, answer: Any, saves_itself: bool) -> HttpResponse:
    try:
        testing.answer_question(attempt=found, position=position, answer=answer)
    except testing.AttemptFinished:
        return HttpResponse(status=409) if saves_itself else redirect("training:test", found.module_key)
    if saves_itself:
        return HttpResponse(status=202 if answer is None else 204)
    return _onward(found, position, request)


def _onward(found: Attempt, position: int, request: HttpRequest) -> HttpResponse:
    total = found.questions.count()
    if position >= total or "overview" in request.POST:
        return redirect("training:test", found.module_key)
    return redirect("training:question", found.pk, position + 1)


def _show(
    request: StaffRequest, found: Attempt, asked_now: AttemptQuestion, error: asking.AnswerIncomplete | None
) -> HttpResponse:
    states = list(found.questions.order_by("position").values_list("answer", flat=True))
    return render(
        request,
        "training/question.html",
        {
            "attempt": found,
            "title": found.titles.get(request.interface_language) or next(iter(found.titles.values()), ""),
            "question": shown(
                asked_now.version,
                language=request.interface_language,
                answer=error.typed if error and error.typed else asked_now.answer,
                order=asked_now.options,
            ),
            "position": asked_now.position,
            "total": len(states),
            "answered": sum(answer is not None for answer in states),
            "error": incomplete(error.code) if error else "",
            "previous": asked_now.position - 1,
            "left": _left(found),
        },
        status=422 if error else 200,
    )


@require_POST
def finish_test(request: StaffRequest, attempt: UUID) -> HttpResponse:
    """Hand in; twice is once."""
    found = _own(request, attempt)
    facts = find_module(request, found.module_key)
    page = get_object_or_404(ModulePage, pk=facts.page_id)
    testing.finish_attempt(attempt=found, module=facts, page=page, language=request.interface_language)
    return redirect("training:result", found.pk)


def result(request: StaffRequest, attempt: UUID) -> HttpResponse:
    """What I know, what to repeat, what it opens."""
    found = _own(request, attempt)
    if not found.finished_at:
        return redirect("training:test", found.module_key)
    language = request.interface_language
    titles = {competence.key: competence.title for competence in Competence.objects.all()}
    questions = list(found.questions.select_related("version__question").order_by("position"))
    reviewed = [
        {
            "position": one.position,
            "question": shown(one.version, language=language, answer=one.answer, graded=True, order=one.options),
        }
        for one in questions
    ]
    bands = [row | {"title": titles.get(row["competence"], row["competence"])} for row in found.competences]
    return render(
        request,
        "training/result.html",
        {
            "attempt": found,
            "title": found.titles.get(language) or next(iter(found.titles.values()), ""),
            "bands": bands,
            "chart": [{"label": row["title"], "value": row["percent"]} for row in bands],
            "reviewed": reviewed,
            "to_repeat": _to_repeat(request, found, reviewed),
            "weak": [row for row in bands if not row["enough"]],
            "weak_said": in_one_sentence([row["title"] for row in bands if not row["enough"]]),
            "points": decimal(points(found.score), language),
            "certificate": Certificate.objects.filter(fulfilment__attempt=found).first() if found.passed else None,
        },
    )


def _to_repeat(request: StaffRequest, found: Attempt, reviewed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lessons that explain what was not fully right, each once, in the order of the module."""
    wanted = {row["question"].lesson for row in reviewed if not row["question"].right}
    facts = find_module(request, found.module_key)
    return [
        {"title": lesson.title, "key": lesson.key, "minutes": lesson.minutes}
        for lesson in facts.lessons
        if lesson.key in wanted
    ]
