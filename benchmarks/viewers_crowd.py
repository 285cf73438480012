"""A crowd of slow viewers in one process: `-m benchmarks.viewers_crowd PORT COOKIE PATH FILE
VIEWERS KILOBYTES_PER_SECOND`.

Each asks for the film from a place of its own, over a socket with a small buffer, and takes what
its line can carry. Writes « ready » once all have begun; when its input closes, how many were
served: the right bytes, as fast as their line.
"""

from __future__ import annotations

import heapq
import json
import mmap
import select
import socket
import sys
import time
from pathlib import Path

TURN = 0.25  # seconds between two reads of a viewer
RECEIVE_BUFFER = 8 * 1024
PATIENCE = 60.0
SERVED = 0.85  # of the pace: its first turns go by while the others sign on
FIRST_SECONDS = 1.0


class Viewer:
    """One browser that plays from `start`."""

    def __init__(self, port: int, cookie: str, path: str, film: mmap.mmap, start: int) -> None:
        self.film, self.at, self.taken = film, start, 0
        self.head, self.begun_at, self.is_wrong = bytearray(), 0.0, False
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        self.socket.connect(("127.0.0.1", port))
        self.socket.sendall("\r\n".join([
            f"GET {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookie}",
            f"Range: bytes={start}-", "", "",
        ]).encode())
        self.socket.setblocking(False)

    def take(self, most: int) -> None:
        """What came, as much as the line carries in one turn."""
        while most > 0 and not self.is_wrong:
            try:
                part = self.socket.recv(most)
            except BlockingIOError:
                return
            if not part:
                self.is_wrong = self.at < len(self.film)
                return
            most -= len(part)
            self._check(part if self.begun_at else self._body_after_head(part))

    def _body_after_head(self, part: bytes) -> bytes:
        self.head += part
        end = self.head.find(b"\r\n\r\n")
        if end < 0:
            return b""
        self.begun_at = time.monotonic()
        size = len(self.film)
        stated = f"content-range: bytes {self.at}-{size - 1}/{size}".encode()
        lines = bytes(self.head[:end]).lower().split(b"\r\n")
        self.is_wrong = not lines[0].startswith(b"http/1.1 206 ") or stated not in lines
        return bytes(self.head[end + 4:])

    def _check(self, part: bytes) -> None:
        self.is_wrong |= self.film[self.at:self.at + len(part)] != part
        self.at += len(part)
        self.taken += len(part)

    def is_served(self, pace: float, now: float) -> bool:
        if self.is_wrong or not self.begun_at:
            return False
        seconds = max(now - self.begun_at - FIRST_SECONDS, 0)
        return self.at == len(self.film) or self.taken >= SERVED * pace * seconds


def watch(viewers: list[Viewer], pace: float) -> float:
    """Everyone reads at their pace until the input closes; returns when that was."""
    turns = [(time.monotonic() + TURN * n / len(viewers), n) for n in range(len(viewers))]
    told, deadline = False, time.monotonic() + PATIENCE
    while True:
        due, number = heapq.heappop(turns)
        if (wait := due - time.monotonic()) > 0:
            if select.select([sys.stdin], [], [], wait)[0]:
                return time.monotonic()
        elif now_and_then(number) and select.select([sys.stdin], [], [], 0)[0]:
            return time.monotonic()
        viewers[number].take(int(pace * TURN))
        heapq.heappush(turns, (max(due + TURN, time.monotonic() - TURN), number))
        if not told and (all(v.begun_at for v in viewers) or time.monotonic() > deadline):
            told = True
            print("ready", flush=True)


def now_and_then(number: int) -> bool:
    """A crowd too busy to wait still looks whether it is over."""
    return number == 0


def main(port: int, cookie: str, path: str, file: str, many: int, kilobytes: float) -> None:
    with Path(file).open("rb") as opened:
        film = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    # Spread over the first half: nobody comes to the end of the film.
    starts = [n * (len(film) // 2) // many for n in range(many)]
    viewers = [Viewer(port, cookie, path, film, start) for start in starts]
    now = watch(viewers, kilobytes * 1000)
    served = sum(viewer.is_served(kilobytes * 1000, now) for viewer in viewers)
    print(json.dumps({"served": served, "taken": sum(viewer.taken for viewer in viewers)}))


if __name__ == "__main__":
    port, cookie, path, file, many, kilobytes = sys.argv[1:]
    main(int(port), cookie, path, file, int(many), float(kilobytes))
