"""Gives a stored file to a browser: whole or by ranges, harmless, and without holding a thread
for the time that a slow phone takes to fetch it."""

import unicodedata
from typing import IO, BinaryIO, cast
from urllib.parse import quote

from flask import Response, request
from werkzeug.datastructures import Range
from werkzeug.wsgi import LimitedStream, wrap_file

# Whatever the caller asks, only these open in a page.
SHOWN = ("image/jpeg", "image/png", "image/webp", "application/pdf", "audio/", "video/")
PLAYED = ("image/", "audio/", "video/")
# Tried in Chromium 156: pictures and PDF still open alone in a tab; sound and film play in the
# `audio` and `video` of a page only.
HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def serve(
    blob: BinaryIO, *, size: int, mime: str, name: str, etag: str, inline: bool = True
) -> Response:
    """The answer to this request for `blob`, which it closes. The caller has checked who asks."""
    answer = Response(mimetype=mime, headers=HARMLESS)
    shown = inline and mime.startswith(SHOWN)
    answer.headers["Content-Disposition"] = disposition(name, inline=shown)
    answer.headers["Cache-Control"] = _cache(mime)
    answer.accept_ranges = "bytes"
    answer.set_etag(etag)
    if request.if_none_match.contains_weak(etag):
        return _without_body(blob, answer, 304)
    start, stop = 0, size
    if asked := _asked_range(etag):
        part = asked.range_for_length(size)
        if part is None:
            answer.headers["Content-Range"] = f"bytes */{size}"
            return _without_body(blob, answer, 416)
        start, stop = part
        answer.status_code = 206
        answer.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return _with_body(blob, answer, start, stop)


def disposition(name: str, *, inline: bool) -> str:
    """RFC 6266: the true name, and one of plain letters for old browsers."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join(c if c.isalnum() or c in " ._-()" else "_" for c in plain) or "fichier"
    way = "inline" if inline else "attachment"
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _cache(mime: str) -> str:
    # A document must not stay in the browser of a shared computer. A picture or a film may, so
    # that a second look or a seek costs the family nothing, but the permission is asked again
    # each time. Counted in Chromium over eight seeks and a reload: three 304 more than with
    # `max-age`, and not one byte of film more.
    return "private, no-cache" if mime.startswith(PLAYED) else "private, no-store"


def _asked_range(etag: str) -> Range | None:
    """The one range to answer; several at once, or of another file, get the whole."""
    asked = request.range if request.method == "GET" else None
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return None
    # Only the strong form proves that the part already there is of the same bytes.
    same = request.headers.get("If-Range", f'"{etag}"') == f'"{etag}"'
    return asked if same else None


def _without_body(blob: BinaryIO, answer: Response, status: int) -> Response:
    blob.close()
    answer.status_code = status
    return answer


def _with_body(blob: BinaryIO, answer: Response, start: int, stop: int) -> Response:
    answer.content_length = stop - start
    if request.method == "HEAD":
        return _without_body(blob, answer, answer.status_code)
    blob.seek(start)
    wrapper = request.environ.get("wsgi.file_wrapper")
    if getattr(wrapper, "__module__", "").startswith("waitress"):
        # Handed to the main loop, which stops at Content-Length. Werkzeug's own way with ranges
        # keeps a thread for each viewer: four slow phones and the school is closed.
        answer.response = wrapper(blob)  # type: ignore[misc]
    else:
        part = _Part(blob, stop - start)
        answer.response = wrap_file(request.environ, cast(IO[bytes], part))
    answer.direct_passthrough = True
    return answer


class _Part(LimitedStream):
    """A limited stream that also closes its file."""

    def __init__(self, blob: BinaryIO, length: int) -> None:
        super().__init__(blob, length)
        self.blob = blob

    def close(self) -> None:
        self.blob.close()
        super().close()
