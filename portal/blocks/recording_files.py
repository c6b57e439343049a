"""Choosers that offer recordings, or captions, among the documents; what is added in them is of these kinds as well."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.views.chooser import (
    DocumentChooseResultsView,
    DocumentChooserUploadView,
    DocumentChooserViewSet,
    DocumentChooseView,
)
from wagtail.documents.views.chooser import viewset as of_all_documents
from wagtail_localize.segments import OverridableSegmentValue

from portal.files.kinds import BY_EXTENSION, CAPTIONS, FILM, SOUND, Kind

from .groups import WRITING


def kind_of_document(document: Any) -> Kind | None:
    """By its name: no file came in whose content is of another kind."""
    return BY_EXTENSION.get(document.file_extension.lower()) if document else None


class FileBlock(DocumentChooserBlock):
    """A file of which a translation may have one of its own, also where the original has none.

    wagtail-localize offers for another one only what is there: a translation's own film would stay without captions.
    """

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Its number; 0 for no file, which the desk shows as none."""
        return [OverridableSegmentValue("", value.pk if value else 0)]

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        """What a translator chose, unless it is gone since."""
        return self.model_class._default_manager.filter(pk=segments[0].data).first() or value

    class Meta:
        icon = "doc-full"
        template = "blocks/file.html"
        description = _("A file of certain kinds.")
        group = WRITING
        preview_value = None


class _OfKinds:
    """Documents of the kinds only, in the list and in the form for a new one."""

    kinds: tuple[Kind, ...] = ()

    def get_object_list(self) -> Any:
        endings = "|".join(ending for kind in self.kinds for ending in kind.extensions)
        return super().get_object_list().filter(file__iregex=rf"\.({endings})$")  # type: ignore[misc]

    def get_creation_form_class(self) -> Any:
        form = super().get_creation_form_class()  # type: ignore[misc]
        return type(form)(form.__name__, (form,), {"kinds": self.kinds})


class _ChooseView(_OfKinds, DocumentChooseView):
    pass


class _ResultsView(_OfKinds, DocumentChooseResultsView):
    pass


class _UploadView(_OfKinds, DocumentChooserUploadView):
    pass


class FilesOfKinds(DocumentChooserViewSet):
    """Wagtail's choosers of documents, narrowed to `kinds`."""

    kinds: tuple[Kind, ...] = ()
    choose_view_class = _ChooseView
    choose_results_view_class = _ResultsView
    create_view_class = _UploadView
    base_widget_class = of_all_documents.widget_class  # which the forms' scripts know
    register_widget = False

    def get_common_view_kwargs(self, **kwargs: Any) -> Any:
        return super().get_common_view_kwargs(kinds=self.kinds, **kwargs)

    def block(self, **options: Any) -> FileBlock:
        """A chooser in a form of blocks, which refuses a document of another kind wherever it was chosen."""
        block = FileBlock(validators=[self._refuse_others], **options)
        block.widget = self.widget_class()
        return block

    def _refuse_others(self, document: Any) -> None:
        if kind_of_document(document) not in self.kinds:
            names = ", ".join(kind.name for kind in self.kinds)
            raise ValidationError(_("Choose a file of another kind here: %(kinds)s."), params={"kinds": names})


recordings = FilesOfKinds(
    "recording_chooser",
    model=get_document_model_string(),
    url_prefix="documents/recordings",
    kinds=(*SOUND, *FILM),
    icon="media",
    choose_one_text=_("Choose a recording"),
    choose_another_text=_("Choose another recording"),
)
captions = FilesOfKinds(
    "captions_chooser",
    model=get_document_model_string(),
    url_prefix="documents/captions",
    kinds=CAPTIONS,
    choose_one_text=_("Choose captions"),
    choose_another_text=_("Choose other captions"),
)
