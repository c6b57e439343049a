"""What of training can be translated and is no page: questions, competences, curricula with their requirements.

Both languages of such a row are edited on one form. A question's translation is stale when its newest version changed
the main language and left the other as it was.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from portal.seams import translation
from portal.seams.translation import MISSING, PUBLISHED, STALE, Translatable, TranslationState
from training.editing_words import LANGUAGES
from training.models import Competence, Curriculum, CurriculumItem, Question, QuestionVersion


def rows() -> Iterator[Translatable]:
    """Five queries for any number of rows."""
    yield from _questions()
    plain: tuple[tuple[str, Iterable[Any]], ...] = (
        ("competence", Competence.objects.all()),
        ("curriculum", Curriculum.objects.filter(retired_at__isnull=True)),
        ("requirement", CurriculumItem.objects.filter(retired_at__isnull=True).select_related("curriculum")),
    )
    for kind, found in plain:
        for row in found:
            states = {
                language: TranslationState(state=PUBLISHED if language in row.texts else MISSING, url=_address(row))
                for language in LANGUAGES
            }
            yield _row(f"training:{kind}:{row.pk}", str(row.title), kind, states)


def _questions() -> Iterator[Translatable]:
    versions: dict[str, list[QuestionVersion]] = {}
    in_use = Question.objects.in_use()
    for version in QuestionVersion.objects.filter(question__in=in_use).order_by("question", "-number"):
        versions.setdefault(version.question_id, []).append(version)
    for question in in_use:
        if question.pk not in versions:
            continue
        newest, *older = versions[question.pk]
        states = {language: _state(newest, older[0] if older else None, language) for language in LANGUAGES}
        for language, state in states.items():
            states[language] = TranslationState(
                state=state.state, since=state.since, changes=state.changes, url=_address(question)
            )
        title = f"{question.pk}: {newest.texts.get(settings.LANGUAGE_CODE, {}).get('stem', '')}"
        yield _row(f"training:question:{question.pk}", title[:200], "question", states)


def _state(newest: QuestionVersion, before: QuestionVersion | None, language: str) -> TranslationState:
    source = settings.LANGUAGE_CODE
    if language not in newest.texts:
        return TranslationState(state=MISSING)
    if before is None or language == source or newest.texts[language] != before.texts.get(language):
        return TranslationState(state=PUBLISHED)
    old, new = before.texts.get(source, {}), newest.texts.get(source, {})
    changes = tuple(f"{name}: {new[name]}" for name in new if new[name] != old.get(name) and isinstance(new[name], str))
    if old == new:
        return TranslationState(state=PUBLISHED)
    return TranslationState(state=STALE, since=newest.created_at, changes=changes)


def _row(key: str, title: str, kind: str, states: dict[str, TranslationState]) -> Translatable:
    return Translatable(key=key, title=title, kind=kind, source_language=settings.LANGUAGE_CODE, states=states)


def _address(row: Any) -> str:
    """Where it is edited in the admin."""
    viewset = getattr(type(row), "snippet_viewset", None)
    try:
        return reverse(viewset.get_url_name("edit"), args=[row.pk]) if viewset else ""
    except NoReverseMatch:
        return ""


def register() -> None:
    """Once, when the app is ready."""
    translation.register("training", rows)
