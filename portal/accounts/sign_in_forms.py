"""allauth's forms in our words: labels instead of placeholders, a help where a person hesitates, nothing lost."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from allauth.account.forms import ReauthenticateForm as PasswordAgainForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.accounts.attempts import CountedCode, renew_session
from portal.accounts.codes import code_now
from portal.demo.accounts import demo_accounts

PASSWORD_HELP = _("At least 12 characters. A sentence of four or five words is easy to keep in mind.")


def _plain(field: forms.Field, label: Any, help_text: Any = "") -> None:
    """A label and a help instead of a placeholder that goes away when one types."""
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)


def _code(field: forms.Field, label: Any, help_text: Any, *, digits_only: bool) -> None:
    _plain(field, label, help_text)
    field.widget.attrs |= {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
    field.widget.attrs["class"] = "input--code"
    if digits_only:
        field.widget.attrs |= {"inputmode": "numeric", "maxlength": "7"}


class SignInForm(LoginForm):
    """E-mail address and password; in the demo a link may fill both in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["login"], _("Work e-mail"))
        self.fields["login"].widget.attrs |= {"autocomplete": "username webauthn", "spellcheck": "false"}
        _plain(self.fields["password"], _("Password"))
        if settings.DEMO and self.request is not None and not self.is_bound:
            self._fill_in(self.request.GET.get("demo", ""))

    def _fill_in(self, key: str) -> None:
        account = next((account for account in demo_accounts() if account.key == key), None)
        if account:
            self.initial |= {"login": account.email, "password": account.password}
            self.fields["password"].widget.render_value = True


class SecondStepForm(CountedCode, AuthenticateForm):
    """The code of the app or one of the recovery codes, in one field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_app, self.has_passkey = "totp" in self.kinds, "webauthn" in self.kinds
        help_text = _("It changes every 30 seconds. A recovery code goes here too.") if self.has_app else ""
        _code(self.fields["code"], _("Code") if self.has_app else _("Recovery code"), help_text, digits_only=False)
        self.fields["code"].widget.attrs["maxlength"] = "20"
        if self.demo_code and not self.is_bound and context.request.GET.get("demo"):
            self.initial["code"] = self.demo_code

    @cached_property
    def kinds(self) -> set[str]:
        """The person's second factors."""
        return set(Authenticator.objects.filter(user=self.user).values_list("type", flat=True))

    @cached_property
    def demo_code(self) -> str:
        """In the demo, what the app of this account would show now."""
        if not settings.DEMO:
            return ""
        return next((code_now(a.totp_secret) for a in demo_accounts() if a.email == self.user.email), "")


class SetUpAppForm(ActivateTOTPForm):
    """The first code of a new app. The secret stays until it works: a reload does not spoil what was scanned."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)  # allauth's own would draw a new secret at each visit
        self.secret = get_totp_secret(regenerate=False)
        _code(self.fields["code"], _("Six digits from the app"), _("They change every 30 seconds."), digits_only=True)


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey with a name one recognises later; it may stand for both steps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["name"], _("Name of the passkey"), _("So that you know it again: “office laptop”."))
        self.fields["name"].widget.attrs |= {"autocomplete": "off", "maxlength": "60"}
        self.fields["name"].max_length = 60
        _plain(
            self.fields["passwordless"],
            _("Sign in with this passkey alone, without password and code"),
            _("The device then asks for its PIN or a fingerprint. Clear the tick for a plain security key."),
        )
        self.initial.setdefault("passwordless", True)


class NamePasskeyForm(EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["name"], _("Name of the passkey"))
        self.fields["name"].max_length = 60


class ConfirmByPasswordForm(PasswordAgainForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["password"], _("Password"))

    def clean_password(self) -> str:
        password: str = super().clean_password()
        renew_session(self, request=context.request, reauthenticated=True)
        return password


class ConfirmByCodeForm(CountedCode, CodeAgainForm):
    """A code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"], _("Code"), _("From the app, or a recovery code."), digits_only=False)


class ForgottenPasswordForm(ResetPasswordForm):
    """Where to send the way back in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["email"], _("Work e-mail"))
        self.fields["email"].widget.attrs["autocomplete"] = "username"


class NewPasswordAfterLetterForm(ResetPasswordKeyForm):
    """A new password after the letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_password(self)


class OtherPasswordForm(ChangePasswordForm):
    """The old password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["oldpassword"], _("Password until now"))
        _new_password(self)


def _new_password(form: forms.Form) -> None:
    _plain(form.fields["password1"], _("New password"), PASSWORD_HELP)
    _plain(form.fields["password2"], _("New password once more"))
