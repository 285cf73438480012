"""Threads beside the server: each task runs until it ends or is told to."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

log = logging.getLogger("ecole.server")

Task = Callable[[threading.Event], None]
PAUSE_AFTER_FAILURE = 5.0  # seconds


class Background:
    """Tasks as threads, started on entry. One that fails is logged and started again."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self.ending = threading.Event()
        # Daemons: one that ignores the event must not keep the process for ever.
        self.threads = [
            threading.Thread(target=self._run, args=(task,), name=_name(task), daemon=True)
            for task in tasks
        ]

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.end()

    def end(self) -> None:
        self.ending.set()

    def wait(self, deadline: float) -> None:
        """Join the threads until a moment of `time.monotonic()`."""
        for thread in self.threads:
            thread.join(max(0.0, deadline - time.monotonic()))
            if thread.is_alive():
                log.warning("a background task did not end in time: %s", thread.name)

    def _run(self, task: Task) -> None:
        while not self.ending.is_set():
            try:
                task(self.ending)
                break
            except Exception:
                log.exception("background task failed: %s", _name(task))
                self.ending.wait(PAUSE_AFTER_FAILURE)


def _name(task: Task) -> str:
    return getattr(task, "__name__", type(task).__name__)
