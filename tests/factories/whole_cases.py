"""A client with a row in every table of client records, and chosen words in every field where people write."""

import json
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.accounts.models import User
from portal.protection.actor import acting, acting_as_system
from portal.protection.caseload import CaseRecord
from portal.protection.fields import EncryptedTextField
from portal.protection.identifiers import uuid7
from skills_audit.evidence import add_evidence
from skills_audit.models import Answer, AnswerOperation, Audit, Client, ClientIdentity, ConflictCopy
from skills_audit.planning import add_step, write_aims
from skills_audit.results import correct_band
from tests.factories.cases import client_of
from tests.factories.results import finished_audit

PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)


def record_models() -> list[Any]:
    """Every model of client records there is."""
    return [model for model in apps.get_models() if issubclass(model, CaseRecord)]


def whole_case(mentor: User, words: str = "Samira Testa") -> Audit:
    """A finished and corrected audit with evidence, a plan, a conflict; `words` in every sealed text, where one stands
    in a sealed JSON as well. A new model of client records needs its row here.
    """
    client = client_of(mentor)
    audit = finished_audit(client, mentor)
    with acting(mentor):
        said = Answer.objects.filter(audit=audit).order_by("item", "entry").first()
        assert said is not None
        sealed = {"state": "value", "value": words, "note": words}
        ConflictCopy.objects.create(
            client=client, answer=said, operation=uuid4(), content=sealed, expected_version=1, sent_by=mentor,
            received_at=timezone.now(),
        )  # fmt: skip
        AnswerOperation.objects.create(
            id=uuid7(), client=client, answer=said, version=1, digest="0" * 64, saved_at=timezone.now()
        )
        upload = SimpleUploadedFile("darbs.png", PICTURE, content_type="image/png")
        add_evidence(audit=audit, kind=3, items=["WRK01:e01"], by=mentor, description=words, upload=upload)
        write_aims(client=client, aims=words, review_on=None, by=mentor)
        add_step(client=client, words={"lv": words, "ar": words}, who="together", due_on=None, by=mentor)
        correct_band(audit=audit, band="ready", reason=words, by=mentor)
        ClientIdentity.objects.get(client=client)
        write_everywhere(client, words)
    missing = [model.__name__ for model in record_models() if not rows_of(model, client)]
    assert missing == [], "these tables have no row of the client"
    return audit


def write_everywhere(client: Client, words: str) -> None:
    """These words in every sealed text of the client's rows."""
    for model in record_models():
        texts = [field.name for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]
        for row in model.objects.filter(**({"pk": client.pk} if model is Client else {"client": client})):
            for name in texts:
                setattr(row, name, words)
            if texts:
                row.save(update_fields=texts)


def rows_of(model: Any, client: Client) -> int:
    with acting_as_system("test"):
        return int(model.objects.filter(**({"pk": client.pk} if model is Client else {"client": client})).count())


def dump(connection: Any) -> dict[str, bytes]:
    """Every table as a dump of the database holds it."""
    found = {}
    with acting_as_system("dump"), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as lines:
                found[table] = b"".join(bytes(line) for line in lines)
    return found


def forms_of(secret: str) -> set[bytes]:
    """How a text may lie somewhere without anybody seeing it at once: plain, as hex, in base64, escaped in JSON."""
    import base64

    plain = secret.encode()
    # Base64 of what stands at any place: the middle of each of the three ways it may begin.
    coded = {base64.b64encode(b"\0" * shift + plain)[4 if shift else 0 : -4] for shift in range(3)}
    return {plain, plain.hex().encode(), json.dumps(secret)[1:-1].encode(), *coded}
