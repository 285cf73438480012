"""Where the bytes of files live: written once, durable before they are acknowledged, and named
by their own content so that the same file sent thirty times takes the room of one.

Two homes, chosen by ECOLE_FILES: a folder, or a service that speaks S3 (docs/decisions/0027).
"""

from ecole.storage.blobs.checking import DAMAGED, MISSING, fault_of
from ecole.storage.blobs.folder import FolderBlobs
from ecole.storage.blobs.homes import open_store
from ecole.storage.blobs.nouns import (
    CHUNK,
    KEY,
    Blob,
    BlobStore,
    Draft,
    Missing,
    NoSpace,
    Readable,
    StoreUnavailable,
    TooLarge,
)

__all__ = [
    "CHUNK", "DAMAGED", "KEY", "MISSING", "Blob", "BlobStore", "Draft", "FolderBlobs", "Missing",
    "NoSpace", "Readable", "StoreUnavailable", "TooLarge", "fault_of", "open_store",
]
