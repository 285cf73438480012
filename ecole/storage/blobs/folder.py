"""The first home of files: a folder beside the database."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from ecole.storage.blobs.drafts import DraftFolder, full_disk_named, sync_folder
from ecole.storage.blobs.nouns import CHUNK, KEY, Blob, Draft, Missing, Readable, check_key


class FolderBlobs(DraftFolder):
    """Blobs in one folder, `ab/cd/abcd…`, readable by the server's own account only."""

    def keep(self, draft: Draft) -> Blob:
        """The draft becomes a blob by a rename, durable when this returns."""
        final = self._place(draft.sha256)
        with full_disk_named():
            for folder in (final.parent.parent, final.parent):
                if not folder.is_dir():
                    folder.mkdir(mode=0o700, exist_ok=True)
                    sync_folder(folder.parent)
            # Always renamed, even over a twin: a `delete` of the twin that looks at its age
            # then sees a young file.
            os.replace(draft.path, final)
            sync_folder(final.parent)
        return Blob(draft.sha256, draft.sha256, draft.size)

    def put(self, stream: Readable, limit: int) -> Blob:
        """A blob from at most `limit` bytes. Raises TooLarge or NoSpace, and leaves nothing."""
        with self.draft(stream, limit) as draft:
            return self.keep(draft)

    def open(self, key: str) -> BinaryIO:
        """The bytes, seekable. Raises Missing."""
        try:
            return self.path(key).open("rb")
        except FileNotFoundError:
            raise Missing(key) from None

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        """A file of this machine with the bytes, for a programme that wants a path. Never write
        to it. Raises Missing."""
        path = self.path(key)
        if not path.exists():
            raise Missing(key)
        yield path

    def read(self, key: str) -> Iterator[bytes]:
        """The bytes as they are on the disk, part by part. Raises Missing."""
        with self.open(key) as file:
            while part := file.read(CHUNK):
                yield part

    def path(self, key: str) -> Path:
        """Where the blob lies. Raises Missing for anything that is not a key."""
        return self._place(check_key(key))

    def delete(self, key: str, older_than: timedelta = timedelta(0)) -> None:
        """Forget a blob that no row names any more. With `older_than`, one that was stored again
        since is left: its new row may not be committed yet."""
        path = self.path(key)
        try:
            if path.stat().st_mtime <= time.time() - older_than.total_seconds():
                path.unlink()
                sync_folder(path.parent)
        except FileNotFoundError:
            return

    def stored_keys(self) -> Iterator[str]:
        """Every blob there is."""
        return (path.name for path in self.root.glob("??/??/*") if KEY.fullmatch(path.name))

    def stored_sizes(self) -> Iterator[tuple[str, int]]:
        """Every blob there is, and how many bytes it has."""
        for key in self.stored_keys():
            try:
                yield key, self._place(key).stat().st_size
            except FileNotFoundError:  # deleted meanwhile
                continue

    def _place(self, key: str) -> Path:
        return self.root / key[:2] / key[2:4] / key
