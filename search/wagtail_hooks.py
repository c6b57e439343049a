"""The term base in the admin: concepts with their terms and promoted results; a change is effective at once."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from search.models import Concept
from search.terms import actions as term_actions
from search.viewsets import ConceptViewSet

register_snippet(ConceptViewSet)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def terms_follow(request: HttpRequest, instance: Any) -> None:
    """Lemmas are computed and the term base in memory is read anew."""
    if isinstance(instance, Concept):
        term_actions.refresh_terms(concept=instance)


@hooks.register("after_delete_snippet")
def terms_go(request: HttpRequest, instances: Any) -> None:
    """A deleted concept is no longer understood."""
    if any(isinstance(instance, Concept) for instance in instances):
        term_actions.terms_changed()
