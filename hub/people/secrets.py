"""Passwords, PINs and random ids: how each is kept. Only hashes are ever stored.

Passwords and PINs are short, so they get Argon2id; session ids, kiosk tokens and badge codes are long and random, so SHA-256 is
enough and lets them be looked up.
"""

from __future__ import annotations

import hashlib
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


def hash_of(long_secret: str) -> str:
    """Hex SHA-256, for secrets that cannot be guessed."""
    return hashlib.sha256(long_secret.encode()).hexdigest()


def hash_short(short_secret: str) -> str:
    """Argon2id with the library's recommended cost, for secrets that a person remembers."""
    return PasswordHasher().hash(short_secret)


def is_short(short_secret: str, stored: str | None) -> bool:
    """Does the password or PIN fit? Without a stored hash the same work is done and the answer is no."""
    try:
        fits = PasswordHasher().verify(stored or _nobodys_hash(), short_secret)
    except (VerificationError, InvalidHashError):
        return False
    return fits and stored is not None


@cache
def _nobodys_hash() -> str:
    return hash_short("nobody has this password")
