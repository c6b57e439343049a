"""Taking a package in: read, checked, made anew; kept once, whoever brings it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO

from django.core.files import File
from django.db import IntegrityError, transaction

from portal.accounts.models import User
from portal.protection.trail import record
from training.models import Package
from training.packages.reading import Read, Say, read_package


class CannotStore(Exception):
    """The package is fine, and there is no room for it. Nothing of it is left behind."""


@dataclass(frozen=True, kw_only=True)
class TakenIn:
    """`package` is None after a dry run; `made` is false when the same one was here already."""

    read: Read
    package: Package | None
    made: bool


def import_package(
    *, file: IO[bytes], by: User | None, dry_run: bool = False, title: str = "", say: Say = lambda text: None
) -> TakenIn:
    """Read, check and keep a package. Raises `PackageRefused` or `CannotStore`; then nothing stays.

    A dry run keeps nothing either, but reads all of it, and so refuses what the import would refuse.
    """
    try:
        with TemporaryFile() as anew:
            read = read_package(file, anew, say)
            there = Package.objects.filter(digest=read.digest).first()
            if there or dry_run:
                return TakenIn(read=read, package=there, made=False)
            return _kept(read, anew, by, title)
    except OSError as error:
        raise CannotStore(str(error.strerror or error)) from error


def _kept(read: Read, anew: IO[bytes], by: User | None, title: str) -> TakenIn:
    found = read.found
    package = Package(
        title=title or found.title, kind=found.kind, language=found.language,
        items=[item.as_dict() for item in found.items], digest=read.digest,
        files=read.files, size=read.size, imported_by=by,
    )  # fmt: skip
    anew.seek(0)
    try:
        with transaction.atomic(), _no_file_left_on_failure(package):
            package.save(force_insert=True)  # the digest is taken now: who brings the same waits here
            package.file.save(f"{read.digest}.zip", File(anew), save=False)
            package.save(update_fields=["file"])
            detail = {"kind": found.kind, "files": read.files}
            record("import_package", record=f"training_package:{package.pk}", detail=detail,
                   actor_id=by.pk if by else None)  # fmt: skip
    except IntegrityError:
        return TakenIn(read=read, package=Package.objects.get(digest=read.digest), made=False)
    return TakenIn(read=read, package=package, made=True)


@transaction.atomic
def rename_package(*, package: Package, title: str, by: User | None) -> Package:
    """Another title for the chooser and for lessons that give none."""
    package.title = title
    package.save(update_fields=["title"])
    record("change", record=f"training_package:{package.pk}", actor_id=by.pk if by else None)
    return package


@contextmanager
def _no_file_left_on_failure(package: Package) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if package.file.name:
            package.file.storage.delete(package.file.name)
        raise
