"""One prefix of one bucket at a service that speaks S3, each of its faults named.

Every request is signed with the checksum of its body: the service refuses bytes that changed on
the way up. What comes down is checked by who asked (`fetches.py`, `checking.py`).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ecole.storage.blobs.nouns import CHUNK, KEY, Missing, StoreUnavailable
from ecole.storage.columns import utc_now

if TYPE_CHECKING:
    from ecole.config import S3Place

log = logging.getLogger("ecole.files")
PART, PARTS_AT_ONCE = 8 * 1024 * 1024, 2
# A thread of the site waits for a read, a sender for a part of a big film on a village line.
READ_SILENCE, WRITE_SILENCE, LONGEST = "20s", "120s", "2h"
PAUSE_SECONDS = 5.0
NO_BUCKET = "NoSuchBucket"


@dataclass(frozen=True)
class Held:
    """What the service says of a blob without giving it."""

    size: int
    modified_at: datetime

    @property
    def age(self) -> timedelta:
        return utc_now() - self.modified_at


class Bucket:
    """Raises StoreUnavailable when the service does not answer, and at once for the seconds that
    follow: the pages that show a file must not all wait for the same silence."""

    def __init__(self, place: S3Place) -> None:
        self._reads, self._writes = _store(place, READ_SILENCE), _store(place, WRITE_SILENCE)
        self._silent_until = 0.0

    def upload(self, key: str, path: Path) -> None:
        import obstore

        with self._named(key):
            obstore.put(self._writes, key, path, chunk_size=PART, max_concurrency=PARTS_AT_ONCE)

    def parts(self, key: str) -> Iterator[bytes]:
        """The bytes as they come. Raises Missing."""
        import obstore

        with self._named(key):
            for part in obstore.get(self._reads, key).stream(min_chunk_size=CHUNK):
                yield bytes(part)

    def held(self, key: str) -> Held | None:
        import obstore

        try:
            with self._named(key):
                found = obstore.head(self._reads, key)
        except Missing:
            return None
        return Held(found["size"], found["last_modified"])

    def delete(self, key: str) -> None:
        import obstore

        with self._named(key):
            obstore.delete(self._writes, key)

    def sizes(self) -> Iterator[tuple[str, int]]:
        import obstore

        with self._named(""):
            for some in obstore.list(self._reads):
                yield from ((one["path"], one["size"]) for one in some
                            if KEY.fullmatch(one["path"]))

    def try_it(self) -> None:
        """Ask for a blob that is not there. Raises StoreUnavailable, or PermissionError when the
        keys or the bucket are not right: waiting would not help."""
        import obstore
        from obstore.exceptions import PermissionDeniedError, UnauthenticatedError

        try:
            obstore.get(self._reads, "0" * 64)
        except (PermissionDeniedError, UnauthenticatedError) as error:
            raise PermissionError(type(error).__name__) from error
        except FileNotFoundError as error:
            if NO_BUCKET in str(error):
                raise PermissionError(NO_BUCKET) from error
        except Exception as error:
            raise StoreUnavailable(type(error).__name__) from error

    @contextmanager
    def _named(self, key: str) -> Iterator[None]:
        from obstore.exceptions import BaseError

        if time.monotonic() < self._silent_until:
            raise StoreUnavailable("asked again too soon")
        try:
            yield
        except FileNotFoundError as error:
            if NO_BUCKET not in str(error):
                raise Missing(key) from None
            raise self._lost(error) from error
        except BaseError as error:
            raise self._lost(error) from error

    def _lost(self, error: Exception) -> StoreUnavailable:
        self._silent_until = time.monotonic() + PAUSE_SECONDS
        # Its first line says what was asked and what came; the rest is for the library's authors.
        said = str(error).partition("\n")[0][:300]
        log.error("the service of files: %s: %s", type(error).__name__, said)
        return StoreUnavailable(type(error).__name__)


def _store(place: S3Place, silence: str) -> Any:
    from obstore.store import S3Store

    where: dict[str, Any] = {"endpoint": place.endpoint} if place.endpoint else {}
    return S3Store(
        place.bucket,
        prefix=place.prefix or None,
        region=place.region,
        access_key_id=place.key,
        secret_access_key=place.secret,
        virtual_hosted_style_request=False,
        # Not every service has the other way.
        disable_bulk_delete=True,
        client_options={
            "allow_http": place.endpoint.startswith("http://"),
            "connect_timeout": "5s", "read_timeout": silence, "timeout": LONGEST,
        },
        retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=30)},
        **where,
    )
