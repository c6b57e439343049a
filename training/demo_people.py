"""The demo's people on their way through the training, each at another place, so that every screen has something.

Records are made by the same actions as a learner's own; only their days lie in the past.
"""

from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from portal.accounts.models import Organisation, Role, RoleAssignment, User
from portal.demo.reading import stable_id
from portal.seams.demo import Say
from training.actions import learning, ledger, testing
from training.actions.certificates import choose_what_it_shows
from training.catalogue import ModuleFacts, modules
from training.models import Attempt, Certificate, CurriculumItem, Fulfilment, LessonProgress, ModulePage

PROCEDURE, LICENCE = "asylum-procedure", "skills-audit-licence"
# Beside the procedure: what those who have been here for long have passed, and how many days after it.
INTRODUCTION = {"roles": 3, "confidentiality": 5, "interpreter": 8, "intercultural": 9}
NOT_YET = {("oskars", "interpreter"), ("oskars", "intercultural"), ("mentor2", "intercultural")}
DEEPER = (("mentor", "trauma", 60), ("senior", "trauma", 40), ("senior", "inclusion-plan", 30))
GROWN = "load.example"
# Days since each began in the role; the demo's accounts were made today.
BEGAN = {"anna": 10, "mentor": 200, "mentor2": 90, "worker": 220, "senior": 300, "official": 30, "training": 400}
# Colleagues without an account to sign in with: (key, first name, last name, organisation, role, days, supervisor).
COLLEAGUES = (
    ("zane", "Zane", "Āboliņa", "mucenieki", "learner", 3, "training"),
    ("rihards", "Rihards", "Šteinbergs", "mucenieki", "learner", 40, "training"),
    ("gunta", "Gunta", "Krūze-Kalnbērziņa", "liepaja", "learner", 120, "training"),
    ("oskars", "Oskars", "Ēriksons", "ngo", "social_mentor", 75, "senior"),
    ("marta", "Marta", "Vanaga", "sif", "social_mentor", 260, "senior"),
    ("juris", "Juris", "Čakste", "ngo", "official", 18, "training"),
)


def person(key: str) -> User | None:
    return User.objects.filter(email=f"{key}@demo.example").first()


def load(say: Say) -> None:
    """Place people; whoever has records already is left alone."""
    if person("anna") is None:
        return
    for row in COLLEAGUES:
        _colleague(*row)
    for key, days in BEGAN.items():
        _began(key, days)
    _learn()


def _began(key: str, days: int) -> None:
    """Only where nobody has set another day since the account was made."""
    start = timezone.localdate() - timedelta(days=days)
    roles = RoleAssignment.objects.filter(user__email=f"{key}@demo.example", starts=F("user__date_joined__date"))
    roles.update(starts=start)
    User.objects.filter(email=f"{key}@demo.example", works_since__isnull=True).update(works_since=start)


def _colleague(key: str, first: str, last: str, organisation: str, role: str, days: int, supervisor: str) -> None:
    if person(key):
        return
    start = timezone.localdate() - timedelta(days=days)
    user = User.objects.create_user(
        f"{key}@demo.example",
        first_name=first,
        last_name=last,
        organisation=Organisation.objects.get(key=organisation),
        supervisor=person(supervisor),
        works_since=start,
    )
    RoleAssignment.objects.create(user=user, role=Role.objects.get(key=role), starts=start)


def _learn() -> None:
    known = {facts.key: facts for facts in modules("lv").values()}
    if PROCEDURE not in known or LICENCE not in known:
        return
    procedure, licence = known[PROCEDURE], known[LICENCE]
    _half_way("anna", procedure, lessons=4, position=3)
    _half_way("zane", procedure, lessons=1, position=2)
    _half_way("rihards", procedure, lessons=6, position=0)
    for key, days in (("mentor", 150), ("mentor2", 60), ("worker", 170), ("senior", 128), ("marta", 230),
                      ("gunta", 100), ("oskars", 50)):  # fmt: skip
        _passed(key, procedure, days)
        _read(key, days - 2)
        for name, later in INTRODUCTION.items():
            if name in known and (key, name) not in NOT_YET:
                _passed(key, known[name], days - later)
    for key, name, days in DEEPER:
        if name in known:
            _passed(key, known[name], days)
    for key, days in (("mentor", 140), ("mentor2", 55), ("marta", 220)):
        _passed(key, licence, days)
    for key, by, days in (("mentor", "senior", 145), ("mentor2", "senior", 50), ("worker", "senior", 160)):
        _signed(key, "new-staff", "observed-first-talk", by, days)
    _signed("mentor", "skills-audit-licence", "paired-audit", "senior", 120)
    _read("official", 5)
    certificate = Certificate.objects.filter(user__email="mentor@demo.example", licence="skills-audit").first()
    if certificate and not certificate.shows_name:
        choose_what_it_shows(certificate=certificate, by=certificate.user, name=True, result=False, competences=True)


def _half_way(key: str, module: ModuleFacts, lessons: int, position: int) -> None:
    user = person(key)
    if user is None or LessonProgress.objects.filter(user=user).exists():
        return
    for lesson in module.lessons[:lessons]:
        learning.finish_lesson(user=user, module=module, lesson=lesson.key, language="lv")
    if position:
        now = module.lessons[lessons]
        learning.note_position(user=user, module=module, lesson=now.key, language="lv", position=position)


