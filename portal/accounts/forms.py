"""Forms about people."""

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, Role, User
from portal.seams import access


class InvitationForm(forms.Form):
    """Whom to invite, as what, and who leads them."""

    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"))
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.all())
    roles = forms.ModelMultipleChoiceField(
        label=_("Roles"), queryset=Role.objects.all(), widget=forms.CheckboxSelectMultiple
    )
    supervisor = forms.ModelChoiceField(
        label=_("Supervisor"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Sees the team's cases and signs off tasks."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=[("lv", "Latviešu"), ("en", "English")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leads = [access.SENIOR_SOCIAL_WORKER, access.TRAINING_MANAGER]
        people = User.objects.filter(is_active=True, role_assignments__role__key__in=leads).distinct()
        self.fields["supervisor"].queryset = people.order_by("last_name")  # type: ignore[attr-defined]


class NewPasswordForm(SetPasswordForm):
    """The password of an invited person, typed twice."""


class KeepRecoveryCodesForm(forms.Form):
    """One is made to keep the codes before going on."""

    kept = forms.BooleanField(label=_("I have kept the codes where only I can reach them."))
