"""The one way in for files from people: allow-list, content, limits, then made anew (OWASP ASVS 5.0, chapter 5)."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import IO, Protocol

from django.template.defaultfilters import filesizeformat

from portal.files.kinds import ARCHIVES, Kind
from portal.files.refusals import Archive, EmptyFile, KindNotAllowed, NotWhatItSays, TooLarge
from portal.files.remaking import MAKERS
from portal.files.sniffing import is_archive, kind_of


class Upload(Protocol):
    """An uploaded file of Django, or an open one with a name."""

    name: str | None

    def read(self, size: int = ..., /) -> bytes: ...

    def seek(self, place: int, /) -> object: ...


def cleaned_upload(file: Upload | IO[bytes], kinds: Iterable[Kind]) -> tuple[bytes, str]:
    """The file made anew, and its media type. `kinds` is one of the lists of `portal.files.kinds`.

    Raises an `UploadRefused` whose text tells a person what to do. Never trusts name, size or type the browser gave.
    """
    allowed = tuple(kinds)
    named = _kind_named(str(file.name or ""), allowed)
    file.seek(0)
    content = file.read(named.limit + 1)
    if not content:
        raise EmptyFile
    if len(content) > named.limit:
        raise TooLarge({"limit": filesizeformat(named.limit)})
    found = kind_of(content, allowed)
    if found is None and is_archive(content):
        raise Archive
    # Text is text; and a telephone marks its sound as film, so its maker looks at the tracks.
    alike = found and found.made_by == named.made_by and named.made_by in ("text", "boxes")
    if found is not named and not alike:
        raise NotWhatItSays
    return MAKERS[named.made_by](content, named), named.media_type


def _kind_named(name: str, allowed: tuple[Kind, ...]) -> Kind:
    extension = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    for kind in allowed:
        if extension in kind.extensions:
            return kind
    if extension in ARCHIVES:
        raise Archive
    raise KindNotAllowed({"kinds": ", ".join(kind.name for kind in allowed)})
