"""People for tests."""

from typing import Any

import factory
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.utils import timezone

from portal.accounts.models import Organisation, Role, RoleAssignment, User

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    key = factory.Sequence(lambda n: f"organisation-{n}")
    name = factory.Sequence(lambda n: f"Organizācija {n}")
    kind = Organisation.Kind.STATE


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person-{n}@example.org")
    first_name = "Ilze"
    last_name = factory.Sequence(lambda n: f"Ozola {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    password = factory.django.Password("a-long-enough-password")


def person(*roles: str, **fields: Any) -> User:
    """A person who holds these roles today and has a second factor (`TOTP_SECRET`)."""
    user = UserFactory(**({"recovery_codes_kept_at": timezone.now()} | fields))
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(TOTP_SECRET)}
    )
    for key in roles:
        RoleAssignment.objects.create(user=user, role=Role.objects.get(key=key))
    return user
