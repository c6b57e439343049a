"""`manage.py export_person ID [--reason TEXT]`: everything kept about an account or a client, as JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from portal.accounts.models import User
from portal.protection.erasure import NothingToErase
from portal.protection.exports import export_client, export_person
from portal.protection.management.commands._whom import whom


class Command(BaseCommand):
    """Writes to standard output only; who keeps the file keeps it 24 hours."""

    help = "Give out everything kept about an account (number or e-mail address) or a client (identifier)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", metavar="ID")
        parser.add_argument("--reason", default="asked for by the person", help="goes into the access log")
        parser.add_argument("--json", action="store_true", help="accepted for uniformity: the answer always is JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        who = whom(options["person"])
        try:
            kept = (
                export_person(user=who, reason=options["reason"])
                if isinstance(who, User)
                else export_client(subject=who, reason=options["reason"])
            )
        except NothingToErase as error:
            raise CommandError(f"There is no client {error}.") from error
        self.stdout.write(json.dumps(kept, cls=_Encoder, ensure_ascii=False, indent=2))


class _Encoder(DjangoJSONEncoder):
    def default(self, value: Any) -> Any:
        return str(value) if not isinstance(value, (bytes, memoryview)) else bytes(value).hex()
