"""The filter of the access log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.components.forms import DateInput
from portal.protection.access_log import team_of


class LogFilter(forms.Form):
    """All parts may stay empty; a mistake in one narrows nothing."""

    code = forms.CharField(label=_("Case code"), max_length=20, required=False)
    person = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none(), required=False)
    day = forms.DateField(label=_("Day"), widget=DateInput, required=False)
    refused = forms.BooleanField(label=_("Refusals only"), required=False)

    def __init__(self, *args: Any, reader: User, supervises: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = team_of(reader) if supervises else User.objects.order_by("sort_key")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        if not supervises:
            del self.fields["code"]

    def chosen(self) -> dict[str, Any]:
        """What was chosen and is right."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        return found | {"person": found["person"].pk} if "person" in found else found
