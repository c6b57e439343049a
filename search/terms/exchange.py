"""The term base in and out: SKOS as RDF/XML, and CSV with a term a line; no Django.

SKOS has no weights and no word for a deprecated term: these go out as hidden labels, and a weight only stays in CSV.
Reference: W3C, "SKOS Simple Knowledge Organization System Reference" (2009).
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from xml.etree import ElementTree

from search.expansion import DEPRECATED, HIDDEN, PREFERRED, SYNONYM
from search.languages import CODES, READING

SKOS, RDF = "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LABELS = {PREFERRED: "prefLabel", SYNONYM: "altLabel", HIDDEN: "hiddenLabel", DEPRECATED: "hiddenLabel"}
COLUMNS = (
    "key",
    "scheme",
    "language",
    "kind",
    "text",
    "weight",
    "definition_lv",
    "definition_en",
    "broader",
    "related",
)
LONGEST_KEY, LONGEST_TERM, LONGEST_SCHEME = 80, 120, 40


class UnreadableTerms(ValueError):
    """The file is not what it is said to be; the message says where."""


@dataclass(frozen=True)
class DraftTerm:
    """A term as a file gives it."""

    language: str
    kind: str
    text: str
    weight: float = 1.0


@dataclass
class Draft:
    """A concept as a file gives it. `terms` only in languages of the search."""

    key: str
    scheme: str = ""
    definitions: dict[str, str] = field(default_factory=dict)
    terms: list[DraftTerm] = field(default_factory=list)
    broader: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)

    @property
    def flaw(self) -> str:
        """Why it cannot be taken; empty when it can."""
        if not self.key:
            return "no identifier"
        if not self.terms:
            return f"no term in {', '.join(CODES)}"
        preferred = [term.language for term in self.terms if term.kind == PREFERRED]
        if len(preferred) != len(set(preferred)):
            return "two preferred terms in one language"
        long = next((term.text for term in self.terms if len(term.text) > LONGEST_TERM), None)
        return f"a term is longer than {LONGEST_TERM} characters: {long[:40]}…" if long else ""


def from_skos(text: str | bytes) -> list[Draft]:
    """Concepts of an RDF/XML file, in its order; narrower is read as the other's broader."""
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  expat resolves no external entity and limits expansion
    except ElementTree.ParseError as error:
        raise UnreadableTerms(f"This is no RDF/XML: {error}") from error
    drafts: dict[str, Draft] = {}
    narrower: list[tuple[str, str]] = []
    for element in root:
        types = [part.get(f"{{{RDF}}}resource", "") for part in element.findall(f"{{{RDF}}}type")]
        if element.tag != f"{{{SKOS}}}Concept" and f"{SKOS}Concept" not in types:
            continue
        draft = Draft(key_of(element.get(f"{{{RDF}}}about", "")))
        for part in element:
            name = part.tag.removeprefix(f"{{{SKOS}}}")
            language = part.get(LANG, "").split("-")[0].lower()
            target = key_of(part.get(f"{{{RDF}}}resource", ""))
            said = " ".join((part.text or "").split())
            if name == "definition" and language in READING and said:
                draft.definitions[language] = said
            elif name in LABELS.values() and language in CODES and said:
                kind = next(kind for kind, label in LABELS.items() if label == name)
                draft.terms.append(DraftTerm(language, kind, said))
            elif name == "inScheme" and target:
                draft.scheme = draft.scheme or target[:LONGEST_SCHEME]
            elif name in ("broader", "related") and target:
                getattr(draft, name).append(target)
            elif name == "narrower" and target:
                narrower.append((target, draft.key))
        drafts[draft.key or f"?{len(drafts)}"] = draft
    for below, above in narrower:
        if below in drafts and above not in drafts[below].broader:
            drafts[below].broader.append(above)
    return list(drafts.values())


def from_csv(text: str) -> list[Draft]:
    """Concepts of a file with the columns `COLUMNS`; only key, language and text must be there."""
    text = text.removeprefix("\ufeff")
    head = text.split("\n", 1)[0]
    reader = csv.DictReader(StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    missing = {"key", "language", "text"} - set(reader.fieldnames or ())
    if missing:
        raise UnreadableTerms(f"The first line lacks the columns {', '.join(sorted(missing))}.")
    drafts: dict[str, Draft] = {}
    for line, row in enumerate(reader, start=2):
        key = key_of(row["key"] or "")
        draft = drafts.setdefault(key, Draft(key))
        draft.scheme = draft.scheme or key_of(row.get("scheme") or "")[:LONGEST_SCHEME]
        for language in READING:
            if said := (row.get(f"definition_{language}") or "").strip():
                draft.definitions[language] = said
        for name in ("broader", "related"):
            known = getattr(draft, name)
            known += [k for k in map(key_of, (row.get(name) or "").split()) if k and k not in known]
        said, kind = " ".join((row["text"] or "").split()), (row.get("kind") or SYNONYM).strip()
        if kind not in LABELS:
            raise UnreadableTerms(f"Line {line}: {kind!r} is no kind of term ({', '.join(LABELS)}).")
        try:
            weight = float((row.get("weight") or "1").replace(",", "."))
        except ValueError as error:
            raise UnreadableTerms(f"Line {line}: the weight is no number.") from error
        if said and row["language"] in CODES:
            draft.terms.append(DraftTerm(row["language"], kind, said, weight))
    return list(drafts.values())


def key_of(identifier: str) -> str:
    """The last part of an address, or the identifier itself, as a slug."""
    last = re.split(r"[/#:]", identifier.strip().rstrip("/#"))[-1]
    bare = unicodedata.normalize("NFKD", last).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", bare).strip("-")[:LONGEST_KEY]


def to_skos(drafts: Iterable[Draft], base: str) -> str:
    """RDF/XML; every concept's address is `base` and its key."""
    ElementTree.register_namespace("skos", SKOS)
    ElementTree.register_namespace("rdf", RDF)
    root = ElementTree.Element(f"{{{RDF}}}RDF")
    for draft in drafts:
        concept = ElementTree.SubElement(root, f"{{{SKOS}}}Concept", {f"{{{RDF}}}about": f"{base}{draft.key}"})
        _refer(concept, "inScheme", f"{base}schemes/{draft.scheme}")
        for term in draft.terms:
            _say(concept, LABELS[term.kind], term.text, term.language)
        for language, said in draft.definitions.items():
            _say(concept, "definition", said, language)
        for name in ("broader", "related"):
            for key in getattr(draft, name):
                _refer(concept, name, f"{base}{key}")
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _say(concept: ElementTree.Element, name: str, text: str, language: str) -> None:
    ElementTree.SubElement(concept, f"{{{SKOS}}}{name}", {LANG: language}).text = text


def _refer(concept: ElementTree.Element, name: str, address: str) -> None:
    ElementTree.SubElement(concept, f"{{{SKOS}}}{name}", {f"{{{RDF}}}resource": address})


def to_csv(drafts: Iterable[Draft]) -> str:
    """A line per term; what belongs to the concept stands in its first line."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(line for draft in drafts for line in _lines(draft))
    return out.getvalue()


def _lines(draft: Draft) -> Iterator[list[str]]:
    about = [*(draft.definitions.get(code, "") for code in READING), " ".join(draft.broader), " ".join(draft.related)]
    for number, term in enumerate(draft.terms):
        own = about if number == 0 else [""] * len(about)
        yield [draft.key, draft.scheme, term.language, term.kind, term.text, f"{term.weight:g}", *own]
