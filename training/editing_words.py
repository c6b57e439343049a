"""What is wrong with an editor's question or requirement, in words."""

from django.utils.translation import gettext as _

from training.question_text import LinesDoNotFit

LANGUAGES = ("lv", "en")


def language_name(code: str) -> str:
    return {"lv": _("Latvian"), "en": _("English")}.get(code, code)


def lines_problem(error: LinesDoNotFit) -> str:
    """One sentence with the language it is about, where it is about one."""
    text = {
        "none": _("No lines are written."),
        "lines_differ": _("There are not as many lines as in Latvian. Each option needs its line in every language."),
        "twice": _("The same line stands there twice."),
        "pair": _("A line is no pair. Write: left => right."),
        "right_none": _("No answer is marked as right. Put a star before it."),
        "right_many": _("Several answers are marked. This kind of question has one right answer."),
        "right_differs": _("Other lines are right than in Latvian."),
    }[error.code]
    return f"{language_name(error.language)}: {text}" if error.language else text
