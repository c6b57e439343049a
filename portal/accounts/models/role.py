"""Roles as data: what a person does here, where and until when."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Role(models.Model):
    """A role of the service. `group` carries Wagtail's permissions; the access matrix names roles by `key`."""

    key = models.SlugField(_("key"), unique=True)
    name_lv = models.CharField(_("name in Latvian"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100)
    group = models.ForeignKey(
        Group, verbose_name=_("permissions in the admin"), null=True, blank=True, on_delete=models.PROTECT
    )
    needs_second_factor = models.BooleanField(_("needs a second factor"), default=True)
    needs_passkey = models.BooleanField(_("needs a passkey"), default=False)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_lv


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def current(self, on: date | None = None) -> "RoleAssignmentQuerySet":
        """Assignments in force on that day (today by default)."""
        day = on or timezone.localdate()
        return self.filter(starts__lte=day).filter(Q(ends__isnull=True) | Q(ends__gte=day))


class RoleAssignment(models.Model):
    """A person holds a role from a day on, without end or until a day (both included)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_assignments")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="assignments")
    starts = models.DateField(_("from"), default=timezone.localdate)
    ends = models.DateField(_("until"), null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="one_assignment_per_role"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="role_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.role}"
