"""What a secret that a person remembers costs whoever guesses it."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from hub.people import secrets


def test_a_password_is_kept_as_dear_as_rfc_9106_asks_of_machines_with_little_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Section 4: Argon2id, 3 passes over 64 MiB in 4 lanes, a salt of 128 bits and a hash of 256. The other tests pay less.
    monkeypatch.setattr(secrets, "PasswordHasher", PasswordHasher)
    stored = secrets.hash_short("snø på Jæren")
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    salt, hashed = stored.split("$")[-2:]
    assert (len(salt) * 6 // 8, len(hashed) * 6 // 8) == (16, 32)
    assert secrets.is_short("snø på Jæren", stored)
    assert not secrets.is_short("sno pa Jaeren", stored)
