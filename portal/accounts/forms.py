"""Forms about people."""

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, Role, User
from portal.accounts.querysets import roles_in_order, roles_to_give
from portal.accounts.sign_in_forms import PASSWORD_HELP
from portal.components.forms import Combobox
from portal.seams import access

LANGUAGES = [("lv", "Latviešu"), ("en", "English")]


class InvitationForm(forms.Form):
    """Whom to invite, as what, and who leads them; only roles that `by` may give."""

    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150)
    email = forms.EmailField(label=_("Work e-mail"))
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.all(), widget=Combobox,
        error_messages={"required": _("Choose one.")},
    )  # fmt: skip
    roles = forms.ModelMultipleChoiceField(
        label=_("Roles"),
        queryset=Role.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )
    supervisor = forms.ModelChoiceField(
        label=_("Supervisor"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Sees the team’s cases and signs off tasks."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LANGUAGES)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leads = [access.SENIOR_SOCIAL_WORKER, access.TRAINING_MANAGER]
        people = User.objects.filter(is_active=True, role_assignments__role__key__in=leads).distinct()
        self.fields["supervisor"].queryset = people.order_by("sort_key")  # type: ignore[attr-defined]
        self.fields["roles"].queryset = roles_to_give(by)  # type: ignore[attr-defined]


class NewPasswordForm(SetPasswordForm):
    """The password of an invited person, typed twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages = {"password_mismatch": _("The two passwords differ. Type the same one twice.")}
        self.fields["new_password1"].help_text = PASSWORD_HELP
        self.fields["new_password1"].label = _("Password")
        self.fields["new_password2"].help_text = ""
        self.fields["new_password2"].label = _("Password once more")


class KeepRecoveryCodesForm(forms.Form):
    """One is made to keep the codes before going on."""

    kept = forms.BooleanField(
        label=_("I have kept the codes where only I can reach them."),
        error_messages={"required": _("Keep the codes first, then tick this.")},
    )


class LanguageForm(forms.Form):
    """The language of the interface and of letters."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, widget=forms.RadioSelect)


class RolesForm(forms.Form):
    """The roles a person holds, none included."""

    roles = forms.ModelMultipleChoiceField(
        label=_("What this person does here"),
        queryset=Role.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].queryset = roles_in_order()  # type: ignore[attr-defined]
