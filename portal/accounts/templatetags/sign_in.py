"""What the sign-in pages print: their steps, the QR code of an app's secret, and the demo's accounts."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

from portal.accounts.codes import code_now
from portal.accounts.models import Role, User
from portal.demo.accounts import DemoAccount, demo_accounts
from portal.documents import qr

register = template.Library()


@dataclass(frozen=True)
class Step:
    """One of the steps; `text` says what comes, for a step that is not here yet."""

    label: str
    text: str = ""


@dataclass(frozen=True)
class Steps:
    """Where a person is in the steps."""

    done: list[Step]
    now: Step
    later: list[Step]


@register.simple_tag
def sign_in_steps(number: int) -> Steps:
    """The two steps of signing in, and the recovery codes that come once; `number` is the present one."""
    return _steps(
        number,
        Step(_("E-mail address and password")),
        Step(_("Code from the phone"), _("The app on your phone shows six digits. A passkey does both steps at once.")),
        Step(
            _("Recovery codes"),
            _("The first time you get ten codes to print and keep apart. They let you in without the phone."),
        ),
    )


@register.simple_tag
def set_up_steps(number: int) -> Steps:
    """The three steps of a new account; `number` is the present one."""
    return _steps(
        number,
        Step(_("Password")),
        Step(_("Second factor"), _("An app on your phone or a passkey: a password alone opens nothing.")),
        Step(_("Recovery codes"), _("Ten codes to print and keep apart. They let you in without the phone.")),
    )  # fmt: skip


@register.simple_tag
def passkey_is_the_rule(user: User) -> bool:
    """Whether one of this person's roles asks for a passkey, so that no other way helps."""
    return settings.PASSKEY_ENFORCED and user.sign_in_needs[1]


def _steps(number: int, *steps: Step) -> Steps:
    return Steps(done=list(steps[: number - 1]), now=steps[number - 1], later=list(steps[number:]))


@register.simple_tag
def qr_code(text: str) -> dict[str, object]:
    """`side` and `strokes` of a QR code, with a quiet zone of four modules a side."""
    side, strokes = qr.path(text)
    return {"strokes": strokes, "box": f"-4 -4 {side + 8} {side + 8}"}


@register.filter
def in_fours(secret: str) -> str:
    """A secret in groups of four, as one reads it out."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


@dataclass(frozen=True)
class ShownAccount:
    """An account of the demo with its roles in words and the code its app would show now."""

    account: DemoAccount
    roles: str
    code: str


@register.simple_tag
def accounts_of_demo() -> list[ShownAccount]:
    """The demo's accounts; nothing anywhere else."""
    if not settings.DEMO:
        return []
    names = {role.key: str(role) for role in Role.objects.all()}
    return [
        ShownAccount(account, ", ".join(names.get(key, key) for key in account.roles), code_now(account.totp_secret))
        for account in demo_accounts()
    ]
