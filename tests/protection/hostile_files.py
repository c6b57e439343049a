"""A corpus of hostile files, made in code: each with the name it comes under."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, create_string_object

MARKER = b"SECRET-MARKER"


def upload(name: str, content: bytes) -> BytesIO:
    """An open file with a name."""
    file = BytesIO(content)
    file.name = name
    return file


def jpeg(*, position: bool = False, size: tuple[int, int] = (60, 40)) -> bytes:
    """A photo as a phone makes it."""
    picture, made = Image.new("RGB", size, "teal"), BytesIO()
    exif = Image.Exif()
    if position:
        exif[0x010E] = MARKER.decode()
        exif[0x0112] = 6  # lies on its side
        gps = exif.get_ifd(0x8825)
        gps[1], gps[2], gps[3], gps[4] = "N", (56.0, 52.0, 30.0), "E", (24.0, 22.0, 10.0)
    picture.save(made, "JPEG", exif=exif, comment=MARKER if position else b"")
    return made.getvalue()


def png() -> bytes:
    """An image with a transparent corner."""
    made = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(made, "PNG")
    return made.getvalue()


def huge_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """A few bytes that claim billions of pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\0" * 90)) + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def zipped(members: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in members.items():
            packed.writestr(name, body)
    return made.getvalue()


def docx(**more: bytes) -> bytes:
    """A small document with an author."""
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": b"<w:document/>",
            "docProps/core.xml": b"<dc:creator>" + MARKER + b"</dc:creator>",
        }
        | {name.replace("__", "/"): body for name, body in more.items()}
    )


def pdf(
    *, script: bool = False, attached: bool = False, author: bool = False, password: str = "", launch: bool = False
) -> bytes:
    """One blank page, and what is asked for on it."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=200, height=200)
    if script:
        names = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): create_string_object("app.alert(1)")}
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(DictionaryObject(names))
    if attached:
        writer.add_attachment("inside.exe", b"MZ")
    if launch:
        action = DictionaryObject(
            {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): create_string_object("x")}
        )
        page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): writer._add_object(action)})
    if author:
        writer.add_metadata({"/Author": MARKER.decode()})
        stream = DecodedStreamObject()
        stream.set_data(b"<x:xmpmeta>" + MARKER + b"</x:xmpmeta>")
        writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
    if password:
        writer.encrypt(password)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<html><script>alert(1)</script></html>"
