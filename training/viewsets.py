"""Questions, competences and curricula in the admin. What is kept for ever is retired there, not deleted."""

from typing import Any, ClassVar

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import InspectView, SnippetViewSet, SnippetViewSetGroup

from portal.editing.folded import FoldedIndexView
from training.curriculum_forms import CompetenceForm, CurriculumForm, ItemForm
from training.editing_words import LANGUAGES, language_name
from training.models import Competence, Curriculum, CurriculumItem, Package, Question, QuestionVersion
from training.package_form import PackageForm
from training.package_frames import frame_of
from training.question_form import QuestionForm
from training.texts import said
from training.words import shown

HOW = _(
    "One answer a line, the third line is the third answer in each language. "
    "Put * before each right answer, and :: before what one says to an answer. "
    "An order: the lines in their right order. Pairs: left => right. Short text: an accepted answer a line. "
    "“True or false” and “number” need no lines."
)

STEM_SHOWN = 100


def _is_retired(row: Any) -> bool:
    """No day means no, which Wagtail would show as a question mark."""
    return row.retired_at is not None


def _asked(question: Any) -> str:
    """What the newest version asks, short enough for a line or two of the list."""
    stem = said(question.newest_texts or {}).get("stem", "")
    return Truncator(stem).chars(STEM_SHOWN)


def _review_day(row: Any) -> str:
    return date_format(row.review_date, "SHORT_DATE_FORMAT") if row.review_date else ""


class KeptForEver(ModelPermissionPolicy):
    """Nobody deletes: records point at these rows."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class Kept(SnippetViewSet):
    """Common to all: no deletion, no copy (an id is given once), history."""

    copy_view_enabled = False
    index_view_class = FoldedIndexView
    search_backend_name = None
    list_per_page = 50


class QuestionInspectView(InspectView):
    """The question as a learner sees it, in both languages, and its earlier versions."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = list(self.object.versions.select_related("created_by"))
        newest = versions[0] if versions else None
        seen = [
            (language, language_name(language), shown(newest, language=language, answer=_right(newest), graded=True))
            for language in LANGUAGES
            if newest and language in newest.texts
        ]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"versions": versions, "seen": seen}


def _right(version: Any) -> Any:
    """The right answer in the shape in which a learner gives it."""
    kind, key = version.question.kind, version.answer
    if kind == Question.Kind.NUMERIC:
        return str(key["value"])
    if kind == Question.Kind.SHORT_TEXT:
        return next((texts[0] for texts in key["accepted"].values() if texts), "")
    return key


def _pair(name: str) -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(f"{name}_{language}") for language in LANGUAGES])


class QuestionViewSet(Kept):
    """The bank."""

    model = Question
    icon = "help"
    menu_label = _("Questions")
    inspect_view_enabled = True
    inspect_view_class = QuestionInspectView
    inspect_template_name = "training/admin/question_inspect.html"
    list_display: ClassVar[list[Any]] = [
        "id", Column("stem", label=_("Question"), accessor=_asked, classname="sps-words", width="25%"),
        Column("bank", label=_("Bank"), sort_key="bank"), Column("get_kind_display", label=_("kind")),
        Column("competence", label=_("Competence"), width="18%"), Column("difficulty", label=_("difficulty")),
        Column("number", label=_("Version"), accessor="newest"),
        Column("review_date", label=_("To be reviewed by"), sort_key="review_date", accessor=_review_day),
        BooleanColumn("retired_at", label=_("Retired"), accessor=_is_retired),
    ]  # fmt: skip
    list_filter: ClassVar[list[str]] = ["bank", "kind", "competence", "difficulty"]
    search_fields: ClassVar[list[str]] = ["id", "bank", "lesson", "versions__texts"]
    ordering: ClassVar[list[str]] = ["id"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("id"), FieldPanel("bank"), FieldPanel("kind")]),
                    FieldRowPanel([FieldPanel("competence"), FieldPanel("difficulty"), FieldPanel("lesson")]),
                    FieldRowPanel([FieldPanel("review_date"), FieldPanel("retired")]),
                ],
                heading=_("Question"),
            ),
            HelpPanel(content=HOW),
            MultiFieldPanel([_pair("stem"), _pair("options")], heading=_("Question and answers")),
            MultiFieldPanel([_pair("feedback_right"), _pair("feedback_wrong")], heading=_("What one reads afterwards")),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("statement")]),
                    FieldRowPanel([FieldPanel("value"), FieldPanel("tolerance")]),
                    _pair("unit"),
                ],
                heading=_("Only for “true or false” and “number”"),
            ),
        ],
        base_form_class=QuestionForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """A statement for the page of the list, whatever it holds."""
        newest = QuestionVersion.objects.filter(question=OuterRef("pk")).order_by("-number")
        found: QuerySet[Any] = Question.objects.select_related("competence").annotate(
            newest=Subquery(newest.values("number")[:1]), newest_texts=Subquery(newest.values("texts")[:1])
        )
        return found


