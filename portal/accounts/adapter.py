"""allauth's rules here: nobody signs up alone, and second factors lie sealed in the database."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from portal.protection.keys import purpose_key
from portal.protection.sealing import key_id_of, seal, unseal

_PURPOSE = "second factors"


class AccountAdapter(DefaultAccountAdapter):
    """Closes the public sign-up and sends people to their own home."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return str(request.META.get("REMOTE_ADDR") or "127.0.0.1")


class MFAAdapter(DefaultMFAAdapter):
    """Seals TOTP secrets and recovery seeds with a key of their own."""

    def encrypt(self, text: str) -> str:
        key_id, key = purpose_key(_PURPOSE)
        return base64.b64encode(seal(text.encode(), key=key, key_id=key_id, place=_PURPOSE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        _key_id, key = purpose_key(_PURPOSE, key_id_of(sealed))
        return unseal(sealed, key=key, place=_PURPOSE).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        from django.conf import settings

        entity: dict[str, Any] = super().get_public_key_credential_rp_entity()
        return entity | {"name": settings.SITE_NAME}
