"""Verifying, anchoring and shortening the access log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from portal.protection.models import TrailAnchor, TrailCut, TrailEntry
from portal.protection.signing import is_signed, sign
from portal.protection.trail import chain_of, entry_hash, name_of_chain, stamp

ANCHOR, CUT = "anchors of the access log", "cuts of the access log"
Head = tuple[int, str]


@dataclass(frozen=True)
class BrokenLink:
    """`where`: the entry, chain or anchor; `why`: what does not fit, in English for the operator."""

    where: str
    why: str
    entry_id: int | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


@transaction.atomic
def anchor_trail() -> TrailAnchor | None:
    """Sign how far each chain has come since the last anchor; None when nothing was added.

    Waits for entries being written and holds new ones back for that moment, so that none is missed. Whoever keeps the
    newest signature elsewhere (`verify_audit_trail` prints it) also notices when anchors themselves are taken away.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE protection_trailentry IN SHARE MODE")
    before = TrailAnchor.objects.order_by("-pk").first()
    grown = TrailEntry.objects.filter(pk__gt=before.last_entry if before else 0)
    last = grown.aggregate(last=Max("pk"))["last"]
    if last is None:
        return None
    heads = {
        name_of_chain(chain): [number, digest]
        for chain, number, digest in TrailEntry.objects.filter(chain__in=grown.values("chain"))
        .order_by("chain", "-number")
        .distinct("chain")
        .values_list("chain", "number", "hash")
    }
    anchor = TrailAnchor(
        at=timezone.now(),
        entries=TrailEntry.objects.count(),
        last_entry=last,
        heads=heads,
        previous=before.signature if before else "",
    )
    anchor.key_id, anchor.signature = sign(ANCHOR, _facts_of_anchor(anchor))
    anchor.save(force_insert=True)
    return anchor


def _facts_of_anchor(anchor: TrailAnchor) -> dict[str, Any]:
    return {
        "at": stamp(anchor.at),
        "entries": anchor.entries,
        "last_entry": anchor.last_entry,
        "heads": anchor.heads,
        "previous": anchor.previous,
    }


def _facts_of_cut(cut: TrailCut) -> dict[str, Any]:
    return {"chain": cut.chain_name, "number": cut.number, "hash": cut.hash, "at": stamp(cut.at)}


@transaction.atomic
def shorten_chains(before: datetime) -> int:
    """Take away all entries before that moment and sign where each chain begins now; returns how many were taken.

    The database refuses it for entries younger than two years, whoever asks. The rest of each chain stays verifiable.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE protection_trailentry IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SELECT set_config('portal.trail_retention', 'on', true)")
    old = TrailEntry.objects.filter(at__lt=before)
    ends = old.order_by("chain", "-number").distinct("chain").values_list("chain", "number", "hash")
    taken = 0
    for chain, number, digest in list(ends):
        name = name_of_chain(chain)
        cut = TrailCut.objects.filter(chain_name=name).first() or TrailCut(chain_name=name)
        cut.number, cut.hash, cut.at = number, digest, timezone.now()
        cut.key_id, cut.signature = sign(CUT, _facts_of_cut(cut))
        cut.save()
        taken += TrailEntry.objects.filter(chain=chain, number__lte=number).delete()[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.trail_retention', '', true)")
    return taken


def broken_links() -> Iterator[BrokenLink]:
    """Everything that does not fit, entry by entry, then anchor by anchor; nothing when the log is whole."""
    cuts = {}
    for cut in TrailCut.objects.order_by("pk"):
        if is_signed(CUT, _facts_of_cut(cut), key_id=cut.key_id, signature=cut.signature):
            cuts[cut.chain_name] = cut.number, cut.hash
        else:
            yield BrokenLink(f"the cut of chain {cut.chain_name[:12]}", "its signature is not ours")
    anchored = dict(_anchored_heads())
    yield from _broken_entries(cuts, anchored)
    yield from _broken_anchors()


def _broken_entries(cuts: dict[str, Head], anchored: dict[str, dict[int, str]]) -> Iterator[BrokenLink]:
    chain, name, end = "", "", (0, "")
    for entry in TrailEntry.objects.order_by("chain", "number").iterator(chunk_size=2000):
        if entry.chain != chain:
            yield from _missing_heads(chain, name, end, anchored)
            chain, name = entry.chain, name_of_chain(entry.chain)
            end = cuts.get(name, (0, ""))
        if why := _wrong_with(entry, end):
            yield BrokenLink(f"entry {entry.pk} ({entry.chain}, number {entry.number})", why, entry.pk)
        elif anchored.get(name, {}).get(entry.number, entry.hash) != entry.hash:
            yield BrokenLink(f"entry {entry.pk} ({entry.chain})", "an anchor knows another one in its place", entry.pk)
        end = entry.number, entry.hash
    yield from _missing_heads(chain, name, end, anchored)
    for gone in [name for name in anchored if name not in cuts]:
        last = max(anchored[gone])
        yield BrokenLink(f"chain {gone[:12]}", f"an anchor knows {last} entries, and none is left")
    for left in [name for name in anchored if name in cuts]:
        if max(anchored[left]) > cuts[left][0]:
            yield BrokenLink(f"chain {left[:12]}", f"an anchor knows {max(anchored[left])} entries; the end is missing")


def _missing_heads(chain: str, name: str, end: Head, anchored: dict[str, dict[int, str]]) -> Iterator[BrokenLink]:
    """Is the chain as long as the anchors say? Takes the chain out of `anchored`, so that what stays was not met."""
    known = anchored.pop(name, None)
    if known and max(known) > end[0]:
        yield BrokenLink(f"chain {chain}", f"an anchor knows {max(known)} entries; those after {end[0]} are missing")


def _wrong_with(entry: TrailEntry, end: Head) -> str:
    if entry.number != end[0] + 1:
        return "an entry before it is missing"
    if entry.previous != end[1]:
        return "it does not follow the entry before it"
    if entry.hash != entry_hash(entry) or entry.chain != chain_of(entry.subject, entry.record):
        return "it was changed after it was written"
    return ""


def _anchored_heads() -> Iterator[tuple[str, dict[int, str]]]:
    heads: dict[str, dict[int, str]] = {}
    for anchor in TrailAnchor.objects.order_by("pk").iterator(chunk_size=200):
        for name, (number, digest) in anchor.heads.items():
            heads.setdefault(name, {})[number] = digest
    yield from heads.items()


def _broken_anchors() -> Iterator[BrokenLink]:
    before = ""
    for anchor in TrailAnchor.objects.order_by("pk").iterator(chunk_size=200):
        if not is_signed(ANCHOR, _facts_of_anchor(anchor), key_id=anchor.key_id, signature=anchor.signature):
            yield BrokenLink(f"anchor {anchor.pk}", "its signature is not ours")
        elif anchor.previous != before:
            yield BrokenLink(f"anchor {anchor.pk}", "the anchor before it is missing")
        before = anchor.signature
