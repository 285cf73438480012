"""One process that serves until it is told to stop, and then finishes what it has begun.

waitress dies in the middle of an answer on SIGTERM; this file turns its loop by hand instead.
It leans on names waitress does not document (`_map`, `active_channels`, `total_outbufs_len`,
`del_channel`, `pull_trigger`): `tests/server/test_stopping.py` has a test for each promise.
"""

from __future__ import annotations

import logging
import select
import signal
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from waitress import wasyncore

from ecole.config import Settings
from ecole.server.background import Background, Task
from ecole.server.listening import BACKLOG, listen
from ecole.server.polling import Poll
from ecole.server.surroundings import keep_temporary_files_in, raise_file_limit
from ecole.server.waitress_options import make_server

log = logging.getLogger("ecole.server")

DRAIN_SECONDS = 20.0


def serve(
    app: Callable[..., Any],
    settings: Settings,
    background: Iterable[Task] = (),
    sock: socket.socket | None = None,
) -> None:
    """Answer requests until SIGTERM or SIGINT, then return within 20 seconds.

    `background`: functions run each in a thread of its own, with an Event set when it is time
    to end. `sock`: a socket from `listen`, when the caller must know its port first.
    """
    keep_temporary_files_in(settings.data)
    raise_file_limit()
    server = make_server(app, settings, sock or listen(settings.host, settings.port))
    with Background(background) as threads, told_to_stop(server) as stopping:
        log.info("ready", extra={"fields": {"port": server.effective_port}})
        poll = Poll(server._map)
        while not stopping:
            poll.turn(timeout=1)
        deadline = time.monotonic() + DRAIN_SECONDS
        threads.end()
        drain(server, deadline)
        threads.wait(deadline)
    log.info("stopped")


@contextmanager
def told_to_stop(server: Any) -> Iterator[list[int]]:
    """A list that is empty until the process is told to stop."""
    signals: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        signals.append(number)
        server.pull_trigger()  # ends the wait of a loop where nothing happens

    former = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield signals
    finally:
        for number, action in former.items():
            signal.signal(number, action)


def drain(server: Any, deadline: float) -> None:
    """Take no new connection, finish and send the answers begun, close the rest at once."""
    _take_what_waits(server)
    server.accepting = False
    server.del_channel()
    server.socket.close()
    while time.monotonic() < deadline:
        channels = list(server.active_channels.values())
        if not channels:
            break
        for channel in channels:
            if not _is_busy(channel):
                channel.will_close = True
        _turn(server, timeout=0.2)
    server.task_dispatcher.shutdown(timeout=0.5)
    wasyncore.close_all(server._map, ignore_all=True)


def _take_what_waits(server: Any) -> None:
    """Requests that have already reached this machine count as begun."""
    queue = select.poll()
    queue.register(server.socket, select.POLLIN)
    for _ in range(BACKLOG):
        if not queue.poll(0):
            break
        _turn(server, timeout=0)  # waitress accepts one connection a turn
    _turn(server, timeout=0)


def _turn(server: Any, timeout: float) -> None:
    wasyncore.loop(timeout=timeout, use_poll=True, map=server._map, count=1)


def _is_busy(channel: Any) -> bool:
    """Whether a request is arriving, being answered, or its answer not yet sent in full."""
    return bool(channel.requests or channel.total_outbufs_len or channel.request is not None)
