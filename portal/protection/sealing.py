"""Sealing of values: AES-256-GCM, bound to the place where the value stands. No Django.

A sealed value is: format (1 byte) · length of the key id (1 byte) · key id · nonce (96 bits) · ciphertext and tag.
The associated data names model, field and row, so that a value copied to another place does not open
(NIST SP 800-38D; OWASP ASVS 5.0, 11.3).
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = 1
NONCE_BYTES = 12
KEY_BYTES = 32


class CannotOpen(Exception):
    """The value was changed, moved, or sealed with a key that is not here. Nothing is ever blanked instead."""


def seal(plain: bytes, *, key: bytes, key_id: str, place: str) -> bytes:
    """`plain` sealed with a 32-byte key; `place` must be given again to open it."""
    name = key_id.encode()
    if len(key) != KEY_BYTES or len(name) > 255:
        raise ValueError("a key has 32 bytes and its id at most 255")
    nonce = os.urandom(NONCE_BYTES)
    head = bytes([FORMAT, len(name)]) + name
    return head + nonce + AESGCM(key).encrypt(nonce, plain, head + place.encode())


def key_id_of(sealed: bytes) -> str:
    """The id of the key a value was sealed with."""
    if len(sealed) < 2 or sealed[0] != FORMAT or len(sealed) < 2 + sealed[1] + NONCE_BYTES + 16:
        raise CannotOpen("this is not a sealed value of a known format")
    try:
        return sealed[2 : 2 + sealed[1]].decode()
    except UnicodeDecodeError:
        raise CannotOpen("this is not a sealed value of a known format") from None


def unseal(sealed: bytes, *, key: bytes, place: str) -> bytes:
    """The plain value; raises `CannotOpen` when the value, its place or its key is not the one it was sealed with."""
    start = 2 + len(key_id_of(sealed).encode())
    if len(key) != KEY_BYTES:
        raise CannotOpen("the key has not 32 bytes")
    head, nonce, body = sealed[:start], sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, body, head + place.encode())
    except InvalidTag:
        raise CannotOpen("the value was changed or moved, or its key is another one") from None


def derive(master: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose from a master key (HKDF-SHA-256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(master)
