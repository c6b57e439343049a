"""A newcomer's database survives what happens to a developer's machine, and says in one sentence what it cannot."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from tests.faults.own_server import Checkout, checkout, end


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_server_stops_with_its_last_user_however_that_is_told_to_end(told: signal.Signals) -> None:
    with checkout() as clone:
        first, second = clone.started(), clone.started()
        end(first, told)
        assert clone.server() is not None
        end(second, told)
        assert clone.server() is None


def test_a_server_left_by_a_killed_process_is_taken_over_and_stopped() -> None:
    with checkout() as clone:
        end(clone.started(), signal.SIGKILL)
        left = clone.server()
        assert left is not None
        next_one = clone.started()
        assert clone.server() == left
        end(next_one)
        assert clone.server() is None


def test_a_killed_server_starts_again() -> None:
    with checkout() as clone:
        user = clone.started()
        os.kill(clone.server() or 0, signal.SIGKILL)
        end(user, signal.SIGKILL)
        after = clone.started()
        assert clone.server() is not None
        end(after)


@pytest.mark.parametrize("whose", ["another program's", "the first of the machine", "nobody's"])
def test_a_stale_number_of_a_server_does_not_keep_it_from_starting(whose: str) -> None:
    """The number is found here, not in the list above: workers have to agree on the names of tests."""
    number = {"another program's": os.getpid(), "the first of the machine": 1, "nobody's": 2**22 - 7}[whose]
    with checkout() as clone:
        end(clone.started())
        stale = f"{number}\n{clone.place.data}\n1700000000\n5432\n{clone.place.sockets}\n\n  1  2\nready   \n"
        for lock in (clone.place.data / "postmaster.pid", clone.place.sockets / ".s.PGSQL.5432.lock"):
            lock.write_text(stale)
        after = clone.started()
        assert clone.server() not in (None, number)
        end(after)


def test_two_clones_and_two_starts_at_once_do_not_meet() -> None:
    with checkout() as clone, checkout() as beside:
        users = [one.use() for one in (clone, clone, beside, beside)]
        for user in users:
            assert user.stdout is not None
            assert user.stdout.readline() == "started\n"
        assert clone.server() != beside.server()
        for user in users[:2]:
            end(user)
        assert clone.server() is None
        assert beside.server() is not None
        for user in users[2:]:
            end(user)


def test_without_room_nothing_is_begun_and_one_sentence_says_so() -> None:
    with checkout() as clone:
        said = clone.use(room=2**60).communicate(timeout=60)[1].strip()
        assert "\n" not in said
        assert "MB in" in said
        assert not clone.place.data.exists()


@pytest.fixture
def small_disk() -> object:
    """A disk of 24 MB, where this account may make one."""
    with checkout() as clone:
        root = clone.place.root
        root.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(root)], capture_output=True)
        if done.returncode:
            pytest.skip("only root makes a small disk")
        yield clone
        subprocess.run(["umount", "-l", str(root)], check=True)


def test_a_disk_that_fills_on_the_way_is_one_sentence(small_disk: Checkout) -> None:
    said = small_disk.use().communicate(timeout=60)[1].strip()

    assert "\n" not in said
    assert "the disk is full" in said


def test_a_busy_port_is_one_sentence_with_the_way_out() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "manage.py", "demo", "--port", str(port)],
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.dev"},
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.strip() == f"CommandError: Port {port} is in use; choose another one: make demo PORT={port + 1}"


def test_a_database_that_cannot_be_had_is_one_sentence_of_every_command() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.dev", "DATABASE_URL": "mysql://x/y"},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.strip() == "DATABASE_URL must begin with postgresql://."


def test_workers_of_a_killed_server_only_delay_the_next_start() -> None:
    with checkout() as clone:
        user = clone.started()
        server = clone.server() or 0
        workers = subprocess.run(["pgrep", "-P", str(server)], capture_output=True, text=True).stdout.split()
        for worker in workers:
            os.kill(int(worker), signal.SIGSTOP)
        os.kill(server, signal.SIGKILL)
        end(user, signal.SIGKILL)
        starting = clone.use()
        time.sleep(1.5)
        for worker in workers:
            os.kill(int(worker), signal.SIGKILL)
        assert starting.stdout is not None
        assert starting.stdout.readline() == "started\n", starting.communicate()
        end(starting)
