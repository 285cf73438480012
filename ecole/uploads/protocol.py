"""tus 1.0, as far as headers go: what a request announces, and what an answer says."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import dataclass
from datetime import datetime

from flask import request
from werkzeug.http import http_date
from werkzeug.routing import Map, ValidationError

from ecole.storage.blobs import Readable
from ecole.uploads.refusals import Refused
from ecole.web.access import IdConverter
from ecole.web.csrf import PIECE, is_page

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,termination,expiration,checksum"
CHECKSUMS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}
MISMATCH = 460  # the protocol's own
NAME_MAX, PAGE_MAX = 300, 400
_ids = IdConverter(Map())


@dataclass(frozen=True)
class Announced:
    """What a client says of a file before its first byte."""

    name: str
    size: int
    page: str = ""
    classroom_id: int | None = None


def check_version() -> None:
    """An unknown version is not to be understood by guess."""
    if request.headers.get("Tus-Resumable") != VERSION:
        raise Refused(412, Tus_Version=VERSION)


def read_announcement() -> Announced:
    about = _metadata(request.headers.get("Upload-Metadata", ""))
    # A database refuses NUL; the name to show is made safe when the file is kept.
    name = about.get("filename", about.get("name", "")).replace("\0", "")[:NAME_MAX]
    page = about.get("page", "")
    if len(page) > PAGE_MAX or not is_page(page.partition("?")[0]):
        page = ""
    classroom_id = read_id(about["classroom"]) if about.get("classroom") else None
    return Announced(name, _whole("Upload-Length"), page, classroom_id)


def read_offset() -> int:
    return _whole("Upload-Offset")


def piece_sent() -> tuple[Readable, int]:
    """The bytes of a request and how many; read at once only when their sum must be checked."""
    if "Upload-Checksum" in request.headers:
        content = request.get_data()
        _check_sum(content)
        return io.BytesIO(content), len(content)
    return request.stream, request.content_length or 0


def has_piece() -> bool:
    return request.mimetype == PIECE


def _check_sum(content: bytes) -> None:
    """Against what `Upload-Checksum` says. Raises Refused when the piece came damaged."""
    name, _, encoded = request.headers["Upload-Checksum"].partition(" ")
    if name not in CHECKSUMS:
        raise Refused(400)
    if CHECKSUMS[name](content).digest() != _decoded(encoded):
        raise Refused(MISMATCH)


def read_id(text: str) -> int:
    """A key as it stands in addresses; 0, which is none, for anything else."""
    if not re.fullmatch(IdConverter.regex, text):
        return 0
    try:
        return _ids.to_python(text)
    except ValidationError:
        return 0


def written_id(number: int) -> str:
    return _ids.to_url(number)


def metadata_header(**about: str) -> str:
    pairs = ((name, base64.b64encode(text.encode()).decode()) for name, text in about.items())
    return ",".join(f"{name} {text}".strip() for name, text in pairs)


def expiry_header(moment: datetime) -> str:
    return http_date(moment)


def _metadata(text: str) -> dict[str, str]:
    pairs = [pair.strip().partition(" ") for pair in text.split(",") if pair.strip()]
    return {key: _decoded(value).decode(errors="replace") for key, _, value in pairs}


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused(400) from None


def _whole(header: str) -> int:
    text = request.headers.get(header, "")
    if not re.fullmatch(r"[0-9]{1,15}", text):
        raise Refused(400)
    return int(text)
