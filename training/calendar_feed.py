"""Due dates as a calendar (RFC 5545): whole days, text escaped, lines folded. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

LONGEST = 75  # octets of a line, without its end


@dataclass(frozen=True, kw_only=True)
class Day:
    """One entry. `key` stays the same when the day moves, so that a calendar moves the entry instead of adding one."""

    key: str
    on: date
    title: str
    text: str = ""
    url: str = ""


def calendar(days: Iterable[Day], *, name: str, host: str, now: datetime) -> bytes:
    """The feed; a reminder three days before each day. `now` is aware and in UTC."""
    return "".join(f"{part}\r\n" for line in _lines(days, name, host, now) for part in folded(line)).encode()


def _lines(days: Iterable[Day], name: str, host: str, now: datetime) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Soli pa solim//training//LV", "METHOD:PUBLISH",
                f"X-WR-CALNAME:{escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT12H")  # fmt: skip
    for day in days:
        yield "BEGIN:VEVENT"
        yield f"UID:{day.key}@{host}"
        yield f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}"
        yield f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}"
        yield f"SUMMARY:{escaped(day.title)}"
        if day.text:
            yield f"DESCRIPTION:{escaped(day.text)}"
        if day.url:
            yield f"URL:{day.url}"
        yield "TRANSP:TRANSPARENT"
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(day.title)}", "TRIGGER:-P3D", "END:VALARM")
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def escaped(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\r", "").replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """No line longer than 75 octets, and no letter cut in two."""
    part, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + width
    yield part
