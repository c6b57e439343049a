"""`manage.py erase_person ID --reason TEXT`: an account loses its person, a client's key is destroyed."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.models import User
from portal.protection.erasure import NothingToErase, StillHasCases, erase_client, erase_person
from portal.protection.management.commands._whom import whom


class Command(BaseCommand):
    """Cannot be undone; prints the certificate that stays."""

    help = "Erase an account (number or e-mail address) or a client (identifier)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", metavar="ID")
        parser.add_argument("--reason", required=True, help="goes into the certificate and the access log")
        parser.add_argument("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        who = whom(options["person"])
        try:
            certificate = (
                erase_person(user=who, reason=options["reason"])
                if isinstance(who, User)
                else erase_client(subject=who, reason=options["reason"])
            )
        except NothingToErase as error:
            raise CommandError(f"{error} was erased before, or never was there.") from error
        except StillHasCases as error:
            raise CommandError(
                f"Account {error} has clients in its care; give their cases to somebody first."
            ) from error
        facts = {
            "kind": certificate.kind,
            "reference": certificate.reference,
            "at": certificate.at.isoformat(),
            "reason": certificate.reason,
            "deleted": certificate.deleted,
            "signature": certificate.signature,
        }
        if options["json"]:
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
            return
        self.stdout.write("\n".join(f"{name}: {value}" for name, value in facts.items()))
