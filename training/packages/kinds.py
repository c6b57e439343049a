"""What a package may hold: kinds of files with the media type they are served as, and limits.

The type comes from this list alone, never from the package; all else in a package is left behind or refused.
"""

from pathlib import PurePosixPath

MEGABYTE = 1024 * 1024
LARGEST_PACKAGE = 200 * MEGABYTE
LARGEST_FILE = 100 * MEGABYTE
LARGEST_TOTAL = 500 * MEGABYTE
LARGEST_MANIFEST = 5 * MEGABYTE
MOST_FILES = 5000
LONGEST_NAME = 240
# Text packs to a twentieth at best in real courses; a bomb to a thousandth.
STEEPEST = 150
STEEP_FROM = 5 * MEGABYTE

SERVED_AS = {
    "html": "text/html; charset=utf-8", "htm": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "mjs": "text/javascript; charset=utf-8",
    "json": "application/json", "xml": "application/xml", "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8", "srt": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8",
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "avif": "image/avif", "bmp": "image/bmp", "ico": "image/x-icon", "svg": "image/svg+xml", "cur": "image/x-icon",
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "aac": "audio/aac", "wav": "audio/wav", "ogg": "audio/ogg",
    "oga": "audio/ogg", "opus": "audio/ogg",
    "mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm", "ogv": "video/ogg",
    "woff": "font/woff", "woff2": "font/woff2", "ttf": "font/ttf", "otf": "font/otf",
    "eot": "application/vnd.ms-fontobject", "wasm": "application/wasm", "pdf": "application/pdf",
}  # fmt: skip
PAGES = ("html", "htm")
# Packed already: kept as they are, so that a film can be read from its middle.
KEPT_AS_THEY_ARE = {
    "png", "jpg", "jpeg", "gif", "webp", "avif", "mp3", "m4a", "aac", "ogg", "oga", "opus", "mp4", "m4v", "webm", "ogv",
    "woff", "woff2", "pdf",
}  # fmt: skip
# Of no use to a learner and of no harm: left behind without a word.
LEFT_BEHIND = {
    "xsd", "dtd", "md", "map", "log", "lock", "less", "scss", "sass", "ts", "patch", "diff", "swf", "fla", "psd", "ai",
    "sketch", "pot", "po", "yml", "yaml", "rst", "bak", "tmp", "db",
}  # fmt: skip
LEFT_FOLDERS = ("__macosx",)
# Programs of a server or an operating system, by what a file begins with, whatever its name says.
PROGRAMS = (
    b"MZ", b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!",
)  # fmt: skip
SERVER_SCRIPTS = (b"<?php", b"<%@", b'<script runat="server"', b"<jsp:")


def extension(name: str) -> str:
    """The letters after the last full stop, small; nothing for a name without or one that begins with it."""
    return PurePosixPath(name).suffix.lower().lstrip(".")


def is_left_behind(name: str) -> bool:
    """Files of systems and tools that travel along: hidden ones, those without an extension, sources."""
    parts = name.lower().split("/")
    if parts[0] in LEFT_FOLDERS or any(part.startswith(".") for part in parts):
        return True
    return extension(name) in LEFT_BEHIND or "." not in parts[-1]
