"""`manage.py set_up [--administrator E-MAIL --first-name … --last-name …]`: an installation that people can enter.

Run at every deployment, before the new version serves: database, cache, languages with their home pages, groups,
workflow, both searches. Doing it again changes nothing that people changed.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from wagtail.models import Site

from portal.accounts.actions import AddressTaken, open_administrator
from portal.accounts.links import password_link
from portal.editing.actions import set_up_editing
from portal.pages.demo import load as plant_pages


class Command(BaseCommand):
    """The first administrator gets a link that is good for one password; the second factor comes at signing in."""

    requires_system_checks = ()  # they ask for tables that are made here
    help = "Set an installation up, or bring it up to this version."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--administrator", default="", metavar="E-MAIL", help="open the first account")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stderr.write("Database and cache")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        self.stderr.write("Languages, home pages, groups and workflow")
        with transaction.atomic():
            plant_pages(self.stderr.write)
            _name_site()
            set_up_editing()
        self.stderr.write("Search of the desk")
        call_command("update_index", verbosity=0)
        self.stderr.write("Search of the portal")
        try:
            call_command("rebuild_index", if_behind=True)
        except CommandError as error:  # people are let in meanwhile; the search answers from PostgreSQL
            self.stderr.write(f"{error} Run `rebuild_index` when it is back.")
        if options["administrator"]:
            self._open(options)

    def _open(self, options: dict[str, Any]) -> None:
        try:
            user = open_administrator(
                email=options["administrator"], first_name=options["first_name"], last_name=options["last_name"]
            )
        except AddressTaken as error:
            raise CommandError(f"There is an account with the address {error} already.") from error
        self.stdout.write(f"{user.email} chooses a password here, once: {password_link(user)}")


def _name_site() -> None:
    """Where the portal stands, for addresses in letters and feeds."""
    parts = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    Site.objects.filter(is_default_site=True).update(hostname=parts.hostname or "localhost", port=port)
    Site.clear_site_root_paths_cache()
