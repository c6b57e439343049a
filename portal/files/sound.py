"""Sound, made anew without another program: its frames are kept, its tags are not.

Nothing is decoded or recorded again. What a recording says, and what an encoder writes into the sound itself, stays.
"""

import struct

from portal.files.kinds import Kind
from portal.files.refusals import CannotBeRead

# ISO/IEC 11172-3 and 13818-3, layer III: kbit/s by index, Hz by version and index.
_BITRATES = {
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_FEWEST_FRAMES = 3
# ID3v1, APE, Lyrics3: what stands behind the sound, and goes.
_TAGS_BEHIND = (b"TAG", b"APETAGEX", b"LYRICSBEGIN")


def frame_at(content: bytes, place: int) -> int | None:
    """The length of the MP3 frame that begins here, or none."""
    head = content[place : place + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, bitrate, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or bitrate in (0, 15) or rate == 3:
        return None
    samples = 144 if version == 3 else 72
    bits = _BITRATES[3 if version == 3 else 2][bitrate - 1] * 1000
    return samples * bits // _RATES[version][rate] + (head[2] >> 1 & 1)


def mp3(content: bytes, kind: Kind) -> bytes:
    """From the first frame to the last, without ID3, APE and whatever hangs on it. A gap between frames is damage."""
    start = 0
    while content[start : start + 3] == b"ID3" and len(content) > start + 10:
        flags, *size = content[start + 5 : start + 10]
        start += 10 + (size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3]) + (10 if flags & 0x10 else 0)
    while content[start : start + 1] == b"\0":
        start += 1
    place, frames = start, 0
    while (length := frame_at(content, place)) and place + length <= len(content):
        place, frames = place + length, frames + 1
    cut_off = length is not None
    rest = content[place:].lstrip(b"\0")
    if frames < _FEWEST_FRAMES or (rest and not cut_off and not rest.startswith(_TAGS_BEHIND)):
        raise CannotBeRead
    return content[start:place]


_LARGEST_COMMENT = 2_000_000  # with a picture of the cover; each byte of it is summed up here one by one
_PAGE = struct.Struct("<4sBBqIIIB")  # RFC 3533, section 6


def _crc_table() -> tuple[int, ...]:
    made = []
    for number in range(256):
        value = number << 24
        for _bit in range(8):
            value = value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)
        made.append(value & 0xFFFFFFFF)
    return tuple(made)


_CRC = _crc_table()


def ogg(content: bytes, kind: Kind) -> bytes:
    """The same pages with an empty comment as long as the one before: no title, place, picture or program's name.

    One stream of Opus or Vorbis sound, page behind page to the end; anything between or behind them is damage.
    """
    made, place, stream = bytearray(content), 0, None
    packet = 0
    comment: list[tuple[int, int, int]] = []  # page, first byte, number of bytes
    while place < len(made):
        if len(made) - place < _PAGE.size:
            raise CannotBeRead
        mark, version, _flags, _granule, serial, _number, _sum, segments = _PAGE.unpack_from(made, place)
        lengths = made[place + _PAGE.size : place + _PAGE.size + segments]
        body = place + _PAGE.size + segments
        end = body + sum(lengths)
        if mark != b"OggS" or version or len(lengths) < segments or end > len(made) or stream not in (None, serial):
            raise CannotBeRead
        stream = serial
        for length in lengths:
            if packet == 1:
                comment.append((place, body, length))
            body += length
            packet += length < 255
        place = end
    _empty_comment(made, comment)
    return bytes(made)


def _empty_comment(made: bytearray, parts: list[tuple[int, int, int]]) -> None:
    """RFC 7845, section 5.2, and Vorbis I, section 5: the maker's name takes the room, the list of remarks is empty."""
    packet = b"".join(bytes(made[first : first + length]) for _page, first, length in parts)
    head = b"OpusTags" if packet.startswith(b"OpusTags") else b"\x03vorbis"
    tail = b"\0\0\0\0" + (b"" if head == b"OpusTags" else b"\1")
    room = len(packet) - len(head) - 4 - len(tail)
    if not packet.startswith(head) or not 0 <= room <= _LARGEST_COMMENT:
        raise CannotBeRead
    packet = head + struct.pack("<I", room) + b" " * room + tail
    taken = 0
    for _page, first, length in parts:
        made[first : first + length] = packet[taken : taken + length]
        taken += length
    for page in {page for page, _first, _length in parts}:
        _sum_up(made, page)


def _sum_up(made: bytearray, page: int) -> None:
    """The page's checksum anew."""
    segments = made[page + 26]
    end = page + 27 + segments + sum(made[page + 27 : page + 27 + segments])
    made[page + 22 : page + 26] = bytes(4)
    value = 0
    for byte in made[page:end]:
        value = (value << 8 & 0xFFFFFFFF) ^ _CRC[value >> 24 ^ byte]
    struct.pack_into("<I", made, page + 22, value)
