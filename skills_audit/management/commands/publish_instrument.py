"""`manage.py publish_instrument VERSION`: freeze the readable files of a version."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from skills_audit.instrument.files import NoSuchVersion, shipped_versions
from skills_audit.instrument.publishing import NotSound, VersionTaken, publish_instrument


class Command(BaseCommand):
    """Publishing twice is publishing once; a changed content needs a new version number."""

    help = "Publish an instrument version from its files under its fingerprint."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("version", choices=shipped_versions())

    def handle(self, *args: Any, **options: Any) -> None:
        version = options["version"]
        try:
            published = publish_instrument(version=version)
        except VersionTaken:
            raise CommandError(
                f"Version {version} is published with another content. Give the changed files a new version number."
            ) from None
        except (NotSound, NoSuchVersion) as problem:
            raise CommandError(str(problem)) from problem
        self.stderr.write(f"Instrument {version} is published.")
        self.stdout.write(published.sha256)
