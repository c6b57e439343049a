"""Publishing an instrument version: frozen whole under its fingerprint, once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.prepared import Prepared
from portal.protection.trail import record
from skills_audit.instrument import files, logic_check
from skills_audit.instrument.canonical import sha256
from skills_audit.instrument.definition import Instrument, Item, read_instrument
from skills_audit.models import InstrumentVersion


class VersionTaken(Exception):
    """This version is published with another content; a change needs a new version number."""


class NotSound(Exception):
    """The skip logic has errors; `findings` name them."""

    def __init__(self, findings: list[logic_check.Finding]) -> None:
        super().__init__("; ".join(f"{f.code}: {f.problem} {f.detail}".strip() for f in findings))
        self.findings = findings


@transaction.atomic
def publish_instrument(*, version: str, by: User | None = None) -> InstrumentVersion:
    """Publish the readable files of a version; the same content again is the version that is there already."""
    content = files.read_version(version)
    digest = sha256(content)
    there = InstrumentVersion.objects.select_for_update().filter(version=version).defer(*content).first()
    if there and there.published_at:
        if there.sha256 != digest:
            raise VersionTaken(version)
        return there
    errors = [finding for finding in findings_of(content) if finding.is_error]
    if errors:
        raise NotSound(errors)
    published, _made = InstrumentVersion.objects.update_or_create(
        version=version,
        defaults=content | {"sha256": digest, "published_at": timezone.now(), "published_by": by},
    )
    record(
        "publish_instrument", record=f"instrument:{version}", detail={"sha256": digest},
        actor_id=by.pk if by else None,
    )  # fmt: skip
    return published


def findings_of(content: dict[str, Any]) -> list[logic_check.Finding]:
    """What the check of the skip logic says of a version's files."""
    instrument = read_instrument(**_parts(content))
    return logic_check.check([_question(item) for item in instrument.items])


def _question(item: Item) -> logic_check.Question:
    kinds = {"choice": "choice", "consent": "choice", "multi": "multi", "scale": "scale", "number": "number",
             "year": "number"}  # fmt: skip
    return logic_check.Question(
        code=item.code,
        kind=kinds.get(item.type, "other"),
        options=item.options,
        steps=item.steps,
        when=item.when,
        routes=item.routes,
    )


def current_version() -> InstrumentVersion | None:
    """The version new audits begin with: published last. Its big parts are not loaded."""
    return _last_published.first()


_last_published = Prepared(
    lambda: (
        InstrumentVersion.objects.filter(published_at__isnull=False)
        .defer("definition", "texts", "code_lists", "scoring")
        .order_by("-published_at", "-pk")[:1]
    )
)


def current_instrument() -> Instrument | None:
    """The instrument published last: its words are the ones a plan, which belongs to no audit, is printed in."""
    version = current_version()
    return instrument_of(version.pk, version.sha256) if version else None


def instrument_of(version_id: int, digest: str) -> Instrument:
    """The instrument an audit was begun with; read once per process, for a published version cannot change."""
    return _frozen(version_id, digest) if digest else _load(version_id)


@lru_cache(maxsize=8)
def _frozen(version_id: int, digest: str) -> Instrument:
    return _load(version_id)


def _load(version_id: int) -> Instrument:
    row = InstrumentVersion.objects.get(pk=version_id)
    content = {part: getattr(row, part) for part in ("definition", "texts", "code_lists", "scoring")}
    return read_instrument(**_parts(content))


def _parts(content: dict[str, Any]) -> dict[str, Any]:
    return {
        "definition": content["definition"],
        "texts": content["texts"],
        "lists": content["code_lists"],
        "scoring": content["scoring"],
    }
