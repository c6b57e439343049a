"""One screen of a talk: everything its template prints, in the worker's and the client's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.protection.identifiers import uuid7
from skills_audit.instrument.definition import Item
from skills_audit.instrument.lists import label_of
from skills_audit.instrument.walk import MORE, NEW, NONE, Step, entries_of
from skills_audit.instrument.wording import MISSING, Wording
from skills_audit.talk.fields import Field, Option, Words, main_field, part_field
from skills_audit.talk.session import END, Talk

FALLBACKS = ("en", "lv")


@dataclass(frozen=True)
class Entry:
    """One entry of a repeat group: what it is called and where it is changed (nowhere, when it was taken back)."""

    entry: str
    label: str
    url: str


@dataclass
class Screen:
    """`state` is that of the client's text; `shown` the wording the client really gets (a fallback where missing)."""

    step: Step
    item: Item
    words: Words
    shown: Wording
    section: str
    ask: str
    other: str
    official: str
    prompt: list[str]
    why: str
    why_other: str
    state: str
    checked_on: str
    number: int | None
    total: int
    main: Field | None = None
    parts: list[Field] = field(default_factory=list)
    evidence: list[Option] = field(default_factory=list)
    takes_evidence: bool = False
    note: str = ""
    note_error: str = ""
    takes_note: bool = True
    urgent: bool = False
    given_state: str = ""
    entry: str = ""
    version: int = 0
    operation: str = ""
    of_entry: str = ""
    entries: list[Entry] = field(default_factory=list)
    taken_back: list[Entry] = field(default_factory=list)
    add: str = ""
    none: str = ""
    none_checked: bool = False
    card: str = ""
    card_other: str = ""
    errors: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_more(self) -> bool:
        return self.step.kind == MORE

    @property
    def for_worker(self) -> bool:
        """A question the client is not shown."""
        return self.item.asked_of == "worker"


def screen_of(
    talk: Talk,
    step: Step,
    language: str,
    *,
    content: Mapping[str, Any] | None = None,
    problems: Mapping[str, str] | None = None,
    entry: str = "",
) -> Screen:
    """The screen of a step. `content` (refused, with its `problems`) stands in for what is stored."""
    item, instrument = talk.item(step), talk.instrument
    worker = instrument.words.get(language) or instrument.words["lv"]
    client = instrument.words.get(talk.audit.client_language) or Wording(talk.audit.client_language, {})
    words = Words(worker, client)
    code = step.code if step.kind != MORE else item.code
    shown = wording_shown(talk, code)
    problems = problems or {}
    screen = Screen(
        step=step,
        item=item,
        words=words,
        shown=shown,
        section=worker.section(item.section),
        ask=worker.ask(code),
        other=client.ask(code),
        official="" if language == "lv" else instrument.words["lv"].ask(code),
        prompt=[line for line in worker.prompt(code).split("\n") if line],
        why=worker.why(code),
        why_other=client.why(code),
        state=client.state(code),
        checked_on=client.checked_on(code),
        number=talk.number(step),
        total=talk.progress.total,
    )
    if step.kind == MORE:
        _fill_group(screen, talk, language)
    else:
        stored = talk.answers.get((step.code, step.entry), {})
        _fill_question(screen, talk, dict(content if content is not None else stored), problems, entry)
    return screen


def wording_shown(talk: Talk, code: str) -> Wording:
    """The wording the client gets: the own language, else English, else Latvian."""
    for language in (talk.audit.client_language, *FALLBACKS):
        wording = talk.instrument.words.get(language)
        if wording is not None and wording.state(code) != MISSING:
            return wording
    return talk.instrument.words["lv"]


def _fill_question(
    screen: Screen, talk: Talk, content: dict[str, Any], problems: Mapping[str, str], entry: str
) -> None:
    item, step, words, instrument = screen.item, screen.step, screen.words, talk.instrument
    sentences = {name: problem_in_words(name, problem, item) for name, problem in problems.items()}
    screen.main = main_field(instrument, item, words, content, sentences.get("value", ""))
    screen.parts = [
        part_field(instrument, item, part, words, content, sentences.get(part.key, "")) for part in item.parts
    ]
    screen.takes_note = not item.sensitive
    screen.takes_evidence = item.highest_ev is not None
    if item.highest_ev is not None:
        screen.evidence = [
            Option(str(level), words.worker.step("EV", level), checked=content.get("ev") == level)
            for level in range(item.highest_ev + 1)
        ]
    screen.note = str(content.get("note", ""))
    screen.note_error = sentences.get("note", "")
    screen.urgent = bool(content.get("urgent"))
    screen.given_state = str(content.get("state", ""))
    screen.version = talk.versions.get((step.code, step.entry), 0)
    screen.operation = str(uuid7())
    screen.entry = entry or (uuid7().hex if step.entry == NEW else step.entry)
    screen.errors = [(f"field-{name}", sentence) for name, sentence in sentences.items()]
    _fill_place(screen, talk)


