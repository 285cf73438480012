"""Samples made once for the whole run, and a blob store for each test."""

from collections.abc import Callable
from pathlib import Path

import media_samples
import pytest

from ecole.storage.blobs import FolderBlobs


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("samples")

    def made(name: str) -> Path:
        if not (folder / name).exists():
            media_samples.make(folder / name)
        return folder / name

    return made


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path / "blobs")
