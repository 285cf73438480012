"""One process that does the jobs of the queue until it is told to stop, and serves nobody."""

from __future__ import annotations

import logging
import signal
import threading
import time
from types import FrameType

from flask import Flask

from ecole.server.background import Background
from ecole.server.surroundings import keep_temporary_files_in, raise_file_limit
from ecole.storage.jobs import lanes, wake

log = logging.getLogger("ecole.server")
END_SECONDS = 10.0


def work_alone(app: Flask) -> None:
    """Do the jobs until SIGTERM or SIGINT; one that is not ended is given back to the queue."""
    keep_temporary_files_in(app.config["ECOLE"].data)
    raise_file_limit()
    told = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        told.set()

    former = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        with Background(lanes(app)) as threads:
            log.info("working")
            told.wait()
            threads.end()
            wake()
            threads.wait(time.monotonic() + END_SECONDS)
    finally:
        for number, action in former.items():
            signal.signal(number, action)
    log.info("stopped")
