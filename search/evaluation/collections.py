"""Judged collections: a folder with documents and with queries whose right answers are known."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.seams.findable import EVERYONE, Document


class BrokenCollection(ValueError):
    """A file is missing or a line is not as described; the message names file and line."""


@dataclass(frozen=True, kw_only=True)
class JudgedQuery:
    """A query and the ids of what is relevant to it."""

    id: str
    language: str
    text: str
    target_languages: tuple[str, ...]
    relevant: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class JudgedCollection:
    """Documents by id, with their language, and the queries."""

    name: str
    documents: tuple[Document, ...]
    queries: tuple[JudgedQuery, ...]

    @property
    def languages(self) -> dict[str, str]:
        """Document key → language."""
        return {document.key: document.language for document in self.documents}


def read(folder: Path) -> JudgedCollection:
    """Read `documents.jsonl` and `queries.jsonl` of a folder."""
    return JudgedCollection(
        name=folder.resolve().name,
        documents=tuple(document(row) for row in _rows(folder / "documents.jsonl", ("id", "lang", "title", "text"))),
        queries=queries(folder),
    )


def queries(folder: Path) -> tuple[JudgedQuery, ...]:
    """Only the queries, for documents that come from elsewhere."""
    fields = ("id", "lang", "query", "target_langs", "relevant")
    return tuple(
        JudgedQuery(
            id=str(row["id"]),
            language=row["lang"],
            text=row["query"],
            target_languages=tuple(row["target_langs"]),
            relevant=frozenset(str(key) for key in row["relevant"]),
        )
        for row in _rows(folder / "queries.jsonl", fields)
    )


def document(row: dict[str, Any]) -> Document:
    """A line of `documents.jsonl` as a document everybody may see; its key is the id."""
    return Document(
        key=str(row["id"]),
        kind="judged",
        language=row["lang"],
        title=row["title"],
        url=f"/{row['id']}",
        text=row["text"],
        summary=row.get("summary") or "",
        titles={code: row[f"title_{code}"] for code in ("lv", "en") if row.get(f"title_{code}")},
        summaries={code: row[f"summary_{code}"] for code in ("lv", "en") if row.get(f"summary_{code}")},
        audience=(EVERYONE,),
    )


def _rows(path: Path, fields: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise BrokenCollection(f"There is no file {path}.")
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                missing = [name for name in fields if name not in row]
            except (ValueError, TypeError) as error:
                raise BrokenCollection(f"{path}:{number} is not one JSON object.") from error
            if missing:
                raise BrokenCollection(f"{path}:{number} has no {', '.join(missing)}.")
            yield row
