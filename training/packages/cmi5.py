"""`cmi5.xml`, the course structure of cmi5 (AICC/ADL, Quartz, chapter 13)."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from training.packages import markup
from training.packages.archive import Archive
from training.packages.found import CMI5, MOST_ITEMS, Found, Item, inside, said_in, short
from training.packages.refusals import PackageRefused

MANIFEST = "cmi5.xml"
SPACE = "cmi5/v1/coursestructure"


def read(archive: Archive) -> Found:
    """All assignable units, whatever block they stand in, in their order."""
    root = markup.read(archive.manifest(MANIFEST), MANIFEST)
    if markup.local(root.tag) != "courseStructure" or SPACE not in markup.namespaces_of(root).lower():
        raise PackageRefused("manifest_broken", name=MANIFEST)
    course = markup.child(root, "course")
    items = tuple(_item(archive, unit) for unit in _units(root, 0))
    if not items:
        raise PackageRefused("nothing_to_open")
    if len(items) > MOST_ITEMS:
        raise PackageRefused("too_many_items", limit=str(MOST_ITEMS))
    texts = _texts(markup.child(course, "title"))
    return Found(kind=CMI5, title=short(said_in(texts)) or items[0].title, items=items, language=next(iter(texts), ""))


def _units(element: Element, depth: int) -> Iterator[Element]:
    if depth > markup.DEEPEST:
        raise PackageRefused("manifest_broken", name=MANIFEST)
    for child in markup.children(element, "au", "block"):
        if markup.local(child.tag) == "au":
            yield child
        else:
            yield from _units(child, depth + 1)


def _item(archive: Archive, unit: Element) -> Item:
    launch = inside(archive, markup.text(markup.child(unit, "url")))
    title = short(said_in(_texts(markup.child(unit, "title"))))
    return Item(id=unit.get("id", "")[:200], title=title or launch, launch=launch)


def _texts(element: Element | None) -> dict[str, str]:
    """A text by language."""
    if element is None:
        return {}
    return {said.get("lang", "")[:20]: markup.text(said) for said in markup.children(element, "langstring")}
