"""A door before a service: counts what passes, and can be slow, shut, or slammed in the middle."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from urllib.parse import urlsplit


class Door:
    """Forwards connections of this machine to `address`; `lets` says how many bytes of answers
    may still pass before it slams."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.behind = (parts.hostname, parts.port)
        self.is_shut, self.pause, self.lets = False, 0.0, 10**12
        self.asked: list[str] = []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.listening.close()

    def times(self, method: str) -> int:
        return sum(line.startswith(method) for line in self.asked)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self.listening.accept()
            except OSError:
                return
            if self.is_shut:
                near.close()
                continue
            far = socket.create_connection(self.behind)
            for one, other, is_answer in ((near, far, False), (far, near, True)):
                threading.Thread(target=self._carry, args=(one, other, is_answer),
                                 daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        with contextlib.suppress(OSError), source, target:
            while part := source.recv(65_536):
                if is_answer:
                    time.sleep(self.pause)
                    self.lets -= len(part)
                else:
                    self._note(part)
                if self.is_shut or self.lets < 0:
                    break
                target.sendall(part)
            for one in (source, target):
                one.shutdown(socket.SHUT_RDWR)

    def _note(self, part: bytes) -> None:
        line = part.partition(b"\r\n")[0]
        if line.endswith(b"HTTP/1.1"):
            self.asked.append(line.decode())
