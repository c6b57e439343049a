"""What guidelines bring to the seams: header, home, guidance for questions, screens."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Func, IntegerField, Q, Value
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from guidelines.links import guidelines_url
from guidelines.models import Challenge, CultureGuidePage, GuidelinePage, Handout, PracticePage
from portal.prepared import Prepared
from portal.seams import access, guidance, navigation, personal, screens, waiting
from portal.seams.guidance import Guidance
from portal.seams.waiting import LATER, SOON, URGENT, WaitingItem

MODELS = (CultureGuidePage, GuidelinePage, PracticePage)
PLACES = {
    "guideline": ("/guidelines/", ("GuidelineIndexPage", "GuidelinePage", "CultureGuidePage")),
    "practice": ("/practices/", ("PracticeIndexPage", "PracticePage")),
}
LATE_DAYS = 30
ANSWER_DAYS = 14
# Who answers what readers question.
ANSWERING = (access.EDITOR, access.SUBJECT_REVIEWER, access.COMMUNITY_REVIEWER, access.ADMINISTRATOR)
# Who takes the words of a change away.
WITHHOLDING = (access.EDITOR, access.ADMINISTRATOR)


def answer(topic: str, language: str) -> Iterator[Guidance]:
    """Guidelines that name this topic, or the section it belongs to, or are named by it; in the language asked for."""
    section = topic.rstrip("0123456789")
    for model in (GuidelinePage, CultureGuidePage):
        for page in _helping[model](topic=topic, section=section, language=language):
            yield Guidance(title=page.title, url=page.get_url() or "", minutes=page.minutes)


def _helping_with(model: Any) -> Prepared[Any]:
    def named(value: str) -> IsNull:
        """As `helps_with__contains=[value]`, with the value as it is: a list could not be put in later."""
        place = Func(F("helps_with"), Value(value), function="array_position", output_field=IntegerField())
        return IsNull(place, False)

    def build(topic: str, section: str, language: str) -> Any:
        named_or_own = Q(named(topic)) | Q(named(section)) | Q(key=topic)
        pages = model.objects.live().filter(named_or_own, locale__language_code=language).select_related("locale")
        return pages.only("title", "url_path", "slug", "locale", "minutes", "path", "depth").order_by("title")

    return Prepared(build, topic=str, section=str, language=str)


_helping = {model: _helping_with(model) for model in (GuidelinePage, CultureGuidePage)}


def _late_pages(user: int, soon: date) -> Any:
    """Number, title, day and kind (its place among `MODELS`) of what is late, at most twenty of a kind."""
    kinds = [
        model.objects.live()
        .filter(answerable_id=user, review_date__lt=soon, alias_of__isnull=True)
        .order_by("review_date")
        .values_list("pk", "title", "review_date", Value(kind))[:20]
        for kind, model in enumerate(MODELS)
    ]
    return kinds[0].union(*kinds[1:], all=True)


_late = Prepared(_late_pages, user=int, soon=date)
_open = Prepared(lambda: Challenge.objects.open().select_related("page")[:20])
_answered = Prepared(
    lambda user, since: Challenge.objects.filter(raised_by_id=user, answered_at__gte=since).select_related("page")[:5],
    user=int,
    since=datetime,
)


def late_reviews(user: Any) -> Iterator[WaitingItem]:
    """Pages this person answers for that are late for their review, or nearly."""
    today = timezone.localdate()
    for pk, title, due, kind in _late(user=user.pk, soon=today + timedelta(days=LATE_DAYS)):
        late = due < today
        day = date_format(due, "SHORT_DATE_FORMAT")
        yield WaitingItem(
            key=f"review:{pk}",
            kind="review",
            title=title,
            text=_now("Its review was due on {day}.").format(day=day)
            if late
            else _now("Its review is due on {day}.").format(day=day),
            url=reverse("wagtailadmin_pages:edit", args=[pk]),
            action=_now("Review"),
            urgency=URGENT if late else SOON,
            due=due,
            icon="calendar-check",
            meta=str(MODELS[kind]._meta.verbose_name).capitalize(),
        )


def questions(user: Any) -> Iterator[WaitingItem]:
    """Sentences that readers question, for who answers them; and the answers, for who asked."""
    if user.has_role(*ANSWERING):
        for challenge in _open():
            yield WaitingItem(
                key=f"question:{challenge.pk}",
                kind="question",
                title=challenge.page.title,
                text=_now("“{sentence}” – {kind}.").format(
                    sentence=shortened(challenge.sentence), kind=challenge.get_kind_display().lower()
                ),
                url=reverse("guidelines:answer", args=[challenge.pk]),
                action=pgettext("button", "Answer"),
                urgency=SOON,
                icon="message-circle-question-mark",
                meta=date_format(timezone.localtime(challenge.raised_at), "SHORT_DATE_FORMAT"),
            )
    since = timezone.now() - timedelta(days=ANSWER_DAYS)
    for challenge in _answered(user=user.pk, since=since):
        yield WaitingItem(
            key=f"answer:{challenge.pk}",
            kind="question",
            title=challenge.page.title,
            text=_now("Your question was answered: {outcome}.").format(outcome=challenge.get_outcome_display()),
            url=f"{challenge.page.get_url()}#{challenge.statement}",
            action=_now("Read"),
            urgency=LATER,
            icon="message-circle",
        )


def shortened(sentence: str) -> str:
    """The beginning of a sentence, for a list."""
    return Truncator(sentence).chars(90)


def forget_person(user: Any) -> dict[str, int]:
    """Questions stay as an editorial matter; who asked and who answered goes."""
    asked = Challenge.objects.filter(raised_by=user).update(raised_by=None)
    return {"guidelines.Challenge": asked + Challenge.objects.filter(answered_by=user).update(answered_by=None)}


def _current(kind: str) -> Any:
    part, names = PLACES[kind]

    def is_current(place: Any) -> bool:
        return part in place.path or place.kind in names

    return is_current


navigation.register(
    navigation.Entry(
        key="guidelines",
        label=_("Guidelines"),
        url=lambda: guidelines_url(get_language() or "lv"),
        icon="guide",
        order=20,
        may_see=lambda user: True,
        is_current=_current("guideline"),
    )
)
navigation.register(
    navigation.Entry(
        key="practices",
        label=_("Practices"),
        url=lambda: reverse("guidelines:library"),
        icon="library",
        order=30,
        may_see=lambda user: True,
        is_current=_current("practice"),
    )
)
guidance.register(answer)
waiting.register("guidelines", late_reviews)
waiting.register("questions", questions)
personal.register(personal.Personal(name="guidelines", erase=forget_person))


def _page(model: Any, **where: Any) -> Any:
    def path(language: str) -> str | None:
        found = model.objects.live().filter(**where)
        own = found.filter(locale__language_code=language).select_related("locale").first()
        page = own or found.select_related("locale").first()
        return page.get_url() if page else None

    return path


def _route(name: str, query: str = "", **arguments: str) -> Any:
    def path(language: str) -> str:
        with translation.override(language):
            return reverse(name, kwargs=arguments) + query

    return path


def _handout(code: str) -> Any:
    def path(language: str) -> str | None:
        if not Handout.objects.filter(language=code).exists():
            return None
        with translation.override(language):
            return reverse("guidelines:handout", args=["syria", code])

    return path


for name, path in {
    "guidelines": guidelines_url,
    "guide": _page(CultureGuidePage, key="syria"),
    "guideline": _page(GuidelinePage, key="interpreter"),
    "briefing": _route("guidelines:briefing", "?origin=syria&meeting=first_meeting&present=interpreter_by_phone"),
    "handout-ar": _handout("ar"),
    "library": _route("guidelines:library"),
    "country": _route("guidelines:country", code="fi"),
    "compare": _route("guidelines:compare", "?p=FI-05&p=SE-14&p=NL-02"),
    "practice": _page(PracticePage, key="FI-05"),
}.items():
    screens.register(screens.Screen(name=name, role="official", path=path))
