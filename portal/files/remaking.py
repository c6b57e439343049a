"""Making files anew: what a file shows is kept; metadata, programs and whatever hangs on it are left behind."""

import zipfile
from io import BytesIO

from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from portal.files import captions, film, sound
from portal.files.kinds import JPEG, MEMBERS, PAGES, PIXELS, PNG, UNPACKED, Kind
from portal.files.refusals import CannotBeRead, HoldsProgram, HoldsTooMuch, Locked, TooManyPixels, UploadRefused

# Pillow itself refuses twice as much, before it makes room for a single pixel.
Image.MAX_IMAGE_PIXELS = PIXELS
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_OFFICE_METADATA = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8"?><Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8"?><Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    "meta.xml": b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office='
    b'"urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"/>',
}
_OFFICE_PROGRAMS = ("vbaproject", "activex", "embeddings/", "macrosheets", "basic/", "scripts/", "object ")
# Actions that run something or leave the document, and files carried along (ISO 32000-2, 12.6.4 and 7.11.4).
_PDF_ACTIVE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA", "/ImportData",
               "/SubmitForm", "/GoToE"}  # fmt: skip


def image(content: bytes, kind: Kind) -> bytes:
    """The first frame, upright, drawn again: no EXIF, no comments, no position, nothing after the image's end."""
    name = _FORMATS[kind.media_type]
    too_many = TooManyPixels({"limit": str(PIXELS // 1_000_000)})
    try:
        with Image.open(BytesIO(content), formats=[name]) as opened:
            if opened.width * opened.height > PIXELS:
                raise too_many
            picture = ImageOps.exif_transpose(opened)
            clear = "A" in picture.getbands() or "transparency" in picture.info
            picture = picture.convert("RGBA" if clear and kind is not JPEG else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_many from None
    except UploadRefused:
        raise
    except Exception as error:  # whatever a parser raises over hostile bytes, the file is at fault
        raise CannotBeRead from error
    # A copy of the pixels alone: Pillow would write profiles and texts it remembers of the file.
    drawn = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    made = BytesIO()
    options = {"optimize": True} if kind is PNG else {"quality": 88}
    drawn.save(made, name, **options)
    return made.getvalue()


def pdf(content: bytes, kind: Kind) -> bytes:
    """The same pages and structure written anew, without document information, XMP, and anything before or after."""
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise Locked
        if len(reader.pages) > PAGES:
            raise HoldsTooMuch
        writer = PdfWriter(clone_from=reader)
        if any(_is_active(item.get_object()) for item in writer._objects if item is not None):
            raise HoldsProgram
        for name in ("/Metadata", "/PieceInfo"):
            writer.root_object.pop(NameObject(name), None)
        writer.metadata = None
        for page in writer.pages:
            for name in ("/Metadata", "/PieceInfo", "/LastModified"):
                page.pop(NameObject(name), None)
        writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
        made = BytesIO()
        writer.write(made)
    except UploadRefused:
        raise
    except Exception as error:
        raise CannotBeRead from error
    return made.getvalue()


def _is_active(item: object, depth: int = 0) -> bool:
    """Does this object of a PDF, or one written inside it, run something or carry a file?"""
    if depth > 40:
        return True
    if isinstance(item, DictionaryObject):
        if _PDF_ACTIVE & {str(key) for key in item} or {str(item.get("/S")), str(item.get("/Type"))} & _PDF_ACTIVE:
            return True
        return any(_is_active(item.raw_get(key), depth + 1) for key in item)
    if isinstance(item, ArrayObject):
        return any(_is_active(list.__getitem__(item, place), depth + 1) for place in range(len(item)))
    return False


def office(content: bytes, kind: Kind) -> bytes:
    """The same document packed anew, without author, times and preview; refuses macros and embedded files."""
    made = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as anew:
            members = packed.infolist()
            if len(members) > MEMBERS or sum(member.file_size for member in members) > UNPACKED:
                raise HoldsTooMuch
            left = UNPACKED
            for member in members:
                if member.flag_bits & 1:
                    raise Locked
                if any(part in member.filename.lower() for part in _OFFICE_PROGRAMS):
                    raise HoldsProgram
                with packed.open(member) as opened:  # the size in the directory may lie
                    body = opened.read(left + 1)
                left -= len(body)
                if left < 0:
                    raise HoldsTooMuch
                if b"<!ENTITY" in body[:4096]:
                    raise HoldsProgram
                if member.filename.lower().startswith(("thumbnails/", "docprops/thumbnail")):
                    body = b""
                how = zipfile.ZIP_STORED if member.filename == "mimetype" else zipfile.ZIP_DEFLATED
                fresh = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
                anew.writestr(fresh, _OFFICE_METADATA.get(member.filename, body), how)
    except UploadRefused:
        raise
    except Exception as error:
        raise CannotBeRead from error
    return made.getvalue()


def text(content: bytes, kind: Kind) -> bytes:
    """Plain text stays as it is."""
    return content


MAKERS = {
    "image": image, "pdf": pdf, "office": office, "text": text,
    "mp3": sound.mp3, "ogg": sound.ogg, "boxes": film.boxes, "webm": film.webm, "captions": captions.captions,
}  # fmt: skip
