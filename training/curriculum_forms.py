"""Forms of curricula, their requirements and competences: words of both languages, lists as choices."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from portal.accounts.models import Organisation, Role, User
from training.actions import content
from training.catalogue import modules
from training.editing_words import LANGUAGES
from training.models import Competence, Curriculum, CurriculumItem


def _text(label: Any, *, rows: int = 0, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else None
    return forms.CharField(label=label, required=required, widget=widget, help_text=help_text, max_length=2000)


def _choices(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class WordsForm(WagtailAdminModelForm):
    """`WORDS`: fields `name_lv`, `name_en` that make up `texts`; those of `LISTS` hold a line each."""

    WORDS: tuple[str, ...] = ()
    LISTS: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in LANGUAGES:
            words = (self.instance.texts or {}).get(language, {})
            for name in self.WORDS:
                value = words.get(name, "")
                self.fields[f"{name}_{language}"].initial = "\n".join(value) if name in self.LISTS else value
        if not self.instance._state.adding and "key" in self.fields:
            self.fields["key"].disabled = True

    @property
    def by(self) -> User:
        return cast(User, self.for_user)

    def texts(self) -> dict[str, dict[str, Any]]:
        """The words as they are kept; lists without empty lines."""
        found: dict[str, dict[str, Any]] = {}
        for language in LANGUAGES:
            words: dict[str, Any] = dict((self.instance.texts or {}).get(language, {}))
            for name in self.WORDS:
                value = self.cleaned_data[f"{name}_{language}"].strip()
                words[name] = [line.strip() for line in value.splitlines() if line.strip()] if name in self.LISTS \
                    else value  # fmt: skip
            found[language] = words
        return found


class CompetenceForm(WordsForm):
    """What modules teach and questions measure."""

    WORDS = ("title", "summary", "area")
    title_lv = _text(gettext_lazy("Title, in Latvian"))
    title_en = _text(gettext_lazy("Title, in English"))
    summary_lv = _text(gettext_lazy("In a sentence, in Latvian"), rows=2)
    summary_en = _text(gettext_lazy("In a sentence, in English"), rows=2)
    area_lv = _text(gettext_lazy("Area of ESQF, in Latvian"), required=False)
    area_en = _text(gettext_lazy("Area of ESQF, in English"), required=False)

    def save(self, commit: bool = True) -> Any:
        given = self.cleaned_data
        names = ("order", "esqf_section", "esqf_level", "esqf_verified", "euaa_standards")
        return content.keep_competence(
            key=given["key"], by=self.by, texts=self.texts(), **{name: given[name] for name in names}
        )


class CurriculumForm(WordsForm):
    """Whom a set of requirements holds for, and from when."""

    WORDS = ("title", "summary")
    title_lv = _text(gettext_lazy("Title, in Latvian"))
    title_en = _text(gettext_lazy("Title, in English"))
    summary_lv = _text(gettext_lazy("In a sentence, in Latvian"), rows=2)
    summary_en = _text(gettext_lazy("In a sentence, in English"), rows=2)
    role_keys = _choices(gettext_lazy("Roles"))
    organisation_keys = _choices(gettext_lazy("Organisations"), gettext_lazy("None chosen: at every organisation."))
    retired = forms.BooleanField(
        label=gettext_lazy("Retired"), required=False,
        help_text=gettext_lazy("Nothing of it is required any more. What people did stays in their records."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "role_keys", [(role.key, str(role)) for role in Role.objects.all()])
        places = [(place.key, place.name) for place in Organisation.objects.order_by("name")]
        _offer(self, "organisation_keys", places)
        self.fields["retired"].initial = self.instance.retired_at is not None

    def save(self, commit: bool = True) -> Any:
        given = self.cleaned_data
        names = ("order", "role_keys", "organisation_keys", "applies_from", "owner", "review_date")
        return content.change_curriculum(
            key=given["key"], by=self.by, texts=self.texts(), retired=given["retired"],
            **{name: given[name] for name in names},
        )  # fmt: skip


class ItemForm(WordsForm):
    """One requirement: what, for whom, by when, why."""

    WORDS, LISTS = ("title", "why", "observe"), ("observe",)
    title_lv = _text(gettext_lazy("Title, in Latvian"))
    title_en = _text(gettext_lazy("Title, in English"))
    why_lv = _text(gettext_lazy("Why it is required, in Latvian"), rows=3)
    why_en = _text(gettext_lazy("Why it is required, in English"), rows=3)
    observe_lv = _text(gettext_lazy("What is watched, in Latvian"), rows=4, required=False,
                       help_text=gettext_lazy("For a task at work: a point a line."))  # fmt: skip
    observe_en = _text(gettext_lazy("What is watched, in English"), rows=4, required=False)
    module = forms.ChoiceField(label=gettext_lazy("Module"), required=False)
    guideline = forms.SlugField(
        label=gettext_lazy("Key of the guideline"), required=False, help_text=gettext_lazy("For example: syria.")
    )
    source = forms.ChoiceField(label=gettext_lazy("Source of the reason"), required=False)
    role_keys = _choices(gettext_lazy("Roles"))
    signed_off_by = _choices(gettext_lazy("Signed off by"), gettext_lazy("For a task at work."))
    prerequisites = _choices(gettext_lazy("What must come first"))
    retired = forms.BooleanField(
        label=gettext_lazy("Retired"), required=False,
        help_text=gettext_lazy("It is not required any more. What people did stays in their records."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adding = self.instance._state.adding
        roles = [(role.key, str(role)) for role in Role.objects.all()]
        _offer(self, "role_keys", roles)
        _offer(self, "signed_off_by", roles)
        known = [(str(family), facts.title) for family, facts in modules("lv").items()]
        self.fields["module"].choices = [("", "–"), *known]
        others = CurriculumItem.objects.filter(retired_at__isnull=True).exclude(pk=self.instance.pk)
        paths = [(item.path, f"{item.curriculum.title}: {item.title}") for item in others.select_related("curriculum")]
        _offer(self, "prerequisites", paths)
        sources = {} if adding else self.instance.curriculum.sources
        self.fields["source"].choices = [
            ("", "–"), *((key, row.get("title", key)) for key, row in sources.items())
        ]  # fmt: skip
        if adding:
            return
        own = f"{self.instance.curriculum.key}/"
        self.initial["prerequisites"] = [key if "/" in key else own + key for key in self.instance.prerequisites]
        for name in ("curriculum", "kind"):
            self.fields[name].disabled = True
        self.fields["retired"].initial = self.instance.retired_at is not None
        kind = CurriculumItem.Kind
        self.fields["module"].initial = self.instance.target if self.instance.kind == kind.MODULE else ""
        self.fields["guideline"].initial = self.instance.target if self.instance.kind == kind.GUIDELINE else ""

    def clean(self) -> dict[str, Any]:
        cleaned = cast(dict[str, Any], super().clean())
        if self.errors:
            return cleaned
        kind, key = cleaned["kind"], f"{cleaned['curriculum'].key}/{cleaned['key']}"
        needed = {"module": "module", "guideline": "guideline"}.get(kind)
        if needed and not cleaned[needed]:
            self.add_error(needed, _("Say which one."))
        if kind == CurriculumItem.Kind.TASK and not (cleaned["signed_off_by"] and cleaned["observe_lv"].strip()):
            self.add_error("signed_off_by", _("A task needs what is watched and who signs it off."))
        if content.leads_back(key, cleaned["prerequisites"]):
            self.add_error("prerequisites", _("These come after this requirement. It could never be opened."))
        if not cleaned["role_keys"]:
            self.add_error("role_keys", _("Choose at least one role."))
        elsewhere = set(cleaned["role_keys"]) - set(cleaned["curriculum"].role_keys)
        if elsewhere:
            self.add_error("role_keys", _("The curriculum does not hold for all of these roles."))
        taken = CurriculumItem.objects.filter(curriculum=cleaned["curriculum"], key=cleaned["key"])
        if taken.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This curriculum has a requirement with this key already."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        given = self.cleaned_data
        kind = given["kind"]
        names = ("order", "required", "due_days", "validity_months", "grace_days", "test_out", "role_keys",
                 "signed_off_by", "prerequisites", "source")  # fmt: skip
        target = given[kind] if kind in ("module", "guideline") else f"{given['curriculum'].key}/{given['key']}"
        return content.keep_item(
            curriculum=given["curriculum"], key=given["key"], by=self.by, kind=kind, target=target,
            texts=self.texts(), retired=given["retired"], **{name: given[name] for name in names},
        )  # fmt: skip


def _offer(form: forms.ModelForm, name: str, choices: list[tuple[str, str]]) -> None:
    """The choices, and those that are kept but not offered any more, so that nothing is lost by saving."""
    kept = getattr(form.instance, name) or []
    known = {key for key, _label in choices}
    field = cast(forms.MultipleChoiceField, form.fields[name])
    field.choices = [*choices, *((key, key) for key in kept if key not in known)]


__all__ = ["Competence", "CompetenceForm", "Curriculum", "CurriculumForm", "ItemForm"]
