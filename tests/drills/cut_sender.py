"""A sender on bare sockets, whose line is cut in the middle of a piece or of its answer."""

from __future__ import annotations

import base64
import os
import socket
import struct
import time
from dataclasses import dataclass, field
from pathlib import Path

RESET = struct.pack("ii", 1, 0)  # closed as a line that goes dead, not as a browser that leaves


class Cut(Exception):
    """The line is cut here."""


@dataclass
class CutSender:
    """`cuts`: offsets of the file at which the line dies, each once."""

    port: int
    root: str
    headers: dict[str, str]
    path: Path
    cuts: list[int]
    piece: int  # bytes
    address: str = ""
    sent: int = 0  # bytes of bodies that left, again or not
    done: list[int] = field(default_factory=list)

    def create(self, name: str) -> None:
        told = f"filename {base64.b64encode(name.encode()).decode()}"
        size = self.path.stat().st_size
        status, answer = self.ask("POST", self.root, {
            "Upload-Length": str(size), "Upload-Metadata": told})
        assert status == 201, answer
        self.address = answer["location"]

    def offset(self) -> int:
        status, answer = self.ask("HEAD", self.address)
        assert status == 200, answer
        return int(answer["upload-offset"])

    def send_piece(self, start: int) -> int:
        """The offset after one piece. Raises Cut, or whatever a dead server raises."""
        body = self._read(start)
        if not (self.cuts and self.cuts[0] < start + len(body)):
            status, answer = self.ask("PATCH", self.address, _piece(start), body)
            if status in (409, 423):  # the cut request before is still being written
                time.sleep(0.05)
                return self.offset()
            assert status == 204, (status, answer)
            return int(answer["upload-offset"])
        cut = self.cuts.pop(0)
        self.done.append(cut)
        # Every third time all of it leaves, and only the answer is lost.
        is_whole = len(self.done) % 3 == 0 and not self.is_last(start)
        self._leave(start, body, len(body) if is_whole else max(cut - start, 0))
        raise Cut

    def is_last(self, start: int) -> bool:
        return start + self.piece >= self.path.stat().st_size

    def send_and_leave(self, start: int) -> None:
        """A whole piece, without waiting for its answer."""
        body = self._read(start)
        self._leave(start, body, len(body))

    def ask(self, method: str, address: str, headers: dict[str, str] | None = None,
            body: bytes = b"") -> tuple[int, dict[str, str]]:
        with self._line() as line:
            line.sendall(self._head(method, address, headers or {}, len(body)))
            line.sendall(body)
            self.sent += len(body)
            answer = b""
            while b"\r\n\r\n" not in answer:
                part = line.recv(65_536)
                if not part:
                    raise ConnectionResetError
                answer += part
        first, *lines = answer.partition(b"\r\n\r\n")[0].decode().split("\r\n")
        said = (text.partition(": ") for text in lines)
        return int(first.split()[1]), {name.lower(): value for name, _, value in said}

    def _leave(self, start: int, body: bytes, most: int) -> None:
        with self._line() as line:
            line.sendall(self._head("PATCH", self.address, _piece(start), len(body)))
            line.sendall(body[:most])
            self.sent += most
            if most == len(body):
                return
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)

    def _read(self, start: int) -> bytes:
        with self.path.open("rb") as file:
            return os.pread(file.fileno(), self.piece, start)

    def _line(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def _head(self, method: str, address: str, headers: dict[str, str], length: int) -> bytes:
        lines = [f"{method} {address} HTTP/1.1", "Host: localhost", "Connection: close",
                 f"Content-Length: {length}",
                 *(f"{name}: {value}" for name, value in {**self.headers, **headers}.items())]
        return "\r\n".join([*lines, "", ""]).encode()


def _piece(start: int) -> dict[str, str]:
    return {"Upload-Offset": str(start), "Content-Type": "application/offset+octet-stream"}
