"""`{% samples %}`: what the style guide shows stands in the context from here on."""

from django import template
from django.template.context import Context

from portal.components.samples import forms_in_every_state, lists

register = template.Library()


@register.simple_tag(takes_context=True)
def samples(context: Context) -> str:
    """In `{% once %}`, so that the guide is made once: nothing in it is the reader's."""
    context.update(forms_in_every_state() | lists())
    return ""
