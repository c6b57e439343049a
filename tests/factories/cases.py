"""Clients for tests: made as the system, seen by whom they are assigned to."""

from typing import Any

from django.utils import timezone

from portal.accounts.models import User
from portal.protection.actor import acting_as_system
from portal.protection.identifiers import uuid7
from portal.protection.keys import make_data_key
from portal.protection.models import CaseAssignment
from skills_audit.models import Client, ClientIdentity

_numbers = iter(range(1000, 1_000_000))


def client_of(*people: User, name: str = "Samira Testa", **fields: Any) -> Client:
    """A client in the caseload of these people, with a sealed identity."""
    with acting_as_system("test"):
        key = uuid7()
        make_data_key(key)
        today = timezone.localdate()
        values = {"code": f"K-{next(_numbers)}", "stage": "asylum_seeker", "language": "ar", "arrived_on": today}
        client = Client.objects.create(id=key, **(values | fields))
        ClientIdentity.objects.create(client=client, spoken_name=name, birth_year="1990", contact="+371 20000000")
        for person in people:
            CaseAssignment.objects.create(subject=key, user=person, part=CaseAssignment.Part.CARRIES)
    return client
