"""What a package says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from training.packages.archive import Archive
from training.packages.refusals import PackageRefused

SCORM_12, SCORM_2004, CMI5, H5P = "scorm_1.2", "scorm_2004", "cmi5", "h5p"
LONGEST_TITLE = 300
MOST_ITEMS = 500


@dataclass(frozen=True, kw_only=True)
class Item:
    """A thing of the package one can open. `launch`: a file of the package, with its parameters if it has some."""

    id: str
    title: str
    launch: str
    activities: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "title": self.title, "launch": self.launch}
        return told | {"activities": list(self.activities)} if self.activities else told


@dataclass(frozen=True, kw_only=True)
class Found:
    """`kind` is one of the four; `language` as the package says it, or nothing."""

    kind: str
    title: str
    items: tuple[Item, ...]
    language: str = ""

    @property
    def launch(self) -> str:
        return self.items[0].launch

    def as_dict(self) -> dict[str, Any]:
        """The document that `import_package --json` prints."""
        items = [item.as_dict() for item in self.items]
        return {"kind": self.kind, "title": self.title, "launch": self.launch, "items": items}


def short(text: str | None) -> str:
    """A title on one line."""
    return " ".join((text or "").split())[:LONGEST_TITLE]


def inside(archive: Archive, address: str, base: str = "") -> str:
    """The address of a launchable file, relative to the package's root; refuses whatever lies elsewhere."""
    said = urlsplit(address.strip().replace("\\", "/"))
    if said.scheme or said.netloc or base.startswith(("/", "http:", "https:")) or said.path.startswith("/"):
        raise PackageRefused("opens_elsewhere", name=address.strip()[:120])
    path = _resolved(f"{base}{unquote(said.path)}")
    if path is None or "#" in path or path not in archive:
        raise PackageRefused("launch_missing", name=(path or said.path)[:120])
    tail = f"?{said.query}" if said.query else ""
    return path + tail + (f"#{said.fragment}" if said.fragment else "")


def _resolved(path: str) -> str | None:
    """Without `.` and `..`; nothing when it leads out of the package."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def said_in(texts: Mapping[str, str]) -> str:
    """One of a text's languages: Latvian, else English, else the first."""
    for wanted in ("lv", "en"):
        for language, text in texts.items():
            if language.lower().split("-")[0] == wanted and text:
                return text
    return next((text for text in texts.values() if text), "")
