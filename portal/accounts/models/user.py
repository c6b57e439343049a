"""The person who signs in: by e-mail address, with a working language and roles."""

import secrets
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.prepared import Prepared

from .organisation import Organisation
from .role import RoleAssignment
from .sort_key import SortKeyField


def new_session_mark() -> str:
    """A fresh random mark."""
    return secrets.token_hex(16)


class PeopleManager(BaseUserManager["User"]):
    """Makes accounts; `username` is the e-mail address."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def get(self, *args: Any, **wanted: Any) -> "User":
        """A person by number alone, as Django's sign-in asks with every request, by SQL that is made once."""
        if args or wanted.keys() != {"pk"} or not isinstance(wanted["pk"], int):
            return super().get(*args, **wanted)
        if found := _numbered.first(pk=wanted["pk"], day=timezone.localdate()):
            found.role_keys = frozenset(found.__dict__.pop("roles_held") if found.is_active else ())
            return found
        raise self.model.DoesNotExist

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An account with a hashed password, or with none that can be used."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An account with every right in the admin; for the first administrator of an installation."""
        return self.create_user(email, password, **({"is_staff": True, "is_superuser": True} | fields))


class User(AbstractUser):
    """A member of staff. Clients never have accounts."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT
    )
    supervisor = models.ForeignKey(
        "self", verbose_name=_("supervisor"), null=True, blank=True, on_delete=models.SET_NULL, related_name="team"
    )
    language = models.CharField(
        _("language of the interface"), max_length=10, choices=[("lv", "Latviešu"), ("en", "English")], default="lv"
    )
    works_since = models.DateField(_("works here since"), null=True, blank=True)
    sort_key = SortKeyField(of=("last_name", "first_name", "email"))
    recovery_codes_kept_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Part of what a session is signed with: a new mark ends every session of this person.
    session_mark = models.CharField(max_length=32, default=new_session_mark, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[PeopleManager] = PeopleManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="email_unique_without_case")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_session_auth_hash(self) -> str:
        """Sessions end when the password or the mark changes."""
        return salted_hmac(
            "portal.accounts.session", f"{self.password}{self.session_mark}", algorithm="sha256"
        ).hexdigest()

    @property
    def initials(self) -> str:
        """Two letters for the account's mark."""
        letters = [word[0] for word in (self.first_name, self.last_name) if word]
        return "".join(letters).upper() or self.email[:2].upper()

    @cached_property
    def role_keys(self) -> frozenset[str]:
        """Keys of the roles held today; one query, remembered for this request. Nobody inactive has a role."""
        if not self.is_active or not self.pk:
            return frozenset()
        return frozenset(_held(user=self.pk, day=timezone.localdate()))

    def has_role(self, *keys: str) -> bool:
        """Does the person hold any of these roles today?"""
        return bool(self.role_keys & set(keys))

    @cached_property
    def sign_in_needs(self) -> tuple[bool, bool]:
        """Does a role held today need a second factor, and does one need a passkey?"""
        held = self.role_assignments.current().values_list("role__needs_second_factor", "role__needs_passkey")
        needs = list(held)
        return any(second for second, _passkey in needs), any(passkey for _second, passkey in needs)


def _with_roles(pk: int, day: date) -> models.QuerySet[User]:
    """What every page asks first: who it is, and what they hold today."""
    held = RoleAssignment.objects.current(day).filter(user_id=models.OuterRef("pk")).values("role__key")
    return User._base_manager.filter(pk=pk).annotate(roles_held=ArraySubquery(held))


_numbered = Prepared(_with_roles, pk=int, day=date)
_held = Prepared(
    lambda user, day: RoleAssignment.objects.current(day).filter(user_id=user).values_list("role__key", flat=True),
    user=int,
    day=date,
)
