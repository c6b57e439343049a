"""Training in the admin: the bank, curricula, competences; and what a change of a requirement means for people."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from training.models import Curriculum, CurriculumItem
from training.reach import reach_of
from training.viewsets import TrainingGroup

register_snippet(TrainingGroup)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def tell_whom_it_reaches(request: HttpRequest, instance: Any) -> None:
    """Due dates follow at once; the one who changed them hears for how many people."""
    if not isinstance(instance, Curriculum | CurriculumItem):
        return
    found = reach_of(instance)
    text = ngettext("It holds for {n} person now.", "It holds for {n} people now.", found.people).format(n=found.people)
    if found.late:
        late = ngettext("{n} of them is late.", "{n} of them are late.", found.late).format(n=found.late)
        text = " ".join((text, late))
    if not found.people:
        text = _("It holds for nobody now.")
    messages.info(request, text)
