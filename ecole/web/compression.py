"""Pages travel compressed: once for a page kept ready, at each answer for the others.

What is compressed with a secret can be guessed by its length (docs/decisions/0014-offline.md): the
length of each answer is blurred, and a page kept ready repeats nothing of what was asked.
"""

from __future__ import annotations

import gzip
import io
import secrets
from dataclasses import dataclass

from flask import Flask, request
from werkzeug.wrappers import Response

TYPES = {"text/html", "application/json", "application/manifest+json", "text/javascript"}
LEAST = 1000  # bytes; below, the headers weigh more than what is saved
LEVEL = 6
BLUR_MAX = 60  # bytes


@dataclass(frozen=True)
class Packed:
    """A finished page, and the same compressed."""

    plain: bytes
    small: bytes


def pack(page: bytes) -> Packed:
    return Packed(page, compressed(page))


def compressed(content: bytes) -> bytes:
    """gzip, with a file name of a random length that every browser leaves aside."""
    out = io.BytesIO()
    name = "x" * secrets.randbelow(BLUR_MAX)
    with gzip.GzipFile(name, "wb", LEVEL, out, mtime=0) as file:
        file.write(content)
    return out.getvalue()


def answer_with(page: Packed) -> Response:
    """The answer to this request, in the form that its browser takes."""
    if not is_understood():
        return Response(page.plain, mimetype="text/html")
    return Response(page.small, mimetype="text/html", headers={"Content-Encoding": "gzip"})


def is_understood() -> bool:
    return request.accept_encodings.quality("gzip") > 0


def compress(response: Response) -> Response:
    """Pages and small texts only: files are already compressed, and sent by pieces."""
    if response.mimetype not in TYPES or response.is_streamed or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    is_plain = "Content-Encoding" not in response.headers
    if is_plain and is_understood() and len(response.get_data()) >= LEAST:
        response.set_data(compressed(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
    return response


def compress_answers(app: Flask) -> None:
    app.after_request(compress)
