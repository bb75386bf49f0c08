"""Seals values that must be kept unreadable (AES-256-GCM) and makes fingerprints to find them by (HMAC-SHA256).

A sealed value starts with one byte that numbers its key, so that keys can be renewed without a standstill.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class Unreadable(Exception):
    """The value was sealed with a key that this installation does not have, or was changed."""


def seal(text: str, *, keys: Sequence[str], context: str) -> bytes:
    """Seal with the newest key (the last one made stands first). `context` binds the value to its row."""
    number = len(keys) - 1
    nonce = os.urandom(NONCE_BYTES)
    return bytes([number]) + nonce + AESGCM(bytes.fromhex(keys[0])).encrypt(nonce, text.encode(), context.encode())


def unseal(sealed: bytes, *, keys: Sequence[str], context: str) -> str:
    """The text back. Raises Unreadable when no key fits or anything was changed."""
    raw = bytes(sealed)
    position = len(keys) - 1 - raw[0]
    if not 0 <= position < len(keys):
        raise Unreadable("sealed with a key that is not configured here")
    nonce, body = raw[1 : 1 + NONCE_BYTES], raw[1 + NONCE_BYTES :]
    try:
        return AESGCM(bytes.fromhex(keys[position])).decrypt(nonce, body, context.encode()).decode()
    except InvalidTag as error:
        raise Unreadable("the sealed value or its row was changed") from error


def fingerprint(text: str, *, key: str, context: str) -> str:
    """Same text, key and context give the same 64 hexadecimal characters; the text cannot be read back."""
    return hmac.new(bytes.fromhex(key), f"{context}\x1f{text}".encode(), hashlib.sha256).hexdigest()
