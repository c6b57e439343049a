"""Recordings of a second or three, made once with ffmpeg; all of them carry a title, a place and a time."""

from pathlib import Path
from typing import Any

from portal.demo.library import keep_document

FOLDER = Path(__file__).parent / "recordings_made"
MARKER = b"SECRET-MARKER"
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.500\nLabdien!\n"


def content(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def document(name: str) -> Any:
    """In the library, through the form."""
    return keep_document(FOLDER / name, title=name)


def captions(folder: Path, text: str = CAPTIONS) -> Any:
    """Captions in the library."""
    path = folder / "subtitri.vtt"
    path.write_text(text, encoding="utf-8")
    return keep_document(path, title="Subtitri")


def recording(name: str = "sound.mp3", **values: Any) -> dict[str, Any]:
    """What the block keeps."""
    return {
        "recording": document(name).pk, "title": "Pirms sarunas", "language": "lv", "minutes": 1,
        "transcript": "<p>Labdien! Trīs lietas.</p>", "captions": None, "without_speech": False, "credit": "Anna, 2026",
    } | values  # fmt: skip
