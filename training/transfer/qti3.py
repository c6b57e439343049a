"""QTI 3.0 of 1EdTech (https://www.imsglobal.org/spec/qti/v3p0/impl): a package of items, or one item as XML.

An item a language; items of the same identifier belong together. What QTI has no place for stands in `data-`
attributes, which other systems skip. No document type is read, so no entity can grow; no file is taken out of the
package by its name.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree as XML

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from training import grading
from training.transfer.records import FileRefused, Piece, Problem, Record, day, number, pieces_of

SPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_FILES, MOST_BYTES = 4000, 50_000_000
MATCH_CORRECT = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct.xml"
MAP_RESPONSE = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/map_response.xml"


def write(records: Iterable[Record]) -> bytes:
    """A package with a manifest; the same questions give the same bytes."""
    XML.register_namespace("", SPACE)
    out = io.BytesIO()
    names = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for record in records:
            for language, words, answer in pieces_of(record):
                name = f"items/{record.id}.{language}.xml"
                names.append((f"{record.id}.{language}", name))
                _put(package, name, _item(record, language, words, answer))
        _put(package, "imsmanifest.xml", _manifest(names))
    return out.getvalue()


def _put(package: zipfile.ZipFile, name: str, root: XML.Element) -> None:
    XML.indent(root)
    data = XML.tostring(root, encoding="utf-8", xml_declaration=True)
    package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def _manifest(names: list[tuple[str, str]]) -> XML.Element:
    root = XML.Element("manifest", {
        "xmlns": "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1", "identifier": "soli-pa-solim-questions",
    })  # fmt: skip
    metadata = XML.SubElement(root, "metadata")
    XML.SubElement(metadata, "schema").text = "QTI Package"
    XML.SubElement(metadata, "schemaversion").text = "3.0.0"
    XML.SubElement(root, "organizations")
    resources = XML.SubElement(root, "resources")
    for key, name in names:
        found = XML.SubElement(resources, "resource", identifier=key, type="imsqti_item_xmlv3p0", href=name)
        XML.SubElement(found, "file", href=name)
    return root


def _tag(name: str) -> str:
    return f"{{{SPACE}}}{name}"


def _under(parent: XML.Element, name: str, text: str = "", /, **attributes: str) -> XML.Element:
    found = XML.SubElement(parent, _tag(name), {key.replace("_", "-"): value for key, value in attributes.items()})
    if text:
        found.text = text
    return found


def _item(record: Record, language: str, words: dict[str, Any], answer: Any) -> XML.Element:
    root = XML.Element(_tag("qti-assessment-item"), {
        "identifier": record.id, "title": record.id, "adaptive": "false", "time-dependent": "false", LANG: language,
    })  # fmt: skip
    told = {
        "kind": record.kind, "bank": record.bank, "competence": record.competence,
        "difficulty": str(record.difficulty), "lesson": record.lesson,
        "review": record.review_date.isoformat() if record.review_date else "",
    }  # fmt: skip
    _declare(root, record.kind, answer)
    _under(root, "qti-outcome-declaration", identifier="SCORE", cardinality="single", base_type="float")
    _under(root, "qti-outcome-declaration", identifier="FEEDBACK", cardinality="single", base_type="identifier")
    body = XML.SubElement(root, _tag("qti-item-body"), {f"data-{name}": value for name, value in told.items() if value})
    _interaction(body, record.kind, words, answer)
    template = MAP_RESPONSE if record.kind == grading.SHORT_TEXT else MATCH_CORRECT
    _under(root, "qti-response-processing", template=template)
    for name in ("right", "wrong"):
        if text := words.get(f"feedback_{name}"):
            modal = _under(root, "qti-modal-feedback", outcome_identifier="FEEDBACK", identifier=name, show_hide="show")
            _under(_under(modal, "qti-content-body"), "p", text)
    return root


SHAPES = {
    grading.SINGLE: ("single", "identifier"), grading.TRUE_FALSE: ("single", "identifier"),
    grading.MULTIPLE: ("multiple", "identifier"), grading.ORDER: ("ordered", "identifier"),
    grading.MATCH: ("multiple", "directedPair"), grading.SHORT_TEXT: ("single", "string"),
    grading.NUMERIC: ("single", "float"),
}  # fmt: skip


def _declare(root: XML.Element, kind: str, answer: Any) -> None:
    cardinality, base = SHAPES[kind]
    found = _under(root, "qti-response-declaration", identifier="RESPONSE", cardinality=cardinality, base_type=base)
    right = _under(found, "qti-correct-response")
    for value in _values(kind, answer):
        _under(right, "qti-value", value)
    if kind == grading.SHORT_TEXT:
        mapping = _under(found, "qti-mapping", default_value="0")
        for text in answer:
            _under(mapping, "qti-map-entry", map_key=text, mapped_value="1", case_sensitive="false")


def _values(kind: str, answer: Any) -> list[str]:
    if kind == grading.TRUE_FALSE:
        return ["true" if answer else "false"]
    if kind == grading.MATCH:
        return [f"{left} {right}" for left, right in answer.items()]
    if kind == grading.NUMERIC:
        return [str(answer[0])]
    if kind in (grading.SINGLE, grading.SHORT_TEXT):
        return [answer] if kind == grading.SINGLE else answer[:1]
    return list(answer)


def _interaction(body: XML.Element, kind: str, words: dict[str, Any], answer: Any) -> None:
    if kind in (grading.SHORT_TEXT, grading.NUMERIC):
        line = _under(body, "p", words["stem"] + " ")
        given: dict[str, str] = {}
        if kind == grading.NUMERIC:
            given = {"data_tolerance": str(answer[1])} | ({"data_unit": answer[2]} if answer[2] else {})
        _under(line, "qti-text-entry-interaction", response_identifier="RESPONSE", **given)
        return
    if kind == grading.MATCH:
        found = _under(body, "qti-match-interaction", response_identifier="RESPONSE", max_associations="0")
        _under(found, "qti-prompt", words["stem"])
        for side, most in (("left", "1"), ("right", "0")):
            group = _under(found, "qti-simple-match-set")
            for part in words[side]:
                _under(group, "qti-simple-associable-choice", part["text"], identifier=part["key"], match_max=most)
        return
    name = "qti-order-interaction" if kind == grading.ORDER else "qti-choice-interaction"
    limit: dict[str, str] = {"max_choices": "0" if kind == grading.MULTIPLE else "1"} if kind != grading.ORDER else {}
    found = _under(body, name, response_identifier="RESPONSE", **limit)
    _under(found, "qti-prompt", words["stem"])
    options = words.get("options") or [{"key": "true", "text": "true"}, {"key": "false", "text": "false"}]
    for part in options:
        choice = _under(found, "qti-simple-choice", part["text"], identifier=part["key"])
        if part.get("feedback"):
            _under(choice, "qti-feedback-inline", part["feedback"], outcome_identifier="FEEDBACK",
                   identifier=part["key"], show_hide="show")  # fmt: skip


def read(data: bytes) -> Iterator[Piece | Problem]:
    """Every item of a package, or the one item that the file is. Raises `FileRefused`."""
    if not data.startswith(b"PK"):
        yield _read_item("item", data, alone=True)
        return
    for name, content in _members(data):
        yield _read_item(name, content, alone=False)


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Items by name, read into memory and never written anywhere."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise FileRefused("The package is damaged.") from error
    with package:
        members = [member for member in package.infolist() if not member.is_dir()]
        if len(members) > MOST_FILES:
            raise FileRefused(f"The package holds more than {MOST_FILES} files.")
        if sum(member.file_size for member in members) > MOST_BYTES:
            raise FileRefused("The package is too large when unpacked.")
        for member in members:
            parts = member.filename.replace("\\", "/").split("/")
            if member.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
                raise FileRefused(f"The package names a file outside itself: {member.filename[:80]}.")
        for member in members:
            if not member.filename.endswith(".xml") or member.filename.rsplit("/", 1)[-1] == "imsmanifest.xml":
                continue
            try:
                with package.open(member) as file:
                    content = file.read(member.file_size + 1)
            except (RuntimeError, zipfile.BadZipFile, NotImplementedError) as error:
                raise FileRefused(f"The package is damaged or locked: {member.filename[:80]}.") from error
            yield member.filename, content


def _read_item(name: str, data: bytes, *, alone: bool) -> Piece | Problem:
    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise FileRefused(f"{name}: document types and entities are not read.") from error
    except (XML.ParseError, LookupError, ValueError) as error:
        if alone:
            raise FileRefused("The file is no XML that can be read.") from error
        return Problem(where={"item": name}, reason="This is no XML that can be read.")
    item = _bare(root)
    where = {"item": item.get("identifier") or name}
    if item.tag != "qti-assessment-item":
        return Problem(where=where, reason="This is no item of QTI 3.")
    try:
        return _piece(item, where)
    except ValueError as error:
        return Problem(where=where, reason=str(error))


def _bare(root: XML.Element) -> XML.Element:
    """Without namespaces: systems disagree about them, the names are enough."""
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = node.tag.rsplit("}", 1)[-1]
    return root


def _text(node: XML.Element | None, without: tuple[str, ...] = ()) -> str:
    """All words under a node, but not those of certain children."""
    if node is None:
        return ""
    found = [node.text or ""]
    for child in node:
        if child.tag not in without:
            found.append(_text(child, without))
        found.append(child.tail or "")
    return " ".join("".join(found).split())


def _piece(item: XML.Element, where: dict[str, Any]) -> Piece:
    body = item.find("qti-item-body")
    declared = item.find("qti-response-declaration")
    if body is None or declared is None:
        raise ValueError("There is no body or no response.")
    told = {name.removeprefix("data-"): value for name, value in body.attrib.items() if name.startswith("data-")}
    values = [(value.text or "").strip() for value in declared.findall("qti-correct-response/qti-value")]
    kind, words, answer = _question(body, declared, values, told.get("kind", ""))
    for name in ("right", "wrong"):
        if text := _text(item.find(f"qti-modal-feedback[@identifier='{name}']")):
            words[f"feedback_{name}"] = text
    level = told.get("difficulty", "1")
    key = (item.get("identifier") or "").strip()
    return Piece(
        where=where, id=key if key == key.upper() else "", language=(item.get(LANG) or "")[:10], kind=kind, words=words,
        answer=answer, bank=told.get("bank", ""), competence=told.get("competence", ""),
        difficulty=int(level) if level.isdecimal() and len(level) < 3 else 0, lesson=told.get("lesson", ""),
        review_date=day(told.get("review", "")),
    )  # fmt: skip


def _question(
    body: XML.Element, declared: XML.Element, values: list[str], told: str
) -> tuple[str, dict[str, Any], Any]:
    if not values:
        raise ValueError("There is no right answer; such items are not taken.")
    if (choice := body.find(".//qti-choice-interaction")) is not None:
        return _choice(body, choice, declared, values, told)
    if (order := body.find(".//qti-order-interaction")) is not None:
        return grading.ORDER, {"stem": _stem(body, order), "options": _options(order)}, values
    if (match := body.find(".//qti-match-interaction")) is not None:
        sides = [[{"key": part.get("identifier", ""), "text": _text(part)} for part in
                  group.findall("qti-simple-associable-choice")]
                 for group in match.findall("qti-simple-match-set")]  # fmt: skip
        if len(sides) != 2 or any(len(value.split()) != 2 for value in values):
            raise ValueError("The pairs do not have two sides.")
        words = {"stem": _stem(body, match), "left": sides[0], "right": sides[1]}
        return grading.MATCH, words, dict(value.split(maxsplit=1) for value in values)
    if (entry := body.find(".//qti-text-entry-interaction")) is not None:
        words = {"stem": _text(body)}
        if declared.get("base-type") in ("float", "integer"):
            value, differs = number(values[0]), number(entry.get("data-tolerance", "0"))
            if value is None or differs is None:
                raise ValueError("The right answer is no number.")
            return grading.NUMERIC, words, (value, differs, entry.get("data-unit", ""))
        mapped = [node.get("map-key", "") for node in declared.findall("qti-mapping/qti-map-entry")
                  if (number(node.get("mapped-value", "0")) or 0) > 0]  # fmt: skip
        return grading.SHORT_TEXT, words, mapped or values
    raise ValueError("This kind of interaction is not taken.")


def _choice(
    body: XML.Element, choice: XML.Element, declared: XML.Element, values: list[str], told: str
) -> tuple[str, dict[str, Any], Any]:
    options = _options(choice)
    stem = _stem(body, choice)
    if {option["key"].lower() for option in options} == {"true", "false"} and told in ("", grading.TRUE_FALSE):
        return grading.TRUE_FALSE, {"stem": stem}, values[0].lower() == "true"
    words = {"stem": stem, "options": options}
    if declared.get("cardinality") == "multiple" or told == grading.MULTIPLE:
        return grading.MULTIPLE, words, values
    return grading.SINGLE, words, values[0]


def _stem(body: XML.Element, interaction: XML.Element) -> str:
    """The prompt, with what stands before the interaction."""
    before = _text(body, without=(str(interaction.tag),))
    return " ".join(part for part in (before, _text(interaction.find("qti-prompt"))) if part)


def _options(interaction: XML.Element) -> list[dict[str, str]]:
    found = []
    for choice in interaction.findall("qti-simple-choice"):
        option = {"key": choice.get("identifier", ""), "text": _text(choice, without=("qti-feedback-inline",))}
        says = _text(choice.find("qti-feedback-inline"))
        found.append(option | ({"feedback": says} if says else {}))
    return found