def _passed(key: str, module: ModuleFacts, days: int) -> None:
    """Every lesson and a passed test, so many days ago; one answer is left wrong, as in life."""
    user = person(key)
    if user is None or Fulfilment.objects.standing().filter(user=user, key=str(module.family)).exists():
        return
    page = ModulePage.objects.get(pk=module.page_id)
    moment = timezone.now() - timedelta(days=days)
    for lesson in module.lessons:
        learning.finish_lesson(user=user, module=module, lesson=lesson.key, language="lv")
    LessonProgress.objects.filter(user=user, module=module.family).update(
        started_at=moment, seen_at=moment, done_at=moment
    )
    attempt = testing.begin_attempt(
        user=user, module=module, page=page, language="lv", is_open=True, seed=f"demo-{key}-{module.key}"
    )
    for asked in attempt.questions.select_related("version__question"):
        kind, answer = asked.version.question.kind, asked.version.answer
        right: Any = answer
        if kind == "numeric":
            right = str(answer["value"])
        elif kind == "short_text":
            right = answer["accepted"]["lv"][0]
        if asked.position == 1 and kind in ("order", "multiple"):
            right = list(reversed(right)) if kind == "order" else right[:1]
        testing.answer_question(attempt=attempt, position=asked.position, answer=right)
    Attempt.objects.filter(pk=attempt.pk).update(started_at=moment - timedelta(minutes=12))
    testing.finish_attempt(attempt=attempt, module=module, page=page, language="lv", at=moment)


def _item(curriculum: str, key: str) -> CurriculumItem:
    item: CurriculumItem = CurriculumItem.objects.select_related("curriculum").get(curriculum__key=curriculum, key=key)
    return item


def _read(key: str, days: int) -> None:
    user, item = person(key), _item("new-staff", "guide-syria")
    if user is None or Fulfilment.objects.standing().filter(user=user, kind="guideline").exists():
        return
    ledger.confirm_reading(
        user=user, item=item, version="1", language="lv", at=timezone.now() - timedelta(days=max(days, 1))
    )


def _signed(key: str, curriculum: str, item_key: str, by_key: str, days: int) -> None:
    user, by, item = person(key), person(by_key), _item(curriculum, item_key)
    if user is None or by is None:
        return
    ledger.sign_off_task(
        by=by, person=user, item=item, observed=list(range(len(item.observe))), language="lv",
        at=timezone.now() - timedelta(days=days),
    )  # fmt: skip


def reset(say: Say) -> None:
    """Progress as at the start; entries of the ledger stay and are made void with a reason."""
    ours = User.objects.filter(email__endswith="@demo.example")
    for entry in Fulfilment.objects.standing().filter(user__in=ours):
        ledger.correct(entry=entry, reason="Demo dati atlikti sākuma stāvoklī.", by=None)
    LessonProgress.objects.filter(user__in=ours).delete()
    open_ones = Attempt.objects.filter(user__in=ours, finished_at__isnull=True)
    for attempt in open_ones:
        attempt.questions.all().delete()
    open_ones.delete()
    shrink()


@transaction.atomic
def shrink() -> None:
    """Take away the colleagues that `grow` made. Their entries are load and no records, so the guard of the ledger
    looks away for this transaction; nobody else's entry is touched."""
    synthetic = User.objects.filter(email__regex=rf"^staff-[0-9]+@{GROWN}$")
    if not synthetic.exists():
        return
    entries = Fulfilment.objects.filter(user__in=synthetic)
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE training_fulfilment DISABLE TRIGGER ledger_only_grows"
        )
        entries.filter(corrects__isnull=False).delete()
        entries.delete()
        cursor.execute("ALTER TABLE training_fulfilment ENABLE TRIGGER ledger_only_grows")
    synthetic.delete()


def grow(kind: str, number: int, say: Say) -> None:
    """So many synthetic colleagues with progress and entries, the same ones each time."""
    if kind != "staff":
        return
    known = {facts.key: facts for facts in modules("lv").values()}
    procedure = known[PROCEDURE]
    there = User.objects.filter(email__startswith="staff-", email__endswith=f"@{GROWN}").count()
    organisations = list(Organisation.objects.order_by("key"))
    roles = {role.key: role for role in Role.objects.all()}
    today = timezone.localdate()
    people = User.objects.bulk_create(
        [
            User(
                email=f"staff-{n:05}@{GROWN}",
                first_name=("Inga", "Kārlis", "Līga", "Pēteris")[n % 4],
                last_name=f"Paraugs {n}",
                password="!",  # noqa: S106  nobody signs in with it
                organisation=organisations[n % len(organisations)],
                works_since=today - timedelta(days=n % 300),
            )
            for n in range(there + 1, number + 1)
        ],
        batch_size=2000,
    )
    keys = ("learner", "social_mentor", "social_worker", "official")
    RoleAssignment.objects.bulk_create(
        [
            RoleAssignment(user=user, role=roles[keys[n % 4]], starts=user.works_since or today)
            for n, user in enumerate(people)
        ],
        batch_size=2000,
    )
    Fulfilment.objects.bulk_create(
        [_grown(user, procedure, today, n) for n, user in enumerate(people) if n % 3], batch_size=2000
    )
    say(f"{len(people)} people")


def _grown(user: User, module: ModuleFacts, today: date, n: int) -> Fulfilment:
    moment = timezone.now() - timedelta(days=n % 240)
    return Fulfilment(
        user=user,
        kind="module",
        key=str(stable_id("module", PROCEDURE)),
        version="1",
        language="lv",
        titles=module.titles,
        outcome=Fulfilment.Outcome.PASSED,
        at=moment,
        valid_until=today + timedelta(days=180 - n % 240),
    )
