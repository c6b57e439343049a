"""Erasing: a client's key is destroyed and the record deleted, an account loses its person; a certificate stays."""

from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Invitation, User
from portal.accounts.models.user import new_session_mark
from portal.protection.actor import acting_as_system
from portal.protection.keys import destroy_data_key
from portal.protection.models import CaseAssignment, DataKey, ErasureCertificate
from portal.protection.signing import is_signed, sign
from portal.protection.trail import record, stamp
from portal.seams import casefile, personal

PURPOSE = "certificates of erasure"


class NothingToErase(Exception):
    """There is no such client or account, or it was erased before."""


class StillHasCases(Exception):
    """The person is in charge of clients; give their cases to somebody else first."""


def erase_client(*, subject: UUID, reason: str, by: User | None = None) -> ErasureCertificate:
    """Destroy the client's data key, delete the record in every app, end the caseload; returns the certificate.

    What still lies in backups is unreadable from this moment. The access log keeps its entries for its two years.
    """
    with acting_as_system(reason):
        key = DataKey.objects.select_for_update().filter(subject=subject, wrapped__isnull=False).first()
        if key is None:
            raise NothingToErase(str(subject))
        deleted: dict[str, int] = {}
        for app in casefile.casefiles():
            _add(deleted, app.erase(subject))
        _add(deleted, CaseAssignment.objects.filter(subject=subject).delete()[1])
        destroy_data_key(subject)
        certificate = _certify(ErasureCertificate.Kind.CLIENT, str(subject), reason, deleted, by)
        record("erase", subject=subject, record="client", detail={"deleted": deleted}, actor_id=by.pk if by else None)
    return certificate


@transaction.atomic
def erase_person(*, user: User, reason: str, by: User | None = None) -> ErasureCertificate:
    """Take name, address and second factors from an account; what others rest on stays, under a number.

    Raises `StillHasCases` while clients are in the person's care.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if ErasureCertificate.objects.filter(kind=ErasureCertificate.Kind.ACCOUNT, reference=str(user.pk)).exists():
        raise NothingToErase(str(user.pk))
    if CaseAssignment.objects.current().filter(user=user).exists():
        raise StillHasCases(str(user.pk))
    deleted: dict[str, int] = {}
    for app in personal.kept():
        _add(deleted, app.erase(user))
    for rows in (
        Authenticator.objects.filter(user=user),
        EmailAddress.objects.filter(user=user),
        Invitation.objects.filter(email__iexact=user.email),
        AccessAttempt.objects.filter(username__iexact=user.email),
        AccessFailureLog.objects.filter(username__iexact=user.email),
        AccessLog.objects.filter(username__iexact=user.email),
        user.role_assignments.all(),
    ):
        _add(deleted, rows.delete()[1])
    user.email = f"erased-{user.pk}@erased.invalid"
    user.first_name = user.last_name = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.supervisor = user.works_since = user.last_login = user.recovery_codes_kept_at = None
    user.session_mark = new_session_mark()
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    certificate = _certify(ErasureCertificate.Kind.ACCOUNT, str(user.pk), reason, deleted, by)
    detail = {"deleted": deleted}
    record("erase", record=f"person:{user.pk}", detail=detail, reason=reason, actor_id=by.pk if by else None)
    return certificate


def is_genuine(certificate: ErasureCertificate) -> bool:
    """Was the certificate signed here, and not changed since?"""
    return is_signed(PURPOSE, _facts(certificate), key_id=certificate.key_id, signature=certificate.signature)


def _certify(kind: str, reference: str, reason: str, deleted: dict[str, int], by: User | None) -> ErasureCertificate:
    certificate = ErasureCertificate(
        kind=kind, reference=reference, at=timezone.now(), by_id=by.pk if by else None, reason=reason, deleted=deleted
    )
    certificate.key_id, certificate.signature = sign(PURPOSE, _facts(certificate))
    certificate.save(force_insert=True)
    return certificate


def _facts(certificate: ErasureCertificate) -> dict[str, Any]:
    return {
        "kind": str(certificate.kind),
        "reference": certificate.reference,
        "at": stamp(certificate.at),
        "by": certificate.by_id,
        "reason": certificate.reason,
        "deleted": certificate.deleted,
    }


def _add(sum_of: dict[str, int], more: dict[str, int]) -> None:
    for name, number in more.items():
        if number:
            sum_of[name] = sum_of.get(name, 0) + number
