"""Demo people: organisations and an account per role."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from portal.accounts.groups import set_up_groups
from portal.accounts.models import Organisation, Role, User
from portal.accounts.roles import give_role
from portal.demo.accounts import DemoAccount, demo_accounts
from portal.demo.reading import read
from portal.seams.demo import CONTENT, DemoContent, Say, register


@transaction.atomic
def load(say: Say) -> None:
    """Make what is missing; people keep what they changed."""
    set_up_groups()
    for organisation in read(CONTENT / "people.yaml")["organisations"]:
        Organisation.objects.get_or_create(key=organisation["key"], defaults=organisation)
    for account in demo_accounts():
        if not User.objects.filter(email=account.email).exists():
            _add(account)
    for account in demo_accounts():
        if account.supervisor:
            supervisor = User.objects.get(email=f"{account.supervisor}@demo.example")
            User.objects.filter(email=account.email, supervisor__isnull=True).update(supervisor=supervisor)


def _add(account: DemoAccount) -> None:
    user = User.objects.create_user(
        account.email,
        account.password,
        first_name=account.first_name,
        last_name=account.last_name,
        language=account.language,
        organisation=Organisation.objects.get(key=account.organisation),
        recovery_codes_kept_at=timezone.now(),
    )
    _give_roles_and_factor(user, account)


def _give_roles_and_factor(user: User, account: DemoAccount) -> None:
    for key in account.roles:
        give_role(user=user, role=Role.objects.get(key=key), by=None)
    secret = get_adapter().encrypt(account.totp_secret)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})


def reset(say: Say) -> None:
    """Passwords and second factors of the demo's people as printed."""
    for account in demo_accounts():
        user = User.objects.filter(email=account.email).first()
        if user:
            Authenticator.objects.filter(user=user).delete()
            user.role_assignments.all().delete()
            user.groups.clear()
            user.set_password(account.password)
            user.is_active, user.is_staff, user.is_superuser = True, False, False
            user.save(update_fields=["password", "is_active", "is_staff", "is_superuser"])
            _give_roles_and_factor(user, account)
    load(say)


register(DemoContent(name="people", order=0, load=load, reset=reset))
