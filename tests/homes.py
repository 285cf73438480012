"""The two homes of files for the tests: a folder, and an S3 service that really runs here.

`ECOLE_TEST_HOME=s3` runs any test with its files at the service (scripts/test does).
"""

from __future__ import annotations

import os
import secrets
import time
import urllib.request
import warnings
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ecole.config import MEGABYTE, S3Place, Settings
from ecole.storage.blobs import BlobStore, FolderBlobs, Missing, open_store
from ecole.storage.blobs.homes import open_service
from ecole.storage.columns import utc_now

IS_AT_SERVICE = os.environ.get("ECOLE_TEST_HOME") == "s3"


@cache
def service() -> str:
    """The address of the service, started at the first call for the whole run."""
    import logging

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    return f"http://{host}:{port}"


def new_place(endpoint: str = "") -> S3Place:
    """A prefix of a bucket that nothing else uses."""
    endpoint = endpoint or service()
    bucket = f"ecole-{secrets.token_hex(8)}"
    asked = urllib.request.Request(f"{endpoint}/{bucket}", method="PUT")
    with urllib.request.urlopen(asked) as answer:
        assert answer.status == 200
    return S3Place(bucket, "fichiers/ecole", endpoint, "us-east-1", "a key", "a secret")


def at_service(folder: Path, place: S3Place | None = None, limit: int = 500 * MEGABYTE) -> Any:
    settings = Settings(data=folder, database_url="", cache_limit=limit)
    return open_service(settings, place or new_place())


def open_home(name: str, folder: Path) -> Any:
    return at_service(folder) if name == "s3" else FolderBlobs(folder / "blobs")


def home_of_run(settings: Settings) -> BlobStore:
    """The home that this run of the tests is about."""
    return at_service(settings.data) if IS_AT_SERVICE else open_store(settings)


def grow_old(blobs: Any, key: str, age: timedelta) -> None:
    """As if it had been stored so long ago."""
    if isinstance(blobs, FolderBlobs):
        then = time.time() - age.total_seconds()
        os.utime(blobs.path(key), (then, then))
    else:
        _object(blobs, key).last_modified = (utc_now() - age).replace(tzinfo=None)


def harm(blobs: Any, key: str, how: str) -> None:
    """Lose a blob, cut its last byte, or change its first, as no call of ours would."""
    if isinstance(blobs, FolderBlobs):
        path = blobs.path(key)
        if how == "lost":
            path.unlink()
        else:
            path.write_bytes(harmed(path.read_bytes(), how))
        return
    blobs.cache.drop(key)
    if how == "lost":
        blobs.bucket.delete(key)
    else:
        content = b"".join(blobs.read(key))
        held = blobs.new_path()
        held.write_bytes(harmed(content, how))
        blobs.bucket.upload(key, held)
        held.unlink()


def harmed(content: bytes, how: str) -> bytes:
    return content[:-1] if how == "cut" else bytes([content[0] ^ 1]) + content[1:]


def content_of(blobs: BlobStore, key: str) -> bytes:
    with blobs.open(key) as file:
        return file.read()


def all_of(blobs: Any) -> list[str]:
    """The blobs there are, and what is left on the way; no copy of a cache."""
    return [*blobs.stored_keys(), *(path.name for path in blobs.drafts.iterdir())]


def is_stored(blobs: BlobStore, key: str) -> bool:
    try:
        blobs.open(key).close()
    except Missing:
        return False
    return True


def _object(blobs: Any, key: str) -> Any:
    """The object in the memory of the service, which runs in this process."""
    from moto.s3.models import s3_backends

    place = blobs.place
    (backend,) = (b for account in s3_backends.values() for b in account.values()
                  if place.bucket in b.buckets)
    return backend.buckets[place.bucket].keys[f"{place.prefix}/{key}"]
