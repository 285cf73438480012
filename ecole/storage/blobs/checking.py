"""Is a blob still what it was when it was stored? Its name is its checksum."""

import hashlib

from ecole.storage.blobs.nouns import BlobStore, Missing

MISSING, DAMAGED = "missing", "damaged"


def fault_of(blobs: BlobStore, key: str) -> str:
    """« missing », « damaged », or nothing. Reads it to its end at its home, never a copy."""
    digest = hashlib.sha256()
    try:
        for part in blobs.read(key):
            digest.update(part)
    except Missing:
        return MISSING
    except OSError:  # a sector that cannot be read any more
        return DAMAGED
    return "" if digest.hexdigest() == key else DAMAGED
