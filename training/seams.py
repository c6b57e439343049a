"""What training fills: waiting, licence, the ledger of requirements, findable modules, screens."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from portal.screens import path_of
from portal.seams import findable, licence, requirements, standing, waiting
from portal.seams.screens import Screen, register
from training import licences
from training import waiting as training_waiting
from training.actions import ledger
from training.models import Certificate, CurriculumItem, Fulfilment, LessonPage, ModulePage
from training.standings import picture

KIND = "module"


def is_rested_on(kind: str, key: str) -> bool:
    """Is it required by a curriculum in force, or does a standing entry of the ledger name it?"""
    items = CurriculumItem.objects.filter(kind=kind, target=key, retired_at=None, curriculum__retired_at=None)
    return items.exists() or Fulfilment.objects.standing().filter(kind=kind, key=key).exists()


def is_required(user: Any, kind: str, key: str) -> bool:
    """Is this thing an open requirement of this person?"""
    mine = picture([user], user.language).of(user)
    return any(r.item.kind == kind and r.item.target == key and not r.standing.fulfilled for r in mine)


def last_fulfilled(user: Any, kind: str, key: str) -> datetime | None:
    """When the newest entry that stands was made."""
    entries = Fulfilment.objects.standing().filter(user=user, kind=kind, key=key)
    return entries.order_by("-at").values_list("at", flat=True).first()


def documents() -> Iterator[findable.Document]:
    """Every published module in every language."""
    for page in ModulePage.objects.live().select_related("locale"):
        yield document(page)


def documents_of(page: ModulePage) -> Iterable[findable.Document]:
    """All languages of a module that are published now."""
    family = ModulePage.objects.live().filter(translation_key=page.translation_key).select_related("locale")
    return [document(one) for one in family]


def as_sentence(part: str) -> str:
    """A heading or a cell with a full stop, so that a passage of the text does not run it into the next line."""
    return part if part.rstrip()[-1:] in '.,;:!?…”"' else f"{part.rstrip()}."


def document(page: ModulePage) -> findable.Document:
    """The module with the words of its lessons."""
    language = page.locale.language_code
    lessons = LessonPage.objects.live().child_of(page)
    text = [page.summary, page.why]
    for lesson in lessons:
        text += [lesson.title, *lesson.body.stream_block.get_searchable_content(lesson.body)]
    family = ModulePage.objects.live().filter(translation_key=page.translation_key)
    said = {code: (title, summary) for code, title, summary in
            family.values_list("locale__language_code", "title", "summary")}  # fmt: skip
    with override(language):
        url = page.route_address()
    return findable.Document(
        key=f"{object_key(page)}:{language}",
        kind=KIND,
        language=language,
        title=page.title,
        url=url,
        text="\n".join(as_sentence(str(part)) for part in text if part),
        summary=page.summary,
        titles={code: title for code, (title, _summary) in said.items()},
        summaries={code: summary for code, (_title, summary) in said.items()},
        facets={"kind": [KIND]},
        audience=(findable.STAFF,),
        updated=page.last_published_at.date() if page.last_published_at else None,
    )


def object_key(page: ModulePage) -> str:
    return f"{KIND}:{page.translation_key}"


def page_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A module, or one of its lessons, was published, unpublished or deleted: its documents are made again."""
    if isinstance(instance, ModulePage):
        findable.changed(KIND, instance)
    elif isinstance(instance, LessonPage) and instance.depth > 1:
        parent = ModulePage.objects.filter(path=instance.path[: -LessonPage.steplen]).first()
        if parent:
            findable.changed(KIND, parent)


waiting.register("training", training_waiting.items)
standing.register("training", training_waiting.requirements_met)
licence.register(licences.licence_for)
requirements.register(ledger.keep, is_required, is_rested_on, last_fulfilled)
findable.register(
    findable.Findable(
        kind=KIND,
        label=_("Module"),  # type: ignore[arg-type]
        model="training.ModulePage",
        documents=documents,
        documents_of=documents_of,
        object_key=object_key,
    )
)
for _signal in (page_published, page_unpublished):
    _signal.connect(page_changed, dispatch_uid=f"training-findable-{_signal!r}")
post_delete.connect(page_changed, sender=ModulePage, dispatch_uid="training-findable-delete")


def _certificate(name: str) -> Any:
    def path(language: str) -> str | None:
        found = Certificate.objects.values_list("code", flat=True).first()
        return path_of(name, found)(language) if found else None

    return path


def _of_mentor(language: str) -> str | None:
    code = Certificate.objects.filter(user__email="mentor@demo.example").values_list("code", flat=True).first()
    return path_of("training:certificate", code)(language) if code else None


MODULE = "asylum-procedure"
for _name, _role, _path in (
    ("learn", "anna", path_of("training:home")),
    ("learn-mentor", "mentor", path_of("training:home")),
    ("module", "anna", path_of("training:module", MODULE)),
    ("lesson", "anna", path_of("training:lesson", MODULE, "path")),
    ("lesson-scenario", "anna", path_of("training:lesson", MODULE, "first-meeting")),
    ("test", "anna", path_of("training:test", MODULE)),
    ("learn-task", "anna", path_of("training:item", "new-staff", "observed-first-talk")),
    ("learn-guideline", "anna", path_of("training:item", "new-staff", "guide-syria")),
    ("certificate", "mentor", _of_mentor),
    ("certificate-check", None, _certificate("training:check_certificate")),
    ("team", "training", path_of("training:team")),
    ("team-senior", "senior", path_of("training:team")),
    ("strategy", "training", path_of("training:strategy", "training-strategy")),
):
    register(Screen(name=_name, role=_role, path=_path))
