"""The one-page briefing, put together from three choices. No Django: parts in, a sheet in one language out."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

EMERGENCY = "112"
NUMBER = re.compile(r"\+?\d[\d ]*\d")  # one telephone number, which stays on one line
Words = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """A sentence; `dated` where it is a rule or a fact with a date of its own."""

    text: str
    dated: str = ""


@dataclass(frozen=True)
class Section:
    """`key` names the section (`name`, `setup`, `aims`, `first`, `ask`, `sensitive`, `secrecy`, `bring`)."""

    key: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Contact:
    """A contact as printed in its source; `dated` is that source's date."""

    name: str
    phone: str
    text: str
    dated: str
    emergency: bool = False


@dataclass(frozen=True)
class Greeting:
    """A greeting in its own script with how it sounds."""

    text: str
    lang: str
    dir: str
    say: str
    means: str


@dataclass(frozen=True)
class Sheet:
    """Everything on the page. `title` is made of the three choices; `guide` and `handout` are keys or empty."""

    title: str
    language_label: str
    greeting: Greeting | None
    sections: tuple[Section, ...]
    contacts: tuple[Contact, ...]
    contacts_note: str
    footer: str
    leave_note: str
    guide: str
    handout: str


def compose(
    *, frame: Words, origin: Words, meeting: Words, present: Words,
    contacts: Iterable[Words], reminders: Iterable[Words], origin_key: str, meeting_key: str, language: str,
) -> Sheet:  # fmt: skip
    """The sheet for an origin, a kind of meeting and who is there; all words in `language` (`lv` or `en`)."""

    def said(words: Any) -> str:
        return str((words or {}).get(language, ""))

    def lines(*rows: Any) -> tuple[Line, ...]:
        return tuple(Line(said(row)) for part in rows for row in part or ())

    dated = tuple(Line(said(row["text"]), row["dated"]) for row in reminders if row["origin"] == origin_key)
    represented = present.get("representation")
    who_represents = (Line(said(represented["text"]), represented["source_date"]),) if represented else ()
    sections = (
        Section("name", lines(origin.get("name_and_greeting"))),
        Section("setup", lines(present.get("setup")) + who_represents),
        Section("aims", lines(meeting.get("aims"))),
        Section("first", lines(meeting.get("first_sentences"))),
        Section("ask", lines(origin.get("ask"))),
        Section("sensitive", lines(origin.get("sensitive"), meeting.get("sensitive"))),
        Section("secrecy", lines([present.get("confidentiality")])),
        Section("bring", lines(meeting.get("bring")) + dated),
    )
    hello = origin.get("greeting")
    return Sheet(
        title=", ".join((said(meeting["label"]), _place(origin, said), _lower(said(present["label"])))),
        language_label=said(origin.get("language_label")),
        greeting=Greeting(hello["text"], hello["lang"], hello["dir"], said(hello["say"]), said(hello["means"]))
        if hello
        else None,
        sections=tuple(section for section in sections if section.lines),
        contacts=tuple(_contact(row, language) for row in contacts if meeting_key in row["for"]),
        contacts_note=said(frame.get("contacts_note")),
        footer=said(frame.get("footer")),
        leave_note=said(frame.get("leave_note")),
        guide=origin.get("guide") or "",
        handout=origin.get("handout") or "",
    )


def _place(origin: Words, said: Callable[[Any], str]) -> str:
    """A country keeps its capital; what is no country is a common noun."""
    label = said(origin["label"])
    return label if origin.get("guide") else _lower(label)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


@dataclass(frozen=True)
class PocketSection:
    """A section with the lines of every choice: each line says to which answer of which question it belongs."""

    heading: str
    lines: tuple[tuple[str, str, str], ...]


def pocket(parts: Mapping[str, Mapping[str, Words]], headings: Mapping[str, Any], language: str) -> list[PocketSection]:
    """All sheets at once, for a device without a network. `parts`: kind of part → key → its content."""

    def said(words: Any) -> str:
        return str((words or {}).get(language, ""))

    def lines(kind: str, field: str) -> tuple[tuple[str, str, str], ...]:
        found = []
        for key, content in parts.get(kind, {}).items():
            rows = content.get(field) or ()
            found += [(kind, key, said(row)) for row in (rows if isinstance(rows, list) else [rows])]
        return tuple(found)

    greetings = tuple(
        ("origin", key, f"{hello['text']} [{said(hello['say'])}] – {said(hello['means'])}")
        for key, content in parts.get("origin", {}).items()
        if (hello := content.get("greeting"))
    )
    represented = tuple(
        ("present", key, said(content["representation"]["text"]))
        for key, content in parts.get("present", {}).items()
        if content.get("representation")
    )
    reminders = tuple(("origin", row["origin"], said(row["text"])) for row in parts.get("reminder", {}).values())
    sections = {
        "name": greetings + lines("origin", "name_and_greeting"),
        "setup": lines("present", "setup") + represented,
        "aims": lines("meeting", "aims"),
        "first": lines("meeting", "first_sentences"),
        "ask": lines("origin", "ask"),
        "sensitive": lines("origin", "sensitive") + lines("meeting", "sensitive"),
        "secrecy": lines("present", "confidentiality"),
        "bring": lines("meeting", "bring") + reminders,
    }
    return [PocketSection(str(headings[key]), found) for key, found in sections.items() if found]


def all_contacts(contacts: Iterable[Words], language: str) -> list[tuple[Contact, str]]:
    """Every contact with the kinds of meeting it is for, separated by spaces."""
    return [(_contact(row, language), " ".join(row["for"])) for row in contacts]


def _contact(row: Words, language: str) -> Contact:
    text = (row.get("text") or {}).get(language, "")
    phone = NUMBER.sub(lambda found: found.group().replace(" ", "\u00a0"), row.get("phone", ""))
    return Contact(row["name"].get(language, ""), phone, text, row["dated"], phone == EMERGENCY)