class CompetenceViewSet(Kept):
    """What is taught and measured."""

    model = Competence
    icon = "pick"
    chooser_words = (_("Choose a competence"), _("Choose another competence"), _("Edit this competence"))
    menu_label = _("Competences")
    list_display: ClassVar[list[Any]] = [
        Column("title", label=_("Competence")), "key", Column("get_esqf_section_display", label="ESQF"), "esqf_level",
        BooleanColumn("esqf_verified", label=_("compared with the framework")),
    ]  # fmt: skip
    search_fields: ClassVar[list[str]] = ["key", "texts"]
    ordering: ClassVar[list[str]] = ["order", "key"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("key"), FieldPanel("order")]),
            _pair("title"),
            _pair("summary"),
            MultiFieldPanel(
                [
                    _pair("area"),
                    FieldRowPanel([FieldPanel("esqf_section"), FieldPanel("esqf_level")]),
                    FieldRowPanel([FieldPanel("esqf_verified"), FieldPanel("euaa_standards")]),
                ],
                heading=_("Framework"),
            ),
        ],
        base_form_class=CompetenceForm,
    )


class CurriculumViewSet(Kept):
    """Whom what holds for."""

    model = Curriculum
    icon = "list-ol"
    chooser_words = (_("Choose a curriculum"), _("Choose another curriculum"), _("Edit this curriculum"))
    menu_label = _("Curricula")
    list_display: ClassVar[list[Any]] = [
        Column("title", label=_("Curriculum")), "key", Column("number", label=_("Requirements"), accessor="in_force"),
        "version", "applies_from", BooleanColumn("retired_at", label=_("Retired"), accessor=_is_retired),
    ]  # fmt: skip
    search_fields: ClassVar[list[str]] = ["key", "texts"]
    ordering: ClassVar[list[str]] = ["order", "key"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("key"), FieldPanel("order")]),
            _pair("title"),
            _pair("summary"),
            MultiFieldPanel([FieldPanel("role_keys"), FieldPanel("organisation_keys")], heading=_("Whom it holds for")),
            FieldRowPanel([FieldPanel("applies_from"), FieldPanel("review_date")]),
            FieldRowPanel([FieldPanel("owner"), FieldPanel("retired")]),
        ],
        base_form_class=CurriculumForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found: QuerySet[Any] = Curriculum.objects.annotate(in_force=Count("items"))
        return found


class ItemViewSet(Kept):
    """The requirements of all curricula."""

    model = CurriculumItem
    icon = "tick-inverse"
    menu_label = _("Requirements")
    list_display: ClassVar[list[Any]] = [
        Column("title", label=_("Requirement")), Column("curriculum", label=_("Curriculum")),
        Column("get_kind_display", label=_("kind")), "due_days", "validity_months",
        BooleanColumn("retired_at", label=_("Retired"), accessor=_is_retired),
    ]  # fmt: skip
    list_filter: ClassVar[list[str]] = ["curriculum", "kind"]
    search_fields: ClassVar[list[str]] = ["key", "texts"]
    ordering: ClassVar[list[str]] = ["curriculum__order", "order"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("curriculum"), FieldPanel("key"), FieldPanel("order")]),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("guideline")]),
                    FieldPanel("module"),
                ],
                heading=_("Requirement"),
            ),
            _pair("title"),
            MultiFieldPanel([_pair("why"), FieldPanel("source")], heading=_("Why")),
            MultiFieldPanel(
                [
                    FieldPanel("role_keys"),
                    FieldRowPanel([FieldPanel("required"), FieldPanel("test_out"), FieldPanel("retired")]),
                    FieldRowPanel([FieldPanel("due_days"), FieldPanel("validity_months"), FieldPanel("grace_days")]),
                    FieldPanel("prerequisites"),
                ],
                heading=_("For whom and by when"),
            ),
            MultiFieldPanel([_pair("observe"), FieldPanel("signed_off_by")], heading=_("Task at work")),
        ],
        base_form_class=ItemForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found: QuerySet[Any] = CurriculumItem.objects.select_related("curriculum")
        return found


class PackageInspectView(InspectView):
    """The package as learners will meet it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"frame_of_package": frame_of(self.object, self.request.user)}


class PackageViewSet(Kept):
    """What was made elsewhere and is shown in lessons."""

    model = Package
    icon = "folder-open-inverse"
    chooser_words = (_("Choose a package"), _("Choose another package"), _("Edit this package"))
    menu_label = _("Packages")
    inspect_view_enabled = True
    inspect_view_class = PackageInspectView
    inspect_template_name = "training/admin/package_inspect.html"
    list_display: ClassVar[list[Any]] = [
        Column("title", label=_("Package"), sort_key="title"), Column("get_kind_display", label=_("kind")), "files",
        Column("size", label=_("size"), accessor=lambda package: filesizeformat(package.size), sort_key="size"),
        Column("imported_at", label=_("taken in"), sort_key="imported_at"),
    ]  # fmt: skip
    list_filter: ClassVar[list[str]] = ["kind"]
    search_fields: ClassVar[list[str]] = ["title"]
    ordering: ClassVar[list[str]] = ["-imported_at"]
    edit_handler = ObjectList([FieldPanel("upload"), FieldPanel("title")], base_form_class=PackageForm)


for _model in (Question, Curriculum, CurriculumItem, Competence, Package):
    register_permission_policy(_model, KeptForEver(_model))


class TrainingGroup(SnippetViewSetGroup):
    """One entry of the admin's menu."""

    items = (QuestionViewSet, CurriculumViewSet, ItemViewSet, CompetenceViewSet, PackageViewSet)
    menu_label = _("Training")
    menu_name = "training"
    menu_icon = "tasks"
    menu_order = 240
    add_to_admin_menu = True
