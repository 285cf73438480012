"""Talking to a small real server in a process of its own."""

import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("small_site.py")
TOP = SCRIPT.parents[2]


@dataclass
class Site:
    process: subprocess.Popen[str]
    port: int
    folder: Path

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=15)

    def ask(self, path: str, *headers: str) -> bytes:
        with self.connect() as connection:
            connection.sendall(request(path, *headers, "Connection: close"))
            return read_all(connection)


def request(path: str, *headers: str) -> bytes:
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: a", *headers, "", ""]).encode()


def read_all(connection: socket.socket) -> bytes:
    parts = []
    while part := connection.recv(65_536):
        parts.append(part)
    return b"".join(parts)
