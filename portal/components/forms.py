"""How Django's forms look here."""

from django.forms.renderers import TemplatesSetting


class PortalFormRenderer(TemplatesSetting):
    """Renders every form through the templates of `templates/django/forms`."""
