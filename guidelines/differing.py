"""What is different between two published versions of a guide: pure, over the blocks as they are stored."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

ADDED, CHANGED, REMOVED = "added", "changed", "removed"
KINDS = (CHANGED, ADDED, REMOVED)
LIKE = 0.4  # two texts that share less of their words are not laid side by side
SAME, BEFORE, AFTER = "same", "before", "after"
# Where a guide's text stands → the section's key on the page; the body has sections of its own.
STREAMS = {"gist": "ten", "body": "", "mirror": "mirror", "changes": "changes"}
# Where the page itself leads to a block; to other kinds, as to the section they stand in.
ANCHORS = {"statement": "{key}", "topic": "mirror-{key}", "change": "change-{key}"}
# What a reader reads of a block, in this order; codes and keys are the page's own matter.
READ = (
    "title", "topic", "full", "law", "text", "ask", "scope", "variation", "newcomer", "office", "phrase", "latin",
    "note", "applies_since", "applies_until", "applies_note", "check",
)  # fmt: skip

type Block = dict[str, Any]
type Unit = dict[str, Any]
type Difference = dict[str, Any]


def units(title: str, lead: str, streams: dict[str, list[Block]]) -> list[Unit]:
    """What can change: the page's title with its lead, then one a statement, point, name, topic or passage, with its
    section and what is read of it."""
    head = {name: words for name, words in (("title", title), ("text", lead)) if words}
    found: list[Unit] = [{"id": "head", "part": "start", "title": "", "anchor": "", "words": head}]
    for name, part in STREAMS.items():
        title = ""
        for block in streams.get(name) or ():
            value = block["value"]
            if block["type"] == "section":
                part, title = value["key"], value["title"]
                continue
            words = {field: str(value[field]).replace("**", "") for field in READ if value.get(field)}
            key = value.get("key") or block.get("id") or ""
            place = ANCHORS.get(block["type"], part or "").format(key=key)
            unit = {"id": f"{name}:{key}", "part": part or "start", "title": title, "anchor": place, "words": words}
            found.append(unit)
    return found


def differences(before: Iterable[Unit], after: Iterable[Unit]) -> list[Difference]:
    """What came, changed or went, in the order of the new text; what went stands at the end of its section."""
    old, new = ({unit["id"]: unit for unit in these} for these in (before, after))
    found = []
    for unit in new.values():
        was = old.get(unit["id"])
        if was is None:
            found.append(_difference(ADDED, unit, {}, unit["words"]))
        elif was["words"] != unit["words"]:
            found.append(_difference(CHANGED, unit, was["words"], unit["words"]))
    found += [_difference(REMOVED, unit, unit["words"], {}) for key, unit in old.items() if key not in new]
    order = list(dict.fromkeys(unit["part"] for unit in [*new.values(), *old.values()]))
    return sorted(found, key=lambda one: order.index(one["part"]))


def _difference(kind: str, unit: Unit, before: dict[str, str], after: dict[str, str]) -> Difference:
    """`words`: what differs, by field: [name, before, after]. `about`: how the thing is known, where that stayed."""
    words = [
        [name, before.get(name, ""), after.get(name, "")]
        for name in READ
        if before.get(name, "") != after.get(name, "")
    ]
    first = next(iter(unit["words"]), "")
    about = "" if any(name == first for name, _before, _after in words) else unit["words"].get(first, "")
    return {name: unit[name] for name in ("part", "title", "anchor")} | {"kind": kind, "words": words, "about": about}


def tally(found: Iterable[Difference]) -> list[dict[str, Any]]:
    """How much of each kind, by section."""
    parts: dict[str, dict[str, Any]] = {}
    for one in found:
        none = {"part": one["part"], "title": one["title"]} | dict.fromkeys(KINDS, 0)
        part = parts.setdefault(one["part"], none)
        part[one["kind"]] += 1
    return list(parts.values())


def marked(before: str, after: str) -> list[tuple[str, str]]:
    """Both texts as one, word by word: `SAME`, `BEFORE` (went) and `AFTER` (came). One written anew stands whole."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < LIKE:
        return [(kind, text) for kind, text in ((BEFORE, before), (AFTER, after)) if text]
    found: list[tuple[str, str]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append((SAME, " ".join(old[i:j])))
            continue
        found += [(kind, " ".join(words)) for kind, words in ((BEFORE, old[i:j]), (AFTER, new[k:m])) if words]
    return found
