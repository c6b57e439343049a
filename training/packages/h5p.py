"""`h5p.json` and `content/content.json` of H5P (h5p.org, the .h5p specification)."""

import json
from collections.abc import Iterator
from typing import Any

from training.packages.archive import Archive
from training.packages.found import H5P, Found, Item, short
from training.packages.refusals import PackageRefused

MANIFEST, CONTENT = "h5p.json", "content/content.json"
DEEPEST = 60
MOST_ACTIVITIES = 200
# Parts of a content that are looked at or read; everything else with a title is done.
STILL = ("H5P.Text", "H5P.AdvancedText", "H5P.Image", "H5P.Video", "H5P.Audio", "H5P.Link", "H5P.Table", "H5P.Nil")


def read(archive: Archive) -> Found:
    """One item, the content as a whole; the activities inside it are named."""
    facts = _json(archive, MANIFEST)
    main = facts.get("mainLibrary")
    libraries = facts.get("preloadedDependencies")
    if not isinstance(main, str) or not isinstance(libraries, list):
        raise PackageRefused("manifest_broken", name=MANIFEST)
    if CONTENT not in archive:
        raise PackageRefused("launch_missing", name=CONTENT)
    content = _json(archive, CONTENT)
    _check_libraries(archive, main, libraries)
    title = short(str(facts.get("title") or main))
    activities = []
    for name in _activities(content, 0):
        activities.append(name)
        if len(activities) == MOST_ACTIVITIES:
            break
    item = Item(id=main[:200], title=title, launch=CONTENT, activities=tuple(activities))
    language = facts.get("language") or facts.get("defaultLanguage") or ""
    return Found(kind=H5P, title=title, items=(item,), language=str(language)[:20])


def _json(archive: Archive, name: str) -> dict[str, Any]:
    try:
        found = json.loads(archive.manifest(name).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PackageRefused("manifest_broken", name=name) from error
    if not isinstance(found, dict):
        raise PackageRefused("manifest_broken", name=name)
    return found


def _check_libraries(archive: Archive, main: str, libraries: list[Any]) -> None:
    """The content type and all it needs have to lie in the package: nothing is fetched from elsewhere."""
    named = set()
    for one in libraries:
        if not isinstance(one, dict):
            raise PackageRefused("manifest_broken", name=MANIFEST)
        folder = f"{one.get('machineName')}-{one.get('majorVersion')}.{one.get('minorVersion')}"
        if f"{folder}/library.json" not in archive:
            raise PackageRefused("library_missing", name=folder[:120])
        named.add(one.get("machineName"))
    if main not in named:
        raise PackageRefused("library_missing", name=main[:120])


def _activities(value: Any, depth: int) -> Iterator[str]:
    """Titles of the contents inside, as their author gave them, else the name of their type."""
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        library = value.get("library")
        if isinstance(library, str) and "params" in value:
            name = library.split(" ")[0]
            metadata = value.get("metadata")
            title = short(str(metadata.get("title") or "")) if isinstance(metadata, dict) else ""
            if name not in STILL:
                yield title or name
        for inner in value.values():
            yield from _activities(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _activities(inner, depth + 1)
