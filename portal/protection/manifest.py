"""What a backup's folder must hold: a manifest, signed with a key of the installation, that knows every file's sum."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.protection.keys import purpose_key
from portal.protection.signing import is_signed, sign

NAME = "manifest.json"
_PURPOSE = "backups"


class CannotRestore(Exception):
    """The backup, its keys or the place to restore to do not fit; the message says which. Nothing was written."""


@dataclass(kw_only=True)
class Table:
    """Columns in the order of the file, rows in it, and the file's SHA-256."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass(kw_only=True)
class Manifest:
    """`migrations` are the database's shape, `keys` the fingerprints of the master keys, `media` sums by name."""

    made_at: str
    migrations: list[str]
    keys: dict[str, str]
    tables: dict[str, Table] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Last of all: a folder without it is no backup."""
        facts = asdict(self)
        key_id, signature = sign(_PURPOSE, facts)
        text = json.dumps(facts | {"key_id": key_id, "signature": signature}, indent=1, ensure_ascii=False)
        (folder / NAME).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest as it was written, when every master key of then is set here; raises `CannotRestore`."""
    try:
        facts: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        key_id, signature = facts.pop("key_id"), facts.pop("signature")
        _refuse_other_keys(facts["keys"])
        whole = is_signed(_PURPOSE, facts, key_id=key_id, signature=signature)
    except (OSError, ValueError, KeyError, ImproperlyConfigured) as error:
        raise CannotRestore(f"{folder} holds no whole backup: {error}") from error
    if not whole:
        raise CannotRestore(f"{folder}/{NAME} was changed after it was written.")
    tables = {name: Table(**table) for name, table in facts.pop("tables").items()}
    return Manifest(**facts, tables=tables)


def _refuse_other_keys(made_with: dict[str, str]) -> None:
    present = fingerprints(key_id for key_id in made_with if key_id in settings.FIELD_KEYS)
    missing = sorted(set(made_with) - set(present))
    other = sorted(key_id for key_id, mark in present.items() if mark != made_with[key_id])
    if missing or other:
        wrong = [f"{key_id} is missing" for key_id in missing] + [f"{key_id} is another key" for key_id in other]
        raise CannotRestore(f"FIELD_KEYS does not fit this backup: {', '.join(wrong)}. Nothing was written.")


def fingerprints(key_ids: Iterable[str]) -> dict[str, str]:
    """By which a master key is known again; nobody comes from it to the key."""
    return {key_id: hashlib.sha256(purpose_key("fingerprint", key_id)[1]).hexdigest()[:32] for key_id in key_ids}


def broken_files(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Files of the backup that are missing or not as they were written."""
    sums = {table_file(name): table.sha256 for name, table in manifest.tables.items()}
    sums |= {media_file(name): digest for name, digest in manifest.media.items()}
    for path, digest in sums.items():
        if not (folder / path).is_file() or file_sum(folder / path) != digest:
            yield path


def table_file(name: str) -> str:
    return f"database/{name}.copy"


def media_file(name: str) -> str:
    return f"media/{name}"


def file_sum(path: Path) -> str:
    """The SHA-256 of a file of any size."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
