"""A small module in two languages, made quickly: pages without localize, a bank of seven kinds, one curriculum."""

from datetime import date
from typing import Any
from uuid import UUID

from wagtail.models import Locale

from portal.accounts.models import User
from portal.demo.reading import stable_id, stream
from portal.pages.actions import add_page
from portal.pages.demo import home_for
from training.actions import content, learning, testing
from training.catalogue import ModuleFacts, modules
from training.models import Attempt, Curriculum, LessonPage, ModulePage, StrategyPage

LESSONS = ("first", "second")
ANSWERS: dict[str, tuple[str, dict[str, Any], Any]] = {
    "T-1": ("single", {"options": [{"key": "a", "text": "A"}, {"key": "b", "text": "B"}]}, "a"),
    "T-2": ("multiple", {"options": [{"key": k, "text": k.upper()} for k in "abc"]}, ["a", "b"]),
    "T-3": ("true_false", {}, False),
    "T-4": ("order", {"options": [{"key": k, "text": k.upper()} for k in "abc"]}, ["b", "a", "c"]),
    "T-5": (
        "match",
        {"left": [{"key": "l1", "text": "L1"}, {"key": "l2", "text": "L2"}],
         "right": [{"key": "r1", "text": "R1"}, {"key": "r2", "text": "R2"}]},
        {"l1": "r2", "l2": "r1"},
    ),
    "T-6": ("short_text", {}, {"accepted": {"lv": ["PMLP"], "en": ["OCMA"]}}),
    "T-7": ("numeric", {}, {"value": 6, "tolerance": 0, "unit": {"lv": "mēneši", "en": "months"}}),
}  # fmt: skip
SCENARIO = {
    "key": "talk", "title": "Saruna", "intro": "Durvis aizvērtas.", "start": "opening",
    "steps": [
        {"key": "opening", "text": "Kā Jūs sākat?", "choices": [
            {"key": "ask", "text": "Jautāju", "feedback": "Labi.", "next": "more", "good": "yes"},
            {"key": "tell", "text": "Stāstu", "feedback": "Ne tā.", "next": "end", "good": "no"}]},
        {"key": "more", "text": "Un tālāk?", "choices": [
            {"key": "plan", "text": "Plānoju", "feedback": "Jā.", "next": "end", "good": "yes"}]},
    ],
    "endings": [{"key": "end", "title": "Beigas", "text": "Viņa aiziet.", "tone": "success"}],
}  # fmt: skip
FORMS: dict[str, dict[str, Any]] = {
    "T-1": {"answer": "a"}, "T-2": {"answer": ["a", "b"]}, "T-3": {"answer": "false"},
    "T-4": {"place-b": "1", "place-a": "2", "place-c": "3"}, "T-5": {"pair-l1": "r2", "pair-l2": "r1"},
    "T-6": {"answer": "pmlp"}, "T-7": {"answer": "6"},
}  # fmt: skip


def strategy() -> StrategyPage:
    """A strategy that is not in the tree yet."""
    return StrategyPage(
        title="Mācību stratēģija",
        slug="strategija",
        key="strategy",
        locale=Locale.objects.get(language_code="lv"),
        period_from=date(2026, 1, 1),
        period_until=date(2028, 12, 31),
        summary="Ko un kāpēc mācām.",
    )


def make_competences(*keys: str) -> None:
    for key in keys:
        content.keep_competence(key=key, by=None, texts={"lv": {"title": f"Prot {key}"}, "en": {"title": f"Can {key}"}})


def make_bank(bank: str = "small", competence: str = "knowing") -> None:
    from training.models import Competence

    for key, (kind, parts, answer) in ANSWERS.items():
        texts = {language: {"stem": f"{key} {language}"} | parts for language in ("lv", "en")}
        content.keep_question(
            id=key, bank=bank, kind=kind, texts=texts, answer=answer, lesson="first",
            competence=Competence.objects.get(key=competence), by=None,
        )  # fmt: skip


