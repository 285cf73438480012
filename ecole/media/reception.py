"""The whole way of a file that arrives: written beside the blobs, inspected, cleaned, kept."""

import io
from dataclasses import dataclass

from ecole.media.images import clean_image
from ecole.media.inspection import LIMITS, Inspected, family_of, inspect, too_heavy
from ecole.media.names import safe_name
from ecole.media.place import without_place
from ecole.media.sniffing import HEAD
from ecole.storage.blobs import Blob, BlobStore, Draft, Readable, TooLarge


@dataclass(frozen=True)
class Received:
    """A file on the disk for good, and all that its row needs."""

    key: str
    sha256: str
    size: int
    kind: str
    mime: str
    name: str
    duration_seconds: float | None
    pages: int | None
    width: int | None
    height: int | None
    plays: bool = True  # False: the browsers of families cannot show it as it came


def receive(upload: Readable, filename: str, blobs: BlobStore) -> Received:
    """Keep one file. Raises RefusedFile (tell the person) or NoSpace (tell the host)."""
    head = upload.read(HEAD)
    # Before a byte is written: a programme of 100 MB never touches the disk.
    family = family_of(head, filename)
    try:
        with blobs.draft(_Rejoined(head, upload), LIMITS[family]) as draft:
            return receive_draft(draft, filename, blobs)
    except TooLarge:
        raise too_heavy(family, filename) from None


def receive_draft(
    draft: Draft, filename: str, blobs: BlobStore, av_limit: int = LIMITS["av"]
) -> Received:
    """Keep a file that is already whole on the disk; its draft is moved, not copied.

    `av_limit`: bytes of a sound or a film at most. Raises RefusedFile or NoSpace.
    """
    found = inspect(draft.path, filename, av_limit)
    # The photo of an iPhone is drawn later: it waits as it came, and nobody is shown it.
    if found.kind == "image" and found.plays:
        return _keep_image(draft, filename, blobs)
    if found.kind in ("audio", "video"):
        draft = without_place(draft)
    return _received(blobs.keep(draft), found, filename)


def _keep_image(draft: Draft, filename: str, blobs: BlobStore) -> Received:
    image = clean_image(draft.path, filename)
    blob = blobs.put(io.BytesIO(image.content), len(image.content))
    found = Inspected(
        "image", image.mime, image.extension, blob.size, width=image.width, height=image.height
    )
    return _received(blob, found, filename)


def _received(blob: Blob, found: Inspected, filename: str) -> Received:
    return Received(
        key=blob.key,
        sha256=blob.sha256,
        size=blob.size,
        kind=found.kind,
        mime=found.mime,
        name=safe_name(filename, found.extension),
        duration_seconds=found.duration_seconds,
        pages=found.pages,
        width=found.width,
        height=found.height,
        plays=found.plays,
    )


class _Rejoined:
    """The first bytes, already read, then the rest of the stream."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self.head, self.rest = head, rest

    def read(self, size: int) -> bytes:
        head, self.head = self.head, b""
        return head or self.rest.read(size)
