"""A search document as Elasticsearch keeps it: plain values, nothing of its client."""

import json
from hashlib import blake2b
from typing import Any

from search.analysis.folding import plain
from search.facets import FACETS
from search.models import SearchDocument
from search.records import unpack
from search.scoring import Tokens

NATIVE = {
    "lv": "latvian",
    "en": "english",
    "fi": "finnish",
    "sv": "swedish",
    "nl": "dutch",
    "hu": "hungarian",
}


def bulk_action(index: str, row: SearchDocument) -> dict[str, Any]:
    """The row as an entry of a bulk call; `stamp` tells later whether what is kept is still the same."""
    source: dict[str, Any] = {
        "key": row.key,
        "object_key": row.object_key,
        "url": row.url,
        "versions": row.versions,
        "audience": row.audience,
        "surface": row.surface,
        "shown": row.title,
        "shown_lv": row.title_lv or row.title,
        "shown_en": row.title_en or row.title,
    }
    source |= {f"begins_{name}": plain(source[name]) for name in ("shown", "shown_lv", "shown_en")}
    source |= {facet: getattr(row, facet) for facet in FACETS}
    for place in ("lv", "en", "own"):
        if packed := getattr(row, f"{place}_tokens"):
            code = row.language if place == "own" else place
            source[f"packed_{place}"] = packed
            source[code] = _words(row, code, unpack(packed))
    kept = json.dumps(source, sort_keys=True, ensure_ascii=False).encode()
    source["stamp"] = blake2b(kept, digest_size=12).hexdigest()
    return {"_op_type": "index", "_index": index, "_id": row.key, "_source": source}


def _words(row: SearchDocument, code: str, tokens: Tokens) -> dict[str, Any]:
    own = code == row.language
    native = (
        f"{row.title}\n{row.summary}\n{row.text}"
        if own
        else (f"{getattr(row, f'title_{code}')}\n{getattr(row, f'summary_{code}')}")
    )
    found = {
        "title": tokens.lemmas["title"],
        # A field's end is no place for a phrase.
        "lemmas": list(tokens.lemmas.values()),
        "extras": list(tokens.extras.values()),
    }
    return found | ({"native": native} if code in NATIVE else {})