def make_module(key: str = "small", **fields: Any) -> ModuleFacts:
    """Published in Latvian and English, with a check, a scenario and a reflection."""
    make_competences("knowing")
    make_bank()
    family: UUID = stable_id("module", key)
    blocks = [
        {"text": {"text": "Teksts."}},
        {"check": {"question": "T-1"}},
        {"scenario": SCENARIO},
        {"reflection": {"prompt": "Ko darīsiet?"}},
    ]
    for language, title in (("lv", "Mazais modulis"), ("en", "Small module")):
        locale = Locale.objects.get(language_code=language)
        values: dict[str, Any] = {
            "title": title, "slug": f"{key}-{language}", "locale": locale, "translation_key": family, "key": key,
            "summary": "Īsi", "question_bank": "small", "competences": ["knowing"], "validity_months": 12,
            "draw": [{"competence": "knowing", "difficulty": [1], "questions": 7}],
        }  # fmt: skip
        page = add_page(parent=home_for(language), page=ModulePage(**(values | fields)), by=None)
        for number, lesson in enumerate(LESSONS):
            body = stream(LessonPage.body.field.stream_block, blocks if not number else blocks[:1], f"{key}/{lesson}")
            draft = LessonPage(
                title=f"{title} {number + 1}", slug=f"{lesson}-{language}", locale=locale, key=lesson, minutes=5,
                translation_key=stable_id("lesson", f"{key}/{lesson}"), body=body,
            )  # fmt: skip
            add_page(parent=ModulePage.objects.get(pk=page.pk), page=draft, by=None)
    return facts_of(key)


def make_lesson_with(kind: str, value: dict[str, Any]) -> LessonPage:
    """The second lesson of the small module in Latvian, published with this one block."""
    make_module()
    page: LessonPage = LessonPage.objects.get(key="second", locale__language_code="lv")
    page.body = page.body.stream_block.to_python([{"type": kind, "value": value}])
    page.save_revision().publish()
    return page


def facts_of(key: str = "small", language: str = "lv") -> ModuleFacts:
    return next(facts for facts in modules(language).values() if facts.key == key)


def make_curriculum(module: ModuleFacts, roles: tuple[str, ...] = ("learner",), key: str = "start") -> Curriculum:
    """A module, a guideline and a task that comes after both."""
    why = {"title": "Prasība", "why": "Standarts Nr. 38."}
    same: dict[str, Any] = {"texts": {"lv": why, "en": why}, "role_keys": list(roles), "grace_days": 10}
    items = [
        same | {"key": "module", "kind": "module", "target": str(module.family), "due_days": 14,
                "validity_months": 6},
        same | {"key": "guide", "kind": "guideline", "target": "syria", "due_days": 21, "validity_months": 12},
        same | {"key": "task", "kind": "task", "target": f"{key}/task", "due_days": 45,
                "prerequisites": ["module", "guide"], "signed_off_by": ["senior_social_worker", "training_manager"],
                "texts": {"lv": why | {"observe": ["Pasaka", "Pajautā"]}, "en": why | {"observe": ["Says", "Asks"]}}},
    ]  # fmt: skip
    texts = {"lv": {"title": "Ievads", "summary": "…"}, "en": {"title": "Introduction", "summary": "…"}}
    return content.keep_curriculum(key=key, items=items, by=None, texts=texts, role_keys=list(roles))


def finish_lessons(user: User, module: ModuleFacts) -> None:
    for lesson in module.lessons:
        learning.finish_lesson(user=user, module=module, lesson=lesson.key, language="lv")


def attempt_by(user: User, module: ModuleFacts, right: int = 7, **options: Any) -> Attempt:
    """A finished attempt with so many right answers."""
    page = ModulePage.objects.get(pk=module.page_id)
    attempt = testing.begin_attempt(user=user, module=module, page=page, language="lv", is_open=True)
    for asked in attempt.questions.select_related("version")[:right]:
        testing.answer_question(
            attempt=attempt, position=asked.position, answer=_given(asked.version.question_id, asked.version.answer)
        )
    return testing.finish_attempt(attempt=attempt, module=module, page=page, language="lv", **options)


def _given(key: str, answer: Any) -> Any:
    return {"T-6": "pmlp", "T-7": "6"}.get(key, answer)
