"""Hashes of what people know: argon2id for codes and passwords, HMAC and SHA-256 for the rest."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from werkzeug.exceptions import ServiceUnavailable

# OWASP's second profile: 40 ms here; the library's default (64 MiB, 4 lanes) would take 512 MB
# on a Raspberry Pi with every thread signing somebody in.
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
AT_ONCE = 2
WAITING_MAX = 20
RETRY_SECONDS = 5


class TooBusy(ServiceUnavailable):
    """More people sign in at once than the machine can check; try again in `retry_after` s."""

    def __init__(self) -> None:
        super().__init__(retry_after=RETRY_SECONDS)


class _Turn:
    """At most two hashes at once, and a bounded number of people waiting."""

    def __init__(self) -> None:
        self.slots = threading.BoundedSemaphore(AT_ONCE)
        self.lock = threading.Lock()
        self.inside = 0

    @contextmanager
    def taken(self) -> Iterator[None]:
        with self.lock:
            if self.inside >= AT_ONCE + WAITING_MAX:
                raise TooBusy
            self.inside += 1
        try:
            with self.slots:
                yield
        finally:
            with self.lock:
                self.inside -= 1


turn = _Turn()


def hash_secret(text: str) -> str:
    with turn.taken():
        return HASHER.hash(text)


def is_secret(kept: str | None, text: str) -> bool:
    """Whether a text is the one hashed; as slow when there is no hash to compare with."""
    with turn.taken():
        try:
            return HASHER.verify(kept or _nobodys(), text) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


@cache
def _nobodys() -> str:
    return HASHER.hash(secrets.token_hex(16))


def keyed(text: str) -> str:
    """HMAC-SHA256 under the pepper, which is kept outside the database."""
    pepper = current_app.config["ECOLE"].pepper.encode()
    return hmac.new(pepper, text.encode(), hashlib.sha256).hexdigest()


def digest(token: str) -> str:
    """SHA-256: enough for our random tokens of 130 bits and more."""
    return hashlib.sha256(token.encode()).hexdigest()
