"""Which processes of this machine still live: one that was killed gives its work back at once."""

from __future__ import annotations

import os
import socket
from pathlib import Path

HOST = socket.gethostname().replace(":", "-")[:60]
PROC = Path("/proc")
ENDED = {"Z", "X"}  # killed, and its parent has not looked yet


def identity() -> str:
    """« host:pid:start »: a number that serves again is told from the first by its start."""
    return f"{HOST}:{os.getpid()}:{_start_of(os.getpid())}"


def is_dead(name: str) -> bool:
    """Whether the process of an identity has ended; of other machines nothing can be known."""
    host, _, rest = name.partition(":")
    number, _, rest = rest.partition(":")
    if host != HOST or not number.isdecimal():
        return False
    return _start_of(int(number)) != rest.partition(":")[0]


def _start_of(number: int) -> str:
    """When a process began, in ticks since the machine did; "" when there is none."""
    try:
        # After the name, which may hold spaces and brackets: its state, then 18 other fields.
        fields = (PROC / str(number) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "" if (PROC / "self").exists() else _answers(number)
    return "" if fields[0] in ENDED else fields[19]


def _answers(number: int) -> str:
    """The same on systems without /proc, where a number that serves again is not told apart."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    return "0"
