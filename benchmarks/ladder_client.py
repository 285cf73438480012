"""A small client: `-m benchmarks.ladder_client PORT COOKIE LENGTH CONNECTIONS SECONDS`.

Asks the page again and again over kept connections, checks the status and the length of every
answer, and writes how many came in how many seconds.
"""

from __future__ import annotations

import json
import select
import socket
import sys
import time

from benchmarks.ladder_page import PAGE


class Connection:
    """One kept connection with one request on its way."""

    def __init__(self, port: int, request: bytes, length: int) -> None:
        self.request, self.length = request, length
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.ask()

    def ask(self) -> None:
        self.received = bytearray()
        self.socket.sendall(self.request)

    def read(self) -> bool:
        """Take what came; True when the answer is whole, and right."""
        part = self.socket.recv(262_144)
        if not part:
            raise SystemExit("the server closed the connection")
        self.received += part
        end = self.received.find(b"\r\n\r\n")
        if end < 0 or len(self.received) < end + 4 + self.length:
            return False
        head = bytes(self.received[:end]).lower()
        stated = b"content-length: %d" % self.length
        if not head.startswith(b"http/1.1 200 ") or stated not in head.split(b"\r\n"):
            raise SystemExit(f"wrong answer: {head[:300]!r}")
        if len(self.received) != end + 4 + self.length:
            raise SystemExit("an answer longer than it says")
        return True


def load(port: int, cookie: str, length: int, connections: int, seconds: float) -> dict[str, float]:
    lines = [f"GET {PAGE} HTTP/1.1", "Host: 127.0.0.1", *([f"Cookie: {cookie}"] if cookie else [])]
    request = "\r\n".join([*lines, "", ""]).encode()
    opened = [Connection(port, request, length) for _ in range(connections)]
    by_number = {connection.socket.fileno(): connection for connection in opened}
    poll = select.poll()
    for number in by_number:
        poll.register(number, select.POLLIN)
    count, begun = 0, time.perf_counter()
    while (spent := time.perf_counter() - begun) < seconds:
        for number, _ in poll.poll(1000):
            if by_number[number].read():
                count += 1
                by_number[number].ask()
    return {"requests": count, "seconds": spent}


if __name__ == "__main__":
    port, cookie, length, connections, seconds = sys.argv[1:]
    print(json.dumps(load(int(port), cookie, int(length), int(connections), float(seconds))))
