"""The editor's form of a package: a file to take in, later its title alone."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from portal.accounts.models import User
from training.actions.packages import CannotStore, import_package, rename_package
from training.models import Package
from training.package_words import cannot_be_kept, sentence
from training.packages.refusals import PackageRefused

HELP = gettext_lazy(
    "A SCORM 1.2, SCORM 2004, cmi5 or H5P package, up to 200 MB. It runs in a closed frame: "
    "it reaches neither the portal nor the network, and what learners do in it is not recorded."
)


class PackageForm(WagtailAdminModelForm):
    """Takes a package in through the same door as `import_package`; nothing of a refused one is kept."""

    upload = forms.FileField(label=gettext_lazy("File of the package"), help_text=HELP)
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=300, required=False, help_text=gettext_lazy("Empty: the package’s own.")
    )

    class Meta:
        model = Package
        fields = ("title",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            del self.fields["upload"]
            self.fields["title"].required = True
            self.fields["title"].help_text = ""

    def clean_upload(self) -> Any:
        file = self.cleaned_data["upload"]
        try:
            taken = import_package(file=file, by=self._by, dry_run=True)
        except PackageRefused as refused:
            raise ValidationError(sentence(refused), code=refused.code) from refused
        except CannotStore as error:
            raise ValidationError(cannot_be_kept(), code="storage") from error
        if taken.package:
            raise ValidationError(_("This package is here already: “%s”.") % taken.package.title, code="here")
        return file

    def save(self, commit: bool = True) -> Any:
        title = self.cleaned_data["title"]
        if not self.instance._state.adding:
            return rename_package(package=self.instance, title=title, by=self._by)
        taken = import_package(file=self.cleaned_data["upload"], by=self._by, title=title)
        assert taken.package is not None
        self.instance: Package = taken.package
        return taken.package

    @property
    def _by(self) -> User:
        return cast(User, self.for_user)
