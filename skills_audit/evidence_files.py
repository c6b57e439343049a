"""A file given as evidence, before it is sealed: checked and made anew by the portal's one way in for files."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from portal.files.checks import cleaned_upload
from portal.files.kinds import EVIDENCE
from portal.files.refusals import UploadRefused

ENDINGS = {kind.media_type: f".{kind.extensions[0]}" for kind in EVIDENCE}


class FileRefused(ValueError):
    """The file is not kept; the message says why in plain words."""


@dataclass(frozen=True)
class CleanFile:
    content: bytes
    media_type: str


def cleaned(upload: UploadedFile) -> CleanFile:
    """The file made safe to keep. Raises `FileRefused`."""
    try:
        content, media_type = cleaned_upload(upload, EVIDENCE)
    except UploadRefused as refused:
        raise FileRefused(str(refused)) from refused
    return CleanFile(content, media_type)
