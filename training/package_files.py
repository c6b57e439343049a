"""Reading one file, or a part of it, out of a kept package: the archive is ours, and nothing of it lies unpacked."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import IO

from django.core.files.storage import default_storage

from portal.files.ranges import CHUNK

_LOCAL = struct.Struct("<4s5H3L2H")  # APPNOTE.TXT 4.3.7


@dataclass(frozen=True, kw_only=True)
class Member:
    """Where a file lies in its archive. `mark` changes with the content."""

    offset: int
    packed: int
    size: int
    stored: bool
    mark: str


@lru_cache(maxsize=32)
def members(archive: str) -> dict[str, Member]:
    """All files of a kept archive. Its name is made from its content, so it never means another one."""
    with default_storage.open(archive) as file, zipfile.ZipFile(file) as packed:
        return {
            info.filename: Member(
                offset=info.header_offset, packed=info.compress_size, size=info.file_size,
                stored=info.compress_type == zipfile.ZIP_STORED, mark=f"{info.CRC:08x}{info.file_size:x}",
            )
            for info in packed.infolist()
        }  # fmt: skip


def content(archive: str, member: Member, start: int = 0, length: int | None = None) -> Iterator[bytes]:
    """The bytes from `start`, bit by bit. Films are stored as they are, so that their middle is found at once."""
    left = member.size - start if length is None else length
    with default_storage.open(archive) as file:
        file.seek(member.offset)
        head = _LOCAL.unpack(file.read(_LOCAL.size))
        begin = member.offset + _LOCAL.size + head[-2] + head[-1]
        file.seek(begin + (start if member.stored else 0))
        skip = 0 if member.stored else start
        for piece in _plain(file, member) if not member.stored else _as_it_lies(file):
            if skip >= len(piece):
                skip -= len(piece)
                continue
            piece, skip = piece[skip : skip + left], 0
            left -= len(piece)
            yield piece
            if left <= 0:
                return


def _as_it_lies(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield piece


def _plain(file: IO[bytes], member: Member) -> Iterator[bytes]:
    unpacking, left = zlib.decompressobj(-15), member.packed
    while left > 0 and (piece := file.read(min(CHUNK, left))):
        left -= len(piece)
        yield unpacking.decompress(piece)
    yield unpacking.flush()
