"""Signatures over facts of protection: HMAC-SHA-256 over canonical JSON, with a key derived for each purpose."""

import hashlib
import hmac
import json
from typing import Any

from portal.protection.keys import purpose_key


def sign(purpose: str, facts: dict[str, Any]) -> tuple[str, str]:
    """Id of the master key, and the signature of these facts."""
    key_id, key = purpose_key(purpose)
    return key_id, _mac(key, facts)


def is_signed(purpose: str, facts: dict[str, Any], *, key_id: str, signature: str) -> bool:
    """Was this signed with that key? A missing key raises `ImproperlyConfigured`: unknown is not false."""
    _key_id, key = purpose_key(purpose, key_id)
    return hmac.compare_digest(_mac(key, facts), signature)


def _mac(key: bytes, facts: dict[str, Any]) -> str:
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
