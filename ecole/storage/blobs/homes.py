"""Where the files of this instance live, by its settings."""

from __future__ import annotations

import logging
from importlib.util import find_spec

from ecole.config import BadSetting, S3Place, Settings
from ecole.storage.blobs.folder import FolderBlobs
from ecole.storage.blobs.nouns import BlobStore, StoreUnavailable

log = logging.getLogger("ecole.files")


def open_store(settings: Settings) -> BlobStore:
    """The home that ECOLE_FILES chooses. Raises BadSetting, in French."""
    if settings.s3 is None:
        return FolderBlobs(settings.files)
    return open_service(settings, settings.s3)


def open_service(settings: Settings, place: S3Place) -> BlobStore:
    """The service at `place`; what it needs is imported for those who chose it only."""
    if find_spec("obstore") is None:
        raise BadSetting(
            "ECOLE_FILES\u00a0: il manque le paquet «\u00a0obstore\u00a0» pour joindre un service "
            "S3. Installez le projet avec «\u00a0pip install 'ecole[s3]'\u00a0»."
        )
    from ecole.storage.blobs.s3 import S3Blobs

    try:
        return S3Blobs(place, settings.data / "cache", settings.cache_limit)
    except Exception as error:
        raise BadSetting(f"ECOLE_FILES = «\u00a0{place.name}\u00a0»\u00a0: adresse ou clés "
                         f"refusées ({type(error).__name__}).") from error


def try_store(blobs: BlobStore, settings: Settings) -> None:
    """Before the site opens: wrong keys or no such bucket stop it; a service that does not answer
    just now does not, for only the files would be missing. Raises BadSetting."""
    bucket = getattr(blobs, "bucket", None)
    if bucket is None or settings.s3 is None:
        return
    try:
        bucket.try_it()
    except PermissionError as error:
        raise BadSetting(f"ECOLE_FILES = «\u00a0{settings.s3.name}\u00a0»\u00a0: le service refuse "
                         f"l’accès ou n’a pas ce bucket ({error}). Vérifiez ECOLE_FILES, "
                         "ECOLE_S3_KEY et ECOLE_S3_SECRET.") from error
    except StoreUnavailable as error:
        log.warning("the service of files does not answer: %s", error)
