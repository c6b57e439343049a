"""XML of manifests, whatever namespace its makers chose: read without entities, DTDs and deep surprises."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from training.packages.refusals import PackageRefused

BASE = "{http://www.w3.org/XML/1998/namespace}base"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DEEPEST = 20


def read(data: bytes, name: str) -> Element:
    """The root; raises `PackageRefused` for what is no XML or tries to load or multiply something."""
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise PackageRefused("manifest_hostile", name=name) from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise PackageRefused("manifest_broken", name=name) from error
    return root


def local(tag: object) -> str:
    """A name without its namespace; comments and instructions have none."""
    return str(tag).rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    return (child for child in element if local(child.tag) in names)


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of a child …, or none."""
    for name in path:
        element = next(children(element, name), None) if element is not None else None
    return element


def text(element: Element | None) -> str:
    return "".join(element.itertext()) if element is not None else ""


def attribute(element: Element, name: str) -> str:
    """An attribute in any namespace, in any case: `adlcp:scormtype` of 1.2 is `adlcp:scormType` in 2004."""
    return next((value for key, value in element.attrib.items() if local(key).lower() == name.lower()), "")


def namespaces_of(root: Element) -> str:
    """All namespaces that elements and attributes use, in one text."""
    seen: set[str] = set()
    for element in root.iter():
        for key in (element.tag, *element.attrib):
            if isinstance(key, str) and key.startswith("{"):
                seen.add(key[1:].partition("}")[0])
    return " ".join(sorted(seen))
