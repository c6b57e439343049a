"""A file given as evidence, before it is sealed: what it is by its content, made anew without anything hidden in it."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 3000
KINDS = {"JPEG": "image/jpeg", "PNG": "image/png"}
ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}
PDF = "application/pdf"
# What runs, opens or carries something else; names may be written with #xx in a PDF, so that is refused too.
ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFile|OpenAction|AA|RichMedia|XFA|Encrypt|SubmitForm|ImportData)\b|/[A-Za-z]*#[0-9A-Fa-f]{2}"
)
# Metadata blanked in place: the lengths stay, so the file's table of places still holds.
NAMED = re.compile(rb"/(Author|Creator|Producer|Title|Subject|Keywords|CreationDate|ModDate)\s*\(((?:\\.|[^\\()])*)\)")
XMP = re.compile(rb"<\?xpacket begin.*?<\?xpacket end[^>]*\?>", re.DOTALL)


class FileRefused(ValueError):
    """The file is not kept; the message says why in plain words."""


@dataclass(frozen=True)
class CleanFile:
    content: bytes
    media_type: str


def cleaned(upload: UploadedFile) -> CleanFile:
    """The file made safe to keep: a photograph or scan (JPEG, PNG) encoded anew, or a PDF without active parts.

    The name and the type the browser states are not believed. Raises `FileRefused`.
    """
    if not upload.size:
        raise FileRefused(_("The file is empty."))
    if upload.size > MOST_BYTES:
        raise FileRefused(_("The file is larger than 10 MB. Take a smaller photograph."))
    content = upload.read()
    if content.startswith(b"%PDF-"):
        return CleanFile(_pdf(content), PDF)
    return _picture(io.BytesIO(content))


def _picture(source: BinaryIO) -> CleanFile:
    refused = FileRefused(_("Only photographs (JPEG, PNG) and PDF documents can be added."))
    try:
        with Image.open(source, formats=tuple(KINDS)) as picture:
            kind = picture.format or ""
            if picture.width * picture.height > MOST_PIXELS:
                raise FileRefused(_("The picture has too many pixels. Take a smaller photograph."))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            # A new picture from the pixels alone: place, device and time stay behind.
            bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
            if upright.mode == "P" and (palette := upright.getpalette()):
                bare.putpalette(palette)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError, SyntaxError) as error:
        raise error if isinstance(error, FileRefused) else refused from error
    made = io.BytesIO()
    if kind == "JPEG":
        bare.convert("RGB").save(made, "JPEG", quality=88)
    else:
        bare.save(made, "PNG", optimize=True)
    return CleanFile(made.getvalue(), KINDS[kind])


def _pdf(content: bytes) -> bytes:
    if b"%%EOF" not in content[-2048:]:
        raise FileRefused(_("The PDF is damaged. Scan or save it again."))
    if ACTIVE.search(content):
        raise FileRefused(_("The PDF contains a program, a lock or another file. Save it as a plain PDF first."))
    content = NAMED.sub(
        lambda found: found[0].replace(found[2], b" " * len(found[2])) if found[2] else found[0], content
    )
    return XMP.sub(lambda found: b" " * len(found[0]), content)
