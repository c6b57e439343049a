"""`imsmanifest.xml` of SCORM 1.2 and 2004 (ADL, Content Aggregation Model 1.2 § 2.3 and 1.3 § 3.4)."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from training.packages import markup
from training.packages.archive import Archive
from training.packages.found import MOST_ITEMS, SCORM_12, SCORM_2004, Found, Item, inside, short
from training.packages.refusals import PackageRefused

MANIFEST = "imsmanifest.xml"


def read(archive: Archive) -> Found:
    """The items of the default organization that can be opened, in their order."""
    root = markup.read(archive.manifest(MANIFEST), MANIFEST)
    if markup.local(root.tag) != "manifest":
        raise PackageRefused("manifest_broken", name=MANIFEST)
    kind = _kind(root)
    resources = _resources(root)
    organization = _organization(root)
    found: list[Item] = []
    if organization is not None:
        found = [_item(archive, item, resources) for item in _launchable(organization, 0)]
    if not found:  # a package of resources alone: SCORM 2004 knows it
        found = [
            Item(id=key[:LONGEST_ID], title=short(resource.get("href")), launch=_launch(archive, resource, base))
            for key, (resource, base) in resources.items()
            if markup.attribute(resource, "scormType").lower() == "sco" and resource.get("href")
        ]
    if not found:
        raise PackageRefused("nothing_to_open")
    if len(found) > MOST_ITEMS:
        raise PackageRefused("too_many_items", limit=str(MOST_ITEMS))
    title = short(markup.text(markup.child(organization, "title"))) or found[0].title
    return Found(kind=kind, title=title, items=tuple(found), language=(root.get(markup.LANG) or "")[:20])


LONGEST_ID = 200


def _kind(root: Element) -> str:
    """By the version it names, else by the namespaces it uses; a plain IMS package is neither."""
    version = markup.text(markup.child(root, "metadata", "schemaversion")).strip().lower()
    spaces = markup.namespaces_of(root)
    if version == "1.2" or (not version and "adlcp_rootv1p2" in spaces):
        return SCORM_12
    if "2004" in version or version.startswith(("cam 1.3", "1.3")) or "adlcp_v1p3" in spaces:
        return SCORM_2004
    if "adlcp_rootv1p2" in spaces:
        return SCORM_12
    raise PackageRefused("version_unknown", name=version[:40] or "IMS")


def _resources(root: Element) -> dict[str, tuple[Element, str]]:
    """Resources by their identifier, with the folder their addresses begin at."""
    outer = markup.child(root, "resources")
    if outer is None:
        return {}
    base = (root.get(markup.BASE) or "") + (outer.get(markup.BASE) or "")
    return {
        resource.get("identifier", ""): (resource, base + (resource.get(markup.BASE) or ""))
        for resource in markup.children(outer, "resource")
    }


def _organization(root: Element) -> Element | None:
    outer = markup.child(root, "organizations")
    if outer is None:
        return None
    offered = list(markup.children(outer, "organization"))
    wanted = [one for one in offered if one.get("identifier") == outer.get("default")]
    return next(iter([*wanted, *offered]), None)


def _launchable(element: Element, depth: int) -> Iterator[Element]:
    if depth > markup.DEEPEST:
        raise PackageRefused("manifest_broken", name=MANIFEST)
    for item in markup.children(element, "item"):
        if item.get("identifierref") and item.get("isvisible", "true").lower() not in ("false", "0"):
            yield item
        yield from _launchable(item, depth + 1)


def _item(archive: Archive, item: Element, resources: dict[str, tuple[Element, str]]) -> Item:
    reference = item.get("identifierref", "")
    if reference not in resources:
        raise PackageRefused("launch_missing", name=reference[:120])
    resource, base = resources[reference]
    title = short(markup.text(markup.child(item, "title"))) or short(resource.get("href"))
    launch = with_parameters(_launch(archive, resource, base), item.get("parameters", ""))
    return Item(id=item.get("identifier", reference)[:LONGEST_ID], title=title, launch=launch)


def _launch(archive: Archive, resource: Element, base: str) -> str:
    return inside(archive, resource.get("href") or "", base)


def with_parameters(launch: str, parameters: str) -> str:
    """The address with an item's parameters, joined as the specification says (CAM 1.3 § 3.4.1.15)."""
    rest = parameters.strip()[:1000].lstrip("?&")
    if not rest:
        return launch
    if rest.startswith("#"):
        return launch if "#" in launch else launch + rest
    address, hash_sign, fragment = launch.partition("#")
    return address + ("&" if "?" in address else "?") + rest + hash_sign + fragment
