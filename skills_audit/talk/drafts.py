"""The key under which a device keeps unsent answers: given only to a signed-in session of that person there.

Drafts lie in the browser as AES-GCM ciphertext under a key the device makes; that key is wrapped by this one. OWASP
ASVS 14.3.3 forbids sensitive data in browser storage: this is the written deviation. Without the server's key, and so
without signing in as the same person on the same device, a copied profile shows nothing.
"""

import base64
import re
import secrets
from dataclasses import dataclass

from django.conf import settings

from portal.accounts.models import User
from portal.protection.keys import master_key
from portal.protection.sealing import derive

DEVICE_MARK = re.compile(r"[A-Za-z0-9_-]{20,64}\Z")


@dataclass(frozen=True)
class DraftKey:
    """`key` is base64; `device` the random mark to be kept in a cookie scripts cannot read."""

    key: str
    key_id: str
    device: str


def draft_key(*, user: User, device: str, key_id: str) -> DraftKey | None:
    """The key for this person and device, from the current master key or the one named; None: no such key (more)."""
    chosen = key_id or settings.FIELD_KEY_CURRENT
    if chosen not in settings.FIELD_KEYS:
        return None
    mark = device if DEVICE_MARK.match(device) else secrets.token_urlsafe(24)
    key = derive(master_key(chosen), f"wrap drafts of {user.pk} on {mark}")
    return DraftKey(base64.b64encode(key).decode(), chosen, mark)
