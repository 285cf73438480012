"""The second home of files: a service that speaks S3, behind a cache on this machine.

Nobody but `ecole` reads the bucket: what a browser asks for passes the permission of its row, then
comes from a whole, checked copy on the disk, which waitress sends without holding a thread.
"""

import hashlib
import logging
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ecole.storage.blobs.bucket import Bucket
from ecole.storage.blobs.cache import Cache
from ecole.storage.blobs.drafts import DraftFolder, full_disk_named
from ecole.storage.blobs.fetches import Fetches
from ecole.storage.blobs.nouns import (
    Blob,
    Draft,
    Missing,
    NoSpace,
    Readable,
    StoreUnavailable,
    check_key,
)

if TYPE_CHECKING:
    from ecole.config import S3Place

log = logging.getLogger("ecole.files")
TRIES = 3


class S3Blobs(DraftFolder):
    """Blobs of a bucket under their key; drafts and copies in a folder of this machine."""

    def __init__(self, place: "S3Place", root: Path, limit: int) -> None:
        super().__init__(root)
        self.place, self.bucket = place, Bucket(place)
        self.cache = Cache(root / "copies", limit)
        self._fetches = Fetches(self._fetch)
        self._turn = threading.Lock()
        self._being_kept: list[str] = []

    def keep(self, draft: Draft) -> Blob:
        """The draft is at the service when this returns, and its bytes the first copy here."""
        key = draft.sha256
        with self._keeping(key):
            # Always, even over a twin: a `delete` that looks at its age then sees a young one,
            # and what was damaged is mended.
            self.bucket.upload(key, draft.path)
            held = self.bucket.held(key)
            if held is None or held.size != draft.size:
                raise StoreUnavailable("the service did not keep what it took")
        with suppress(OSError):  # only a copy
            self.cache.add(key, draft.path)
        return Blob(key, key, draft.size)

    def put(self, stream: Readable, limit: int) -> Blob:
        """A blob from at most `limit` bytes. Raises TooLarge or NoSpace, and leaves nothing."""
        with self.draft(stream, limit) as draft:
            return self.keep(draft)

    def open(self, key: str) -> BinaryIO:
        """The bytes, seekable, fetched once and kept while there is room. Raises Missing."""
        return self._copy(key, is_patient=False)

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        """A file of this machine with the bytes, for a programme that wants a path. Never write
        to it. Raises Missing."""
        path = self.new_path()
        try:
            # A name of its own: the copy may go while the programme runs.
            with self._copy(key, is_patient=True) as file, full_disk_named():
                try:
                    os.link(self.cache.place(key), path)
                except OSError:  # it has just gone, or this disk has no second names
                    with path.open("wb") as other:
                        shutil.copyfileobj(file, other)
            yield path
        finally:
            path.unlink(missing_ok=True)

    def read(self, key: str) -> Iterator[bytes]:
        """The bytes as the service has them, part by part, past the cache. Raises Missing."""
        return self.bucket.parts(check_key(key))

    def delete(self, key: str, older_than: timedelta = timedelta(0)) -> None:
        """Forget a blob that no row names any more. With `older_than`, one that was stored again
        since is left: its new row may not be committed yet."""
        check_key(key)
        with self._turn:
            held = self.bucket.held(key)
            if held is None or held.age < older_than or key in self._being_kept:
                return
            self.bucket.delete(key)
        self.cache.drop(key)

    def stored_keys(self) -> Iterator[str]:
        """Every blob there is."""
        return (key for key, _ in self.bucket.sizes())

    def stored_sizes(self) -> Iterator[tuple[str, int]]:
        """Every blob there is, and how many bytes it has."""
        return self.bucket.sizes()

    @contextmanager
    def _keeping(self, key: str) -> Iterator[None]:
        """Meanwhile nobody deletes it, whatever its age was a moment ago."""
        with self._turn:
            self._being_kept.append(key)
        try:
            yield
        finally:
            with self._turn:
                self._being_kept.remove(key)

    def _copy(self, key: str, *, is_patient: bool) -> BinaryIO:
        check_key(key)
        for _ in range(TRIES):  # a copy may go between its arrival and its opening
            if file := self.cache.find(key):
                return file
            self._fetches.wait_for(key, is_patient=is_patient)
        raise StoreUnavailable("the cache is too small for what is asked")

    def _fetch(self, key: str) -> None:
        """The blob as a copy: whole, of the right checksum, durable before it has its name."""
        path, digest = self.new_path(), hashlib.sha256()
        try:
            with full_disk_named():
                descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with open(descriptor, "wb") as file:
                    for part in self.bucket.parts(key):
                        digest.update(part)
                        file.write(part)
                    file.flush()
                    os.fsync(file.fileno())
                if digest.hexdigest() != key:
                    log.error("damaged at the service of files: %s", key)
                    raise Missing(key)
                self.cache.add(key, path)
        except NoSpace as error:
            self.cache.empty()
            raise StoreUnavailable("no room for a copy") from error
        finally:
            path.unlink(missing_ok=True)
