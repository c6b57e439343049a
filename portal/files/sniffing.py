"""What a file is by its first bytes, whatever its name says."""

from collections.abc import Iterable

from portal.files.kinds import (
    CSV,
    DOCX,
    JPEG,
    M4A,
    MP3,
    MP4,
    ODT,
    OGG,
    PDF,
    PNG,
    TEXT,
    VTT,
    WEBM,
    WEBP,
    XLSX,
    Kind,
)
from portal.files.sound import frame_at

_ARCHIVE_BEGINNINGS = (
    b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"MSCF",
)  # fmt: skip
_ZIP = b"PK\x03\x04"
# Brands of film and sound (mp4ra.org); QuickTime, images and players of one maker are others.
_SOUND_BRANDS = (b"M4A ", b"M4B ")
_FILM_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"3gp4",
                b"3gp5")  # fmt: skip
_MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"#!", b"mz")
OFFICE = {
    DOCX: b"word/document.xml",
    XLSX: b"xl/workbook.xml",
    ODT: b"mimetypeapplication/vnd.oasis.opendocument.text",
}


def is_archive(content: bytes) -> bool:
    """Any archive, or the zip that office documents are packed as."""
    return content.startswith((*_ARCHIVE_BEGINNINGS, _ZIP)) or content[257:262] == b"ustar"


def kind_of(content: bytes, among: Iterable[Kind]) -> Kind | None:
    """The kind of `among` that the content is, or none. Plain text is asked last: much else could pass for it."""
    wanted = list(among)
    for kind in wanted:
        if kind not in (TEXT, CSV) and _begins_as(kind, content):
            return kind
    return next((kind for kind in wanted if kind in (TEXT, CSV) and is_text(content)), None)


def _begins_as(kind: Kind, content: bytes) -> bool:
    if kind is JPEG:
        return content.startswith(b"\xff\xd8\xff")
    if kind is PNG:
        return content.startswith(b"\x89PNG\r\n\x1a\n")
    if kind is WEBP:
        return content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    if kind is PDF:
        return content.startswith(b"%PDF-")
    if kind is VTT:
        return content.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT") and is_text(content)
    if kind is MP3:
        return content.startswith(b"ID3") or frame_at(content, 0) is not None
    if kind in (M4A, MP4):
        return content[4:8] == b"ftyp" and content[8:12] in (_SOUND_BRANDS if kind is M4A else _FILM_BRANDS)
    if kind is OGG:
        return content.startswith(b"OggS") and content.startswith((b"OpusHead", b"\x01vorbis"), 28)
    if kind is WEBM:
        return content.startswith(b"\x1a\x45\xdf\xa3") and b"\x42\x82\x84webm" in content[:64]
    # The directory of a zip stands at its end and names every member.
    return kind in OFFICE and content.startswith(_ZIP) and OFFICE[kind] in content


def is_text(content: bytes) -> bool:
    """UTF-8 without control characters that is no markup, script or program."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text):
        return False
    return not text.lstrip().lower().encode()[:16].startswith(_MARKUP)
