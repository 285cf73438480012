"""Samples made once for the whole run, and a blob store for each test."""

from collections.abc import Callable
from pathlib import Path

import media_samples
import pytest

from ecole.storage.blobs import BlobStore
from tests.homes import IS_AT_SERVICE, open_home


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("samples")

    def made(name: str) -> Path:
        if not (folder / name).exists():
            media_samples.make(folder / name)
        return folder / name

    return made


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return open_home("s3" if IS_AT_SERVICE else "folder", tmp_path)
