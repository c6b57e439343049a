"""The editor's form of a question: words of both languages side by side, options a line each. It calls the action."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from portal.accounts.models import User
from training import grading, question_text
from training.actions import content
from training.editing_words import LANGUAGES, lines_problem
from training.models import Question, QuestionVersion

Box = forms.Textarea(attrs={"rows": 6})
Small = forms.Textarea(attrs={"rows": 2})


def _words(label: Any, *, required: bool = False, rows: int = 2, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, widget=widget, help_text=help_text, max_length=6000)


class QuestionForm(WagtailAdminModelForm):
    """`id`, `bank` and `kind` are given once; everything else makes a new version when it changes."""

    stem_lv = _words(gettext_lazy("Question, in Latvian"), required=True)
    stem_en = _words(gettext_lazy("Question, in English"), required=True)
    options_lv = _words(gettext_lazy("Answers, in Latvian"), rows=6)
    options_en = _words(gettext_lazy("Answers, in English"), rows=6)
    feedback_right_lv = _words(gettext_lazy("When right, in Latvian"), required=True)
    feedback_right_en = _words(gettext_lazy("When right, in English"), required=True)
    feedback_wrong_lv = _words(gettext_lazy("When not right, in Latvian"), required=True)
    feedback_wrong_en = _words(gettext_lazy("When not right, in English"), required=True)
    statement = forms.ChoiceField(
        label=gettext_lazy("The statement is"), required=False,
        choices=[("", "–"), ("true", gettext_lazy("true")), ("false", gettext_lazy("not true"))],
        help_text=gettext_lazy("For “true or false” only."),
    )  # fmt: skip
    value = forms.CharField(
        label=gettext_lazy("The number"), required=False, max_length=40, help_text=gettext_lazy("For “number” only.")
    )
    tolerance = forms.CharField(label=gettext_lazy("May differ by"), required=False, max_length=40, initial="0")
    unit_lv = forms.CharField(label=gettext_lazy("Unit, in Latvian"), required=False, max_length=40)
    unit_en = forms.CharField(label=gettext_lazy("Unit, in English"), required=False, max_length=40)
    retired = forms.BooleanField(
        label=gettext_lazy("Retired"), required=False,
        help_text=gettext_lazy("It is not drawn any more. What was asked stays as it was."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.newest: QuestionVersion | None = None
        if self.instance._state.adding:
            return
        self.newest = self.instance.versions.order_by("-number").first()
        for name in ("id", "bank", "kind"):
            self.fields[name].disabled = True
        self.fields["retired"].initial = self.instance.retired_at is not None
        if self.newest:
            for name, value in _initial(self.newest).items():
                self.fields[name].initial = value

    def clean_id(self) -> str:
        """Capital letters, digits and hyphens: `AP-001`."""
        key = str(self.cleaned_data["id"]).strip().upper()
        if not key.replace("-", "").isalnum() or not key.isascii():
            raise ValidationError(_("Use letters, digits and hyphens, for example AP-025."))
        if self.instance._state.adding and Question.objects.filter(pk=key).exists():
            raise ValidationError(_("A question with this id exists already."))
        return key

    def clean(self) -> dict[str, Any]:
        cleaned = cast(dict[str, Any], super().clean())
        if self.errors:
            return cleaned
        try:
            cleaned["texts"], cleaned["answer"] = _read(cleaned, self.newest)
            content.check_question(kind=cleaned["kind"], texts=cleaned["texts"], answer=cleaned["answer"])
        except question_text.LinesDoNotFit as error:
            self.add_error(f"options_{error.language or 'lv'}", lines_problem(error))
        except NotANumber as error:
            self.add_error(str(error), _("This is not a number. Write it in digits, for example 12."))
        except NotSaid:
            self.add_error("statement", _("Choose whether the statement is true."))
        except content.QuestionNotWhole as error:
            raise ValidationError(str(error)) from error
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Keeps the question through the action; the user is the one of the request."""
        given = self.cleaned_data
        by = cast("User | None", self.for_user)
        version = content.keep_question(
            id=given["id"],
            bank=given["bank"],
            kind=given["kind"],
            competence=given["competence"],
            difficulty=given["difficulty"],
            lesson=given["lesson"],
            review_date=given["review_date"],
            texts=given["texts"],
            answer=given["answer"],
            by=by,
        )
        question = version.question
        if given["retired"] != (question.retired_at is not None):
            change = content.retire_question if given["retired"] else content.use_question_again
            change(question=question, by=by)
        return question


class NotANumber(ValueError):
    """The message is the name of the field."""


class NotSaid(ValueError):
    """Nobody said whether the statement is true."""


def _initial(version: QuestionVersion) -> dict[str, Any]:
    kind, answer = version.question.kind, version.answer
    found: dict[str, Any] = {}
    for language in LANGUAGES:
        words = version.texts.get(language, {})
        found |= {f"{name}_{language}": words.get(name, "") for name in ("stem", "feedback_right", "feedback_wrong")}
        if words:
            found[f"options_{language}"] = question_text.lines_of(kind, words, answer, language)
    if kind == grading.TRUE_FALSE:
        found["statement"] = "true" if answer else "false"
    if kind == grading.NUMERIC:
        found |= {"value": str(answer["value"]), "tolerance": str(answer.get("tolerance", 0))}
        found |= {f"unit_{language}": answer.get("unit", {}).get(language, "") for language in LANGUAGES}
    return found


def _read(given: dict[str, Any], newest: QuestionVersion | None) -> tuple[dict[str, Any], Any]:
    kind = given["kind"]
    texts = {
        language: {name: given[f"{name}_{language}"].strip() for name in ("stem", "feedback_right", "feedback_wrong")}
        for language in LANGUAGES
    }
    if kind == grading.TRUE_FALSE:
        if not given["statement"]:
            raise NotSaid
        return texts, given["statement"] == "true"
    if kind == grading.NUMERIC:
        units = {language: given[f"unit_{language}"].strip() for language in LANGUAGES}
        return texts, {"value": _number(given, "value"), "tolerance": _number(given, "tolerance"), "unit": units}
    boxes = {language: given[f"options_{language}"] for language in LANGUAGES}
    parts, answer = question_text.options_of(kind, boxes, newest.texts if newest else None)
    return {language: texts[language] | parts[language] for language in LANGUAGES}, answer


def _number(given: dict[str, Any], name: str) -> int | float:
    number = grading.as_number(given[name] or ("0" if name == "tolerance" else ""))
    if number is None:
        raise NotANumber(name)
    return int(number) if number == number.to_integral_value() else float(number)
