"""Certificates: issued for a passed module, shown as far as the holder allows."""

import secrets
from decimal import ROUND_DOWN, Decimal

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.protection.trail import record
from training.models import Attempt, Certificate, Competence, Fulfilment, ModulePage

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without those that are read for one another


def new_code() -> str:
    """Sixty bits in three groups of four; cannot be guessed, can be read aloud."""
    letters = "".join(secrets.choice(LETTERS) for _position in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def points(score: Decimal | None) -> str:
    """10.5000 → 10.5 and 7.6667 → 7.66: at most two places, never rounded up."""
    short = (score or Decimal(0)).quantize(Decimal("0.01"), rounding=ROUND_DOWN)
    return f"{short.normalize():f}"


@transaction.atomic
def issue_certificate(*, entry: Fulfilment, attempt: Attempt, module: ModulePage) -> Certificate:
    """The certificate of a passed attempt; asked again, the same one."""
    competences = Competence.objects.filter(key__in=module.competences)
    certificate, made = Certificate.objects.get_or_create(
        fulfilment=entry,
        defaults={
            "code": new_code(),
            "user": entry.user,
            "module": module.translation_key,
            "module_key": module.key,
            "content_version": attempt.content_version,
            "licence": module.licence,
            "holder_name": str(entry.user),
            "titles": entry.titles,
            "competences": [
                {"key": one.key, "titles": {code: words.get("title", "") for code, words in one.texts.items()}}
                for one in competences
            ],
            "esqf_level": module.esqf_level,
            "euaa_standards": module.euaa_standards,
            "points": points(attempt.score),
            "questions": attempt.questions.count(),
            "issued_on": timezone.localdate(entry.at),
            "valid_until": entry.valid_until,
        },
    )
    if made:
        record("issue_certificate", record=f"training_certificate:{certificate.code}", actor_id=entry.user_id)
    return certificate


@transaction.atomic
def choose_what_it_shows(*, certificate: Certificate, by: User, name: bool, result: bool, competences: bool) -> None:
    """What strangers see on the check page beside module and dates."""
    certificate.shows_name, certificate.shows_result, certificate.shows_competences = name, result, competences
    certificate.save(update_fields=["shows_name", "shows_result", "shows_competences"])
    shows = [label for label, on in (("name", name), ("result", result), ("competences", competences)) if on]
    record("choose_what_shows", record=f"training_certificate:{certificate.code}", detail={"shows": shows},
           actor_id=by.pk)  # fmt: skip
