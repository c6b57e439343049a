"""What may be uploaded where: media types with their names, first bytes and limits."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
PIXELS = 40_000_000
PAGES = 1000
UNPACKED = 60 * MEGABYTE
MEMBERS = 2000
# What one person may add in a day: a busy editor's work, and far from filling a disk (ASVS 5.0, 5.2.4).
FILES_A_DAY = 300
BYTES_A_DAY = 1500 * MEGABYTE


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`name` is what people call it; `limit` in bytes; `made_by` is the maker's name in `portal.files.remaking`."""

    media_type: str
    name: str
    extensions: tuple[str, ...]
    limit: int
    made_by: str


JPEG = Kind(media_type="image/jpeg", name="JPEG", extensions=("jpg", "jpeg"), limit=15 * MEGABYTE, made_by="image")
PNG = Kind(media_type="image/png", name="PNG", extensions=("png",), limit=15 * MEGABYTE, made_by="image")
WEBP = Kind(media_type="image/webp", name="WebP", extensions=("webp",), limit=15 * MEGABYTE, made_by="image")
PDF = Kind(media_type="application/pdf", name="PDF", extensions=("pdf",), limit=25 * MEGABYTE, made_by="pdf")
TEXT = Kind(media_type="text/plain", name="TXT", extensions=("txt",), limit=2 * MEGABYTE, made_by="text")
CSV = Kind(media_type="text/csv", name="CSV", extensions=("csv",), limit=5 * MEGABYTE, made_by="text")
DOCX = Kind(
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    name="DOCX", extensions=("docx",), limit=25 * MEGABYTE, made_by="office",
)  # fmt: skip
XLSX = Kind(
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    name="XLSX", extensions=("xlsx",), limit=25 * MEGABYTE, made_by="office",
)  # fmt: skip
ODT = Kind(
    media_type="application/vnd.oasis.opendocument.text",
    name="ODT", extensions=("odt",), limit=25 * MEGABYTE, made_by="office",
)  # fmt: skip

# An hour of speech; ten minutes of film as a lesson needs it. The whole is held in memory while it is looked at.
MP3 = Kind(media_type="audio/mpeg", name="MP3", extensions=("mp3",), limit=50 * MEGABYTE, made_by="mp3")
M4A = Kind(media_type="audio/mp4", name="M4A", extensions=("m4a",), limit=50 * MEGABYTE, made_by="boxes")
OGG = Kind(media_type="audio/ogg", name="OGG", extensions=("ogg", "oga", "opus"), limit=50 * MEGABYTE, made_by="ogg")
MP4 = Kind(media_type="video/mp4", name="MP4", extensions=("mp4", "m4v"), limit=100 * MEGABYTE, made_by="boxes")
WEBM = Kind(media_type="video/webm", name="WebM", extensions=("webm",), limit=100 * MEGABYTE, made_by="webm")
VTT = Kind(media_type="text/vtt", name="VTT", extensions=("vtt",), limit=MEGABYTE, made_by="captions")

IMAGES = (JPEG, PNG, WEBP)
SOUND = (MP3, M4A, OGG)
FILM = (MP4, WEBM)
CAPTIONS = (VTT,)
DOCUMENTS = (PDF, DOCX, XLSX, ODT, TEXT, CSV, *SOUND, *FILM, *CAPTIONS)
# What a mentor adds to an answer on a phone: a photo of a paper or of work, or the paper itself.
EVIDENCE = (JPEG, PNG, WEBP, PDF)

BY_EXTENSION = {extension: kind for kind in DOCUMENTS for extension in kind.extensions}
ARCHIVES = ("zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst", "jar", "iso", "cab")
