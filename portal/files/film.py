"""Film, and sound in the same boxes: what is not picture or sound is blanked where it stands.

Nothing is decoded, recorded again or moved, so every place that the file names stays right. What a camera writes into
the picture or the sound itself stays, and so does whatever is seen and heard.
"""

import struct
from collections.abc import Iterator

from portal.files.kinds import M4A, Kind
from portal.files.refusals import CannotBeRead, HoldsOtherTracks, NotWhatItSays

# In one box or element: ten minutes recorded live are fifty thousand. More would only keep the server busy.
_MOST_PARTS = 300_000

# ISO/IEC 14496-12: the boxes that playing needs, by the box they stand in. All others become free room.
_BOXES = {
    b"": {b"ftyp", b"styp", b"sidx", b"moov", b"moof", b"mdat", b"mfra"},
    b"moov": {b"mvhd", b"trak", b"mvex"},
    b"trak": {b"tkhd", b"edts", b"tref", b"mdia"},
    b"mdia": {b"mdhd", b"hdlr", b"minf", b"elng"},
    b"moof": {b"mfhd", b"traf"},
    b"traf": {b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio"},
}
_WITH_TIMES = {b"mvhd", b"tkhd", b"mdhd"}


def boxes(content: bytes, kind: Kind) -> bytes:
    """MP4 and M4A without tags, place, device and time of recording; with tracks of sound and picture only."""
    made = bytearray(content)
    tracks: set[bytes] = set()
    found = _keep_boxes(made, b"", 0, len(made), tracks)
    if found[:1] != [b"ftyp"] or not {b"moov", b"mdat"} <= set(found):
        raise CannotBeRead
    if tracks - {b"soun", b"vide"}:
        raise HoldsOtherTracks
    if not tracks or (b"vide" in tracks) == (kind is M4A):
        raise NotWhatItSays
    return bytes(made)


def _keep_boxes(made: bytearray, parent: bytes, start: int, end: int, tracks: set[bytes]) -> list[bytes]:
    """Blank what `parent` may not hold, note the kinds of tracks; the names of its boxes in their order."""
    found: list[bytes] = []
    while start < end:
        name, body, after = _box(made, parent, start, end)
        _note(name, found)
        if name not in _BOXES[parent]:
            made[start + 4 : start + 8] = b"free"
            made[body:after] = bytes(after - body)
        elif name in _WITH_TIMES:
            times = 16 if made[body : body + 1] == b"\1" else 8
            _blank(made, body + 4, body + 4 + times, after)
        elif name == b"hdlr":
            tracks.add(bytes(made[body + 8 : body + 12]))
            _blank(made, body + 24, after, after)  # what the program that made the track calls it
        elif name in _BOXES:
            _keep_boxes(made, name, body, after, tracks)
        start = after
    return found


def _note[Name: (bytes, int)](name: Name, found: list[Name]) -> None:
    found.append(name)
    if len(found) > _MOST_PARTS:
        raise CannotBeRead


def _box(made: bytearray, parent: bytes, start: int, end: int) -> tuple[bytes, int, int]:
    """Name, first byte of what is in it, first byte behind it. It may not say that it is longer than it can be."""
    if end - start < 8:
        raise CannotBeRead
    size, name = struct.unpack_from(">I4s", made, start)
    body = start + 8
    if size == 1:
        if end - start < 16:
            raise CannotBeRead
        (size,) = struct.unpack_from(">Q", made, body)
        body += 8
    elif size == 0 and not parent:
        size = end - start
    if size < body - start or size > end - start:
        raise CannotBeRead
    return name, body, start + size


def _blank(made: bytearray, start: int, until: int, end: int) -> None:
    if not start <= until <= end:
        raise CannotBeRead
    made[start:until] = bytes(until - start)


# RFC 9559: the elements that playing needs, by the one they stand in. A cluster without a length is told by its parts.
_HEADER, _SEGMENT, _INFO, _TRACKS, _TRACK, _CLUSTER = (
    0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0x1F43B675,
)  # fmt: skip
_KIND_OF_TRACK, _NAME_OF_TRACK, _VOID = 0x83, 0x536E, 0xEC
_ELEMENTS = {
    0: {_HEADER, _SEGMENT},
    _SEGMENT: {0x114D9B74, _INFO, _TRACKS, 0x1C53BB6B, _CLUSTER, 0xE7, 0xA3, 0xA0, 0xAB, 0xA7},
    _INFO: {0x2AD7B1, 0x4489, 0x4D80, 0x5741},
    _TRACKS: {_TRACK},
}
_PICTURE, _SOUND = 1, 2


def webm(content: bytes, kind: Kind) -> bytes:
    """WebM without tags, attachments, chapters, title and date; with tracks of sound and picture only."""
    made = bytearray(content)
    tracks: set[int] = set()
    found = _keep_elements(made, 0, 0, len(made), tracks)
    if found != [_HEADER, _SEGMENT]:
        raise CannotBeRead
    if tracks - {_PICTURE, _SOUND}:
        raise HoldsOtherTracks
    if _PICTURE not in tracks:
        raise NotWhatItSays
    return bytes(made)


def _keep_elements(made: bytearray, parent: int, start: int, end: int, tracks: set[int]) -> list[int]:
    found: list[int] = []
    for name, begin, body, after in _elements(made, start, end):
        _note(name, found)
        if name == _NAME_OF_TRACK if parent == _TRACK else name not in _ELEMENTS[parent]:
            _void(made, begin, after)
        elif parent == _TRACK and name == _KIND_OF_TRACK:
            tracks.add(int.from_bytes(made[body:after], "big"))
        elif name == _TRACK or name in _ELEMENTS:
            _keep_elements(made, name, body, after, tracks)
    return found


def _elements(made: bytearray, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Name, first byte, first byte of what is in it, first byte behind it."""
    while start < end:
        name, place = _number(made, start, end, marked=True)
        size, body = _number(made, place, end, marked=False)
        after = body + size
        if size == (1 << 7 * (body - place)) - 1:  # written while it was recorded: nobody knew the length
            after = {_SEGMENT: end, _CLUSTER: body}.get(name, end + 1)
        if after > end:
            raise CannotBeRead
        yield name, start, body, after
        start = after


def _number(made: bytearray, place: int, end: int, *, marked: bool) -> tuple[int, int]:
    """RFC 8794, section 4: as many bytes as the first one says; names keep the mark of their length."""
    length = 9 - made[place].bit_length() if place < end else 9
    if length > (4 if marked else 8) or place + length > end:
        raise CannotBeRead
    value = int.from_bytes(made[place : place + length], "big")
    return value if marked else value & (1 << 7 * length) - 1, place + length


def _void(made: bytearray, start: int, end: int) -> None:
    room = end - start
    head = bytes([_VOID, 0x80 | room - 2]) if room < 0x80 else bytes([_VOID, 1]) + (room - 9).to_bytes(7, "big")
    made[start:end] = head + bytes(room - len(head))
