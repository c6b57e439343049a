"""A package made elsewhere (SCORM, cmi5, H5P), taken in once and shown in lessons."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from training.packages import found


class Package(models.Model):
    """`file` is an archive of ours: the package's own files, checked and packed anew. `digest` is of what they hold,
    so that the same package, however it is packed, is taken once. `items`: [{id, title, launch, activities?}].
    """

    class Kind(models.TextChoices):
        SCORM_12 = found.SCORM_12, "SCORM 1.2"
        SCORM_2004 = found.SCORM_2004, "SCORM 2004"
        CMI5 = found.CMI5, "cmi5"
        H5P = found.H5P, "H5P"

    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    language = models.CharField(_("language"), max_length=20, blank=True)
    items = models.JSONField(_("parts"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    file = models.FileField(upload_to="packages/", max_length=200, editable=False)
    files = models.PositiveIntegerField(_("files"), editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False)
    imported_at = models.DateTimeField(_("taken in"), default=timezone.now, editable=False)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("package")
        verbose_name_plural = _("packages")
        ordering = ["-imported_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_kind_display()})"

    @property
    def launch(self) -> str:
        """What opens first."""
        first: str = self.items[0]["launch"]
        return first
