"""The film of the viewers: `-m benchmarks.viewers_film FOLDER MEGABYTES`.

The film of the demo's instructions becomes one of so many megabytes, still a true MP4, and the
addresses of it are written as JSON, with where its bytes are on the disk.
"""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import select

from ecole import create_app
from ecole.config import MEGABYTE, Settings
from ecole.models.attachment import Attachment
from ecole.models.school import School
from ecole.storage.blobs import FolderBlobs
from ecole.storage.database import writing
from ecole.storage.school_scope import all_schools

FILM = Path(__file__).parents[1] / "ecole" / "operations" / "demo" / "media"
BOX = b"free"  # players pass over what such a box holds


def heavier(film: bytes, size: int) -> bytes:
    """The film with a box of noise at its end, of `size` bytes in all."""
    room = size - len(film)
    return film + room.to_bytes(4, "big") + BOX + os.urandom(room - 8)


def main(folder: str, megabytes: int) -> None:
    app = create_app(Settings.from_environment({"ECOLE_DATA": folder}))
    film = heavier((FILM / "l-eau-change-d-etat.mp4").read_bytes(), megabytes * MEGABYTE)
    blobs = app.config["BLOBS"]
    assert isinstance(blobs, FolderBlobs)
    blob = blobs.put(io.BytesIO(film), len(film))
    address = app.url_map.converters["id"](app.url_map).to_url
    paths = []
    with app.app_context(), all_schools("benchmark: the film of the demo"), writing() as rows:
        for file, school in rows.execute(
            select(Attachment, School).join(School, School.id == Attachment.school_id)
            .where(Attachment.kind == "video", Attachment.instruction_id.is_not(None))
        ):
            file.blob_key, file.size = blob.key, blob.size
            paths.append(f"/e/{school.uai}/fichiers/{address(file.id)}/{quote(file.name)}")
    sys.stdout.write(json.dumps({"paths": paths, "file": str(blobs.path(blob.key))}) + "\n")


if __name__ == "__main__":
    main(str(Path(sys.argv[1]).resolve()), int(sys.argv[2]))
