"""How many answers a second are saved, sealed and logged, for many devices at once; then everything is counted.

Every device is that of a mentor with a client of their own, as in the talks of a working day; it sends its next answer
as soon as it was told that the one before is kept. One save in twenty is sent a second time by another connection at
the same moment, as devices do when a line breaks: it must have one effect. Client, database and server share the cores
of this machine.

Measured twice. As an installation runs: 500 devices, each with a save on its way, behind them the few connections to
the database that its web workers hold. And as nobody should run it: a connection to the database for each device.
"""

import multiprocessing
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from portal.accounts.models import Role, RoleAssignment, User
from portal.benchmark.scratch import free_connections, scratch_database
from portal.protection.actor import acting, acting_as_system
from portal.protection.chains import broken_links
from portal.protection.identifiers import uuid7
from portal.protection.keys import make_data_key
from portal.protection.models import CaseAssignment, TrailEntry
from portal.seams.access import SOCIAL_MENTOR
from portal.seams.benchmark import Benchmark, Say, register
from skills_audit.answers import Saved, save_answer
from skills_audit.instrument.publishing import publish_instrument
from skills_audit.models import Answer, AnswerOperation, Audit, Client

DEVICES, WARM_UP = 500, 2
WORKERS = 16  # connections to the database, as two processes of eight threads hold them
THREADS = 25  # at most, of a process: more would wait for each other's Python instead of the database
ONE_IN = 20  # so many saves, one is sent twice
NOTE = "Strādājusi par šuvēju ģimenes darbnīcā, mācījusi māsas; rāda fotogrāfijas tālrunī."


@dataclass(frozen=True, kw_only=True)
class Save:
    """One answer on its way; `twice` by another connection as well."""

    talk: int
    item: str
    operation: UUID
    twice: bool = False

    @property
    def content(self) -> dict[str, Any]:
        return {"state": "value", "value": self.talk % 5, "ev": 2, "note": f"{NOTE} {self.operation}"}


@dataclass(kw_only=True)
class Told:
    """What one process saw: seconds a device waited for each save, how many were repeated, what went wrong."""

    seconds: list[float]
    repeated: int
    faults: list[str]
    began: float
    ended: float


def measure_saves(number: int, say: Say) -> list[dict[str, Any]]:
    """`number` answers of up to 500 devices, over few connections to the database and over one for each device."""
    return [measured(number, connections, say) for connections in (WORKERS, DEVICES)]