def _fill_place(screen: Screen, talk: Talk) -> None:
    """Which language, school, job or task the question is about."""
    item, step = screen.item, screen.step
    group = item.repeat
    if group is None:
        return
    repeat = talk.instrument.repeats[group]
    if repeat.cards:
        card = talk.instrument.cards.get(step.entry, {})
        screen.card = str(card.get(screen.words.worker.language) or card.get("lv", ""))
        screen.card_other = str(card.get(screen.words.client.language, ""))
        return
    if step.entry == NEW:
        screen.taken_back = _taken_back(talk, group, screen.words.worker)
        if repeat.none and not entries_of(talk.instrument, group, talk.answers):
            screen.none = screen.words.worker.repeat(group, "none")
            screen.none_checked = talk.answers.get((group, ""), {}).get("value") == NONE
            options = screen.main.options if screen.main else []
            if not screen.none_checked and screen.none in [option.label for option in options]:
                screen.none = ""  # the first answer says it already
        return
    screen.of_entry = entry_label(talk, group, step.entry, screen.words.worker)


def _fill_group(screen: Screen, talk: Talk, language: str) -> None:
    group, worker = screen.step.code, screen.words.worker
    screen.entries = [
        Entry(entry, entry_label(talk, group, entry, worker), step_url(talk, Step(screen.item.code, entry)))
        for entry in entries_of(talk.instrument, group, talk.answers)
    ]
    screen.taken_back = _taken_back(talk, group, worker)
    screen.add = worker.repeat(group, "add")
    screen.version = talk.versions.get((group, ""), 0)
    screen.operation = str(uuid7())


def _taken_back(talk: Talk, group: str, words: Wording) -> list[Entry]:
    """Entries that were taken back and can be put back."""
    opening = talk.instrument.openings[group].code
    gone = sorted(entry for (code, entry), row in talk.answers.items() if code == opening and row.get("was"))
    return [Entry(entry, entry_label(talk, group, entry, words), "") for entry in gone]


def entry_label(talk: Talk, group: str, entry: str, words: Wording) -> str:
    """What an entry is called: the answer it begins with (or began with), else its kind and number."""
    item = talk.instrument.openings[group]
    row = talk.answers.get((item.code, entry), {})
    value = row.get("was", row).get("value")
    if isinstance(value, str) and item.source:
        return label_of(talk.instrument, item.source, value, words.language)
    if isinstance(value, int) and item.scale:
        return words.option(item.code, value, item.scale)
    if isinstance(value, str) and value:
        return value
    entries = entries_of(talk.instrument, group, talk.answers)
    number = entries.index(entry) + 1 if entry in entries else len(entries) + 1
    return f"{words.repeat(group, 'one')} {number}"


def step_url(talk: Talk, step: Step | None, view: str = "talk_step") -> str:
    """The address of a step; of the end where there is none."""
    at = [talk.audit.client_id, talk.audit.pk]
    if step is None:
        return reverse("skills_audit:talk_end", args=at)
    if step.entry:
        return reverse(f"skills_audit:{view}_entry", args=[*at, step.code, step.entry])
    return reverse(f"skills_audit:{view}", args=[*at, step.code])


def position_of(step: Step | None) -> str:
    return step.position if step else END


def problem_in_words(name: str, problem: str, item: Item) -> str:
    """What is wrong, in a sentence."""
    if problem == "too_many":
        most = item.maximum or 0
        return ngettext("Choose {n} at most", "Choose {n} at most", most).format(n=most)
    sentences = {
        "too_long": _("This text is too long. Shorten it"),
        "not_a_date": _("Write the day as year and month, for example 2021 and May"),
        "wrong_order": _("The end lies before the beginning"),
        "not_a_number": _("Write a whole number"),
        "not_allowed": _("This does not belong to this question"),
    }
    return sentences.get(problem, _("Choose one of the answers"))
