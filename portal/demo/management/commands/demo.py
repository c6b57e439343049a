"""`manage.py demo`: everything a newcomer needs, then serves it on this machine."""

import io
import os
import socket
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from portal.demo import serving
from portal.demo.accounts import printed_accounts
from portal.demo.swift import desk_told_once, without_query_log, without_waiting_for_the_disk
from portal.failures import is_disk_full
from portal.seams import findable
from portal.seams.demo import DemoContent, contents


class Command(BaseCommand):
    """Prepares (migrations, catalogues, content, index) and serves; says what it does on standard error."""

    requires_system_checks = ()  # they are for developers, in `.ci/run`, and take as long as all the rest
    help = "Set up the demo and serve it. --prepare only sets up, --reset puts the content back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prepare", action="store_true", help="set up, do not serve")
        parser.add_argument("--reset", action="store_true", help="put the demo's own content back")
        parser.add_argument("--size", default="", help="synthetic load on top: documents=N,clients=N,staff=N")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo runs with its own settings only (portal.settings.dev).")
        if not options["prepare"]:
            self._refuse_busy_port(options["port"])
        sizes = self._sizes(options["size"])
        try:
            with without_query_log():
                self._prepare(sizes, reset=options["reset"])
        except (OSError, OperationalError) as error:
            if not is_disk_full(error):
                raise
            raise CommandError("The disk is full. Make room and run the command again.") from error
        if not options["prepare"]:
            self._serve(options["port"])

    def _prepare(self, sizes: dict[str, int], *, reset: bool) -> None:
        self._step("Database", lambda: call_command("migrate", verbosity=0))
        self._step("Words in Latvian and English", lambda: call_command("compile_catalogues", verbosity=0))
        with without_waiting_for_the_disk():
            for content in contents():
                self._step(content.name, lambda c=content: c.reset(self._say) if reset else self._load(c))
        for kind, number in sizes.items():
            for content in contents():
                if grow := content.grow:
                    self._step(f"{content.name}: {number} {kind}", lambda g=grow, k=kind, n=number: g(k, n, self._say))

    def _step(self, name: str, action: Any) -> None:
        started = monotonic()
        self._tell(f"• {name} … ")
        with findable.told_once():
            action()
        self._tell(f"{monotonic() - started:.1f} s\n")

    def _load(self, content: DemoContent) -> None:
        with desk_told_once():
            content.load(self._say)

    def _say(self, text: str) -> None:
        self._tell(f"\n    {text} ")

    def _tell(self, text: str) -> None:
        self.stderr.write(text, style_func=str, ending="")  # not in red: nothing went wrong
        self.stderr.flush()

    def _sizes(self, text: str) -> dict[str, int]:
        sizes = {}
        for part in filter(None, text.split(",")):
            kind, _, number = part.partition("=")
            if kind not in {"documents", "clients", "staff"} or not number.isdigit():
                raise CommandError("--size takes documents=N,clients=N,staff=N.")
            sizes[kind] = int(number)
        return sizes

    def _refuse_busy_port(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(f"Port {port} is in use; choose another one: make demo PORT={port + 1}") from error

    def _serve(self, port: int) -> None:
        # Letters lead to the port that was asked for.
        settings.WAGTAILADMIN_BASE_URL = f"http://localhost:{port}"
        # Errors look as they do for people, unless a developer asks for Django's own pages.
        settings.DEBUG = os.environ.get("DEBUG") == "1"
        self.stdout.write(f"\n  {settings.SITE_NAME}: http://localhost:{port}\n\n")
        for line in printed_accounts():
            self.stdout.write(f"  {line}")
        self.stdout.write("\n  Stop with Ctrl+C.\n")
        self.stdout.flush()
        call_command(serving.command(), f"127.0.0.1:{port}", use_reloader=False, stdout=io.StringIO())