def measured(number: int, connections: int, say: Say) -> dict[str, Any]:
    """One measurement, in a database of its own that is gone afterwards."""
    with scratch_database(say):
        devices = min(DEVICES, max(number // (WARM_UP + 1), 1))
        connections = min(connections, devices, free_connections())
        talks = _talks(devices)
        saves = [
            [
                Save(talk=talk, item=f"B{place}", operation=uuid4(), twice=(talk + place) % ONE_IN == 0)
                for place in range(-WARM_UP, max(number // devices, 1))
            ]
            for talk in range(devices)
        ]
        answers = sum(map(len, saves)) - devices * WARM_UP
        say(f"• {devices} devices over {connections} connections to the database, {answers} answers")
        told = _sent(talks, saves, connections, say)
        seconds = max(one.ended for one in told) - min(one.began for one in told)
        say("• counting, opening every answer, verifying the trail")
        return _row(connections, saves, told, seconds)


def _talks(number: int) -> list[tuple[int, Audit]]:
    """As many mentors, each with a client and a running talk."""
    mentors = User.objects.bulk_create(User(email=f"mentor-{place}@benchmark.example") for place in range(number))
    role, today, made = Role.objects.get(key=SOCIAL_MENTOR), timezone.localdate(), []
    RoleAssignment.objects.bulk_create(RoleAssignment(user=mentor, role=role) for mentor in mentors)
    with acting_as_system("benchmark"):
        version = publish_instrument(version="1.0.0")
        for place, mentor in enumerate(mentors):
            key = uuid7()
            make_data_key(key)
            CaseAssignment.objects.create(subject=key, user=mentor, part=CaseAssignment.Part.CARRIES)
            client = Client.objects.create(
                id=key, code=f"K-{place + 100_000}", stage="refugee", language="ar", arrived_on=today
            )
            talk = Audit.objects.create(client=client, instrument=version, client_language="ar", started_by=mentor)
            made.append((mentor.pk, talk))
    return made


def _sent(talks: list[tuple[int, Audit]], saves: list[list[Save]], connections: int, say: Say) -> list[Told]:
    """All processes, each with its share of the connections, each of which serves its devices; they begin together."""
    connection.close()  # a connection does not survive a fork
    served = [range(first, len(talks), connections) for first in range(connections)]
    processes = max(min(2, connections), -(-connections // THREADS))
    shares = [served[first::processes] for first in range(processes)]
    context = multiprocessing.get_context("fork")
    start = context.Barrier(connections)
    answers = context.SimpleQueue()
    workers = [
        context.Process(target=_process, args=(talks, saves, share, start, answers), daemon=True) for share in shares
    ]
    for worker in workers:
        worker.start()
    told = []
    for _worker in workers:
        told.append(answers.get())
        say(f"• {len(told)} of {len(workers)} processes done")
    for worker in workers:
        worker.join()
    if faults := [fault for one in told for fault in one.faults]:
        raise CommandError(f"{len(faults)} saves failed, the first with: {faults[0]}")
    return told


def _process(talks: list[Any], saves: list[list[Save]], share: list[range], start: Any, answers: Any) -> None:
    told = [Told(seconds=[], repeated=0, faults=[], began=0.0, ended=0.0) for _devices in share]
    threads = [
        threading.Thread(
            target=_connection, args=(talks, list(_of_connection(saves, share, place)), start, told[place])
        )
        for place in range(len(share))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers.put(
        Told(
            seconds=[second for one in told for second in one.seconds],
            repeated=sum(one.repeated for one in told),
            faults=[fault for one in told for fault in one.faults],
            began=min(one.began for one in told),
            ended=max(one.ended for one in told),
        )
    )


def _of_connection(saves: list[list[Save]], share: list[range], place: int) -> Iterator[Save]:
    """What comes over a connection: an answer of each of its devices in turn, and beside each the one that a device of
    the neighbouring connection sends twice.
    """
    for step in range(len(saves[0])):
        for own, other in zip(share[place], share[place - 1], strict=False):
            yield saves[own][step]
            if saves[other][step].twice and other != own:
                yield saves[other][step]
        for own in share[place][len(share[place - 1]) :]:
            yield saves[own][step]


def _connection(talks: list[tuple[int, Audit]], saves: list[Save], start: Any, told: Told) -> None:
    """One connection, warmed up with its first saves. Timed is how long a device waits, its turn included."""
    try:
        mentors = {save.talk: User.objects.get(pk=talks[save.talk][0]) for save in saves}
        for mentor in mentors.values():
            _ = mentor.role_keys  # as after signing in
        sent: dict[int, float] = {}  # by device: since when its next answer waits
        for save in saves:
            if not told.began and save.item == "B0":
                start.wait(timeout=300)
                told.began = perf_counter()
            told.repeated += _save(mentors[save.talk], talks[save.talk][1], save)
            if told.began:
                now = perf_counter()
                told.seconds.append(now - sent.get(save.talk, told.began))
                sent[save.talk] = now
        told.ended = perf_counter()
    except Exception as error:  # whatever it was, it is told with the result
        told.faults.append(f"{type(error).__name__}: {error}")
        start.abort()
    finally:
        connection.close()


def _save(mentor: User, talk: Audit, save: Save) -> bool:
    """As a request does it: the actor is named, the answer sealed and logged, all committed."""
    with acting(mentor):
        answer = save_answer(
            audit=talk, item=save.item, entry="", content=save.content, expected=0, operation=save.operation, by=mentor
        )
    assert isinstance(answer, Saved)
    return answer.repeated


def _row(connections: int, saves: list[list[Save]], told: list[Told], seconds: float) -> dict[str, Any]:
    times = sorted(second for one in told for second in one.seconds)
    sent = {save.operation: save for share in saves for save in share}
    timed = sum(len(share) - WARM_UP for share in saves)
    with acting_as_system("benchmark"):
        rows = list(AnswerOperation.objects.values_list("pk", "answer_id", "version"))
        kept = {answer.pk: answer.content for answer in Answer.objects.all()}
    right = {pk for pk, answer, version in rows if version == 1 and kept.get(answer) == sent[pk].content}
    entries = TrailEntry.objects.filter(action="answer").count()
    broken = next(broken_links(), None)
    return {
        "devices": len(saves),
        "database_connections": connections,
        "answers": timed,
        "seconds": round(seconds, 2),
        "saves_per_second": round(timed / seconds),
        "p50_ms": round(times[len(times) // 2] * 1000, 1),
        "p95_ms": round(times[int(len(times) * 0.95)] * 1000, 1),
        "lost": len(set(sent) - right),
        "double": max(len(rows), len(kept), entries) - len(sent),
        "sent_twice": sum(one.repeated for one in told),
        "trail_entries": entries,
        "trail": str(broken) if broken else "whole",
    }


def state() -> None:
    """Register once, when the app is ready."""
    register(Benchmark(name="saves", usual=20_000, measure=measure_saves))
