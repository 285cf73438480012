"""People who send, and the parts folder emptied after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from ecole.storage.blobs import FolderBlobs
from ecole.uploads.parts import Parts
from tests.conftest import Visitor
from tests.uploads.tus_sender import Sender


@pytest.fixture
def sender(sign_in: Callable[[str], Visitor]) -> Callable[[str], Sender]:
    return lambda name: Sender(sign_in(name))


@pytest.fixture
def teacher(sender: Callable[[str], Sender]) -> Sender:
    return sender("petit")


@pytest.fixture
def parts(app: Flask) -> Iterator[Parts]:
    found: Parts = app.config["PARTS"]
    yield found
    for path in found.root.iterdir():
        path.unlink()


@pytest.fixture
def in_folder(app: Flask, parts: Parts, monkeypatch: pytest.MonkeyPatch) -> FolderBlobs:
    """For what only the home beside the parts does, whatever home this run is about."""
    blobs = FolderBlobs(parts.root.parent)
    monkeypatch.setitem(app.config, "BLOBS", blobs)
    return blobs


@pytest.fixture
def film(media: Path) -> bytes:
    return next(media.glob("*.mp4")).read_bytes()


@pytest.fixture
def pdf(media: Path) -> bytes:
    return next(media.glob("*.pdf")).read_bytes()
