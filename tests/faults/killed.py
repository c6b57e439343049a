"""A process of the portal on the tests' database that is killed in the middle of its work."""

import os
import signal
import subprocess
import sys
from urllib.parse import quote

from django.conf import settings
from django.db import connection

BEGIN = """
import os, signal, sys
import django
django.setup()
calls = []
def dies_at(number, action):
    def run(*args, **kwargs):
        calls.append(args)
        if len(calls) >= number:
            os.kill(os.getpid(), signal.SIGKILL)
        return action(*args, **kwargs)
    return run
"""


def address_of_tests() -> str:
    """The tests' database as another process, or another connection, reaches it."""
    values = connection.settings_dict
    return f"postgresql://{values['USER']}@/{values['NAME']}?host={quote(values['HOST'], safe='')}"


def run_until_killed(code: str, **environment: str) -> None:
    """Run `code`, which must kill itself: by `dies_at(n, function)` put in a function's place, or on its own."""
    given = {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "DATABASE_URL": address_of_tests()}
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + code],
        cwd=settings.PROJECT, env=os.environ | given | environment, capture_output=True, text=True, timeout=200,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
