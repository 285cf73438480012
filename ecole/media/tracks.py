"""The tracks of a sound or a film, read without opening anything else: the library would follow
the addresses and the files that a hostile one names.

Run aside, by file: it imports nothing of the application.
"""

import contextlib
import os
import resource
from collections.abc import Iterator
from typing import Any


def tracks_of(path: str) -> list[Any]:
    """What MediaInfo finds."""
    from pymediainfo import MediaInfo

    # Loaded before: it could not be afterwards.
    MediaInfo.can_parse()
    # As a stream, not as a name: it knows no folder around it.
    with open(path, "rb") as file, _nothing_else_opens():
        tracks: list[Any] = MediaInfo.parse(file).tracks
    return tracks


@contextlib.contextmanager
def _nothing_else_opens() -> Iterator[None]:
    """Neither a file nor a connection: no number is left for one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    first_free = os.dup(0)
    os.close(first_free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (first_free, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
