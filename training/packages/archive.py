"""Opening the zip of a package without trusting it: names, sizes, kinds of entries; nothing is ever unpacked to disk.

Checks follow what is known of hostile archives: paths that leave (CWE-22), links, names that fall together, entries
that lie over each other (the non-recursive bombs of Fifield, 2019), sizes that lie.
"""

import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from training.packages import kinds
from training.packages.refusals import PackageRefused

CHUNK = 256 * 1024
LOCAL_HEADER = 30
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)


class Archive:
    """The files of a package that are kept, by name; `left` counts those left behind."""

    def __init__(self, packed: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], left: int) -> None:
        self._packed, self._members, self.left = packed, members, left

    @property
    def names(self) -> list[str]:
        return list(self._members)

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def parts(self, name: str) -> Iterator[bytes]:
        """The content bit by bit; refuses one that is longer than it says, or damaged."""
        member, read = self._members[name], 0
        try:
            with self._packed.open(member) as opened:
                while part := opened.read(CHUNK):
                    read += len(part)
                    if read > member.file_size:
                        raise PackageRefused("holds_too_much")
                    yield part
        except PackageRefused:
            raise
        except _BROKEN as error:
            raise PackageRefused("damaged", name=name) from error

    def manifest(self, name: str) -> bytes:
        """A file that is read as a whole: a manifest. Refuses one of unusual size."""
        if self._members[name].file_size > kinds.LARGEST_MANIFEST:
            raise PackageRefused("manifest_too_large", name=name)
        return b"".join(self.parts(name))


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Archive]:
    """The package's archive, checked; raises `PackageRefused`."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if not size:
        raise PackageRefused("empty")
    if size > kinds.LARGEST_PACKAGE:
        raise PackageRefused("package_too_large", limit=f"{kinds.LARGEST_PACKAGE // kinds.MEGABYTE} MB")
    try:
        packed = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise PackageRefused("no_package") from error
    with packed:
        members = packed.infolist()
        _check_sizes(members)
        yield Archive(packed, *_kept(members))


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > kinds.MOST_FILES:
        raise PackageRefused("too_many_files", limit=str(kinds.MOST_FILES))
    total, packed, end = 0, 0, 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise PackageRefused("damaged", name=member.filename)
        end = member.header_offset + LOCAL_HEADER + member.compress_size
        total, packed = total + member.file_size, packed + member.compress_size
        if member.file_size > kinds.LARGEST_FILE:
            limit = f"{kinds.LARGEST_FILE // kinds.MEGABYTE} MB"
            raise PackageRefused("file_too_large", name=member.filename, limit=limit)
        if member.file_size > max(kinds.STEEP_FROM, kinds.STEEPEST * member.compress_size):
            raise PackageRefused("holds_too_much")
    if total > kinds.LARGEST_TOTAL or total > max(kinds.STEEP_FROM, kinds.STEEPEST * packed):
        raise PackageRefused("holds_too_much")


def _kept(members: list[zipfile.ZipInfo]) -> tuple[dict[str, zipfile.ZipInfo], int]:
    """What is kept, by its clean name, and how many files are left behind."""
    kept: dict[str, zipfile.ZipInfo] = {}
    taken: dict[str, bool] = {}  # name without case, of files and of the folders they lie in: is it a folder?
    left = 0
    for member in members:
        name = clean_name(member)
        mode = member.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise PackageRefused("link", name=name)
        if member.flag_bits & 1:
            raise PackageRefused("locked")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise PackageRefused("packed_oddly", name=name)
        _claim(name, taken, folder=member.is_dir())
        if member.is_dir():
            continue
        if kinds.is_left_behind(name):
            left += 1
        elif kinds.extension(name) not in kinds.SERVED_AS:
            raise PackageRefused("kind_not_allowed", name=name)
        else:
            kept[name] = member
    return kept, left


def clean_name(member: zipfile.ZipInfo) -> str:
    """The name, if it is one of a file inside the package and nowhere else."""
    # `orig_filename` still holds what Python cuts off or turns round in `filename`.
    name = member.orig_filename
    shown = name.encode("ascii", "backslashreplace").decode()[:80]
    bare = name.removesuffix("/")
    parts = bare.split("/")
    wrong = (
        not bare
        or len(name.encode("utf-8", "surrogatepass")) > kinds.LONGEST_NAME
        or any(part in ("", ".", "..") or part != part.strip() or part.endswith(".") for part in parts)
        or any(letter in '\\:*?"<>|' or unicodedata.category(letter).startswith("C") for letter in name)
    )
    if wrong:
        raise PackageRefused("bad_path", name=shown)
    return unicodedata.normalize("NFC", bare)


def _claim(name: str, taken: dict[str, bool], *, folder: bool) -> None:
    """No two names may fall together where letters' case is not told apart, and no file may be a folder as well."""
    parts = name.casefold().split("/")
    for length in range(1, len(parts)):
        inner = "/".join(parts[:length])
        if taken.setdefault(inner, True) is False:
            raise PackageRefused("same_name", name=name)
    whole = "/".join(parts)
    if whole in taken and not (folder and taken[whole]):
        raise PackageRefused("same_name", name=name)
    taken[whole] = folder
