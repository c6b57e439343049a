"""The readable files of an instrument version, as data that JSON can hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from portal.sorting import latvian_key

HERE = Path(__file__).resolve().parent
VERSIONS, CODE_LISTS = HERE / "versions", HERE / "codelists"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where the wheel has it
SCORING_TABLES = HERE.parent / "scoring_tables"


class NoSuchVersion(LookupError):
    """There is no folder of that version."""


def read_version(version: str) -> dict[str, Any]:
    """`definition`, `texts` by language, `code_lists` by name and the `scoring` table the version names.

    A version `based_on` another has only what differs in its files: keys of the definition, texts that are new or
    mended, names of occupations, task cards and languages in more languages, names of countries put right.
    """
    folder = VERSIONS / version
    if not version.replace(".", "").isdigit() or not (folder / "definition.yaml").is_file():
        raise NoSuchVersion(f"there is no instrument of version {version!r}")
    definition = _read(folder / "definition.yaml")
    texts = {path.stem: _read(path) for path in sorted((folder / "texts").glob("*.yaml"))}
    if base := definition.pop("based_on", ""):
        earlier = read_version(base)
        definition = earlier["definition"] | definition
        texts = dict(sorted(_laid_over(earlier["texts"], texts).items()))
        code_lists = earlier["code_lists"]
    else:
        code_lists = {path.stem: _read(path) for path in sorted(CODE_LISTS.glob("*.yaml"))}
    # The table's numbers stay text: exact decimals, as the scoring itself reads them.
    table = (SCORING_TABLES / f"{definition['scoring']}.yaml").read_text(encoding="utf-8")
    occupations, languages = code_lists["occupations"]["occupations"], code_lists["languages"]["languages"]
    cards = [card for row in occupations for card in row["tasks"]]
    _add_names(occupations, "key", folder / "occupation_names.yaml")
    _add_names(cards, "key", folder / "card_names.yaml")
    _add_names(languages, "code", folder / "language_names.yaml")
    _put_names_right(code_lists["countries"], folder / "country_names.yaml")
    return {
        "definition": definition,
        "texts": texts,
        "code_lists": code_lists,
        "scoring": yaml.load(table, Loader=yaml.BaseLoader),  # noqa: S506 - makes text, lists and maps only
    }


def _laid_over(earlier: Any, later: Any) -> Any:
    """The earlier words with the later ones in their places; what is left out of the later ones stays."""
    if not (isinstance(earlier, Mapping) and isinstance(later, Mapping)):
        return later
    return {**earlier, **{key: _laid_over(earlier.get(key), part) for key, part in later.items()}}


def _add_names(rows: list[dict[str, Any]], key: str, path: Path) -> None:
    """Names in further languages that a version adds to a list; a name that is there already stays."""
    names = _read(path) if path.is_file() else {}
    for row in rows:
        for language, name in names.get(row[key], {}).items():
            row.setdefault(language, name)


def _put_names_right(countries: dict[str, Any], path: Path) -> None:
    """Names of countries that a version writes otherwise than the list, and the list in its order again."""
    if not path.is_file():
        return
    names = _read(path)
    for row in countries["countries"]:
        row.update(names.get(row["code"], {}))
    countries["countries"].sort(key=lambda row: latvian_key(row["lv"]))


def shipped_versions() -> list[str]:
    """Every version with files, oldest first."""
    names = [path.parent.name for path in VERSIONS.glob("*/definition.yaml")]
    return sorted(names, key=lambda name: [int(part) for part in name.split(".")])


def _read(path: Path) -> Any:
    return _json(yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER))  # noqa: S506 - both are the safe one


def _json(value: Any) -> Any:
    """Keys as text and days as ISO text: what a JSON column gives back."""
    if isinstance(value, Mapping):
        return {_key(key): _json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _key(key: object) -> str:
    return {True: "true", False: "false", None: "null"}[key] if key is None or isinstance(key, bool) else str(key)
