"""A package read and made anew: only the files that are kept, without what else may hang on an archive."""

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from training.packages import cmi5, h5p, kinds, scorm
from training.packages.archive import Archive, opened
from training.packages.found import Found
from training.packages.refusals import PackageRefused

Say = Callable[[str], None]
READERS = {cmi5.MANIFEST: cmi5.read, scorm.MANIFEST: scorm.read, h5p.MANIFEST: h5p.read}
ANY_DAY = (1980, 1, 1, 0, 0, 0)
HEAD = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Read:
    """What was found; `digest` of the kept files with their names: the same content packed again has the same."""

    found: Found
    digest: str
    files: int
    left: int
    size: int


def read_package(file: IO[bytes], into: IO[bytes], say: Say = lambda text: None) -> Read:
    """Read the whole package and write it anew into an empty file. Raises `PackageRefused`; then `into` is of no use.

    The same content gives the same bytes. Films and pictures are stored as they are, texts are packed.
    """
    with opened(file) as archive:
        found = reader_of(archive)(archive)
        say(f"{found.kind}: {len(archive.names)} files")
        digest, size = hashlib.sha256(), 0
        with zipfile.ZipFile(into, "w", allowZip64=True) as anew:
            for number, name in enumerate(sorted(archive.names), 1):
                content, length = _copied(archive, name, anew)
                digest.update(f"{name}\0{content}\0".encode())
                size += length
                if number % 500 == 0:
                    say(f"{number} files read")
        return Read(found=found, digest=digest.hexdigest(), files=len(archive.names), left=archive.left, size=size)


def reader_of(archive: Archive) -> Callable[[Archive], Found]:
    """By the manifest at the root; one in a folder is a common mistake of who packs, and is told so."""
    for name, read in READERS.items():
        if name in archive:
            return read
    for name in archive.names:
        folder, slash, rest = name.partition("/")
        if slash and rest in READERS:
            raise PackageRefused("manifest_in_folder", name=rest, folder=folder)
    raise PackageRefused("no_manifest")


def _copied(archive: Archive, name: str, anew: zipfile.ZipFile) -> tuple[str, int]:
    digest, length, head = hashlib.sha256(), 0, b""
    fresh = zipfile.ZipInfo(name, ANY_DAY)
    as_it_is = kinds.extension(name) in kinds.KEPT_AS_THEY_ARE
    fresh.compress_type = zipfile.ZIP_STORED if as_it_is else zipfile.ZIP_DEFLATED
    fresh.external_attr = 0o600 << 16
    with anew.open(fresh, "w", force_zip64=False) as target:
        for part in archive.parts(name):
            if len(head) < HEAD:
                head += part[: HEAD - len(head)]
            digest.update(part)
            length += len(part)
            target.write(part)
    check_content(name, head)
    return digest.hexdigest(), length


def check_content(name: str, head: bytes) -> None:
    """No program of a server or a system, whatever its name; scripts for the browser stay in their frame."""
    if head.startswith(kinds.PROGRAMS):
        raise PackageRefused("program", name=name)
    if kinds.extension(name) in kinds.PAGES and any(script in head.lower() for script in kinds.SERVER_SCRIPTS):
        raise PackageRefused("program", name=name)
