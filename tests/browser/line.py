"""The line between phones and the school: it may be cut, mended, and so slow as to seem dead."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from types import TracebackType
from typing import Self


class Line:
    """A port of this machine that leads to the port of a school."""

    def __init__(self, school: int) -> None:
        self.school = school
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.calls: set[socket.socket] = set()
        self.speed = 0  # bytes a second and a direction; 0: as fast as it goes
        self.flowing = threading.Event()
        self.flowing.set()
        self._take_calls()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 where: TracebackType | None) -> None:
        self.cut()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Nobody answers any more: new calls are refused, those under way are broken."""
        _hang_up(self.listener)
        for call in list(self.calls):
            _hang_up(call)
        self.calls.clear()

    def mend(self) -> None:
        self.flowing.set()
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self._take_calls()

    def stall(self) -> None:
        """Calls are taken, and nothing comes through."""
        self.flowing.clear()

    def _take_calls(self) -> None:
        threading.Thread(target=self._answer, args=(self.listener,), daemon=True).start()

    def _answer(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                phone, _ = listener.accept()
                school = socket.create_connection(("127.0.0.1", self.school))
                self.calls |= {phone, school}
                for ends in ((phone, school), (school, phone)):
                    threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, come_from: socket.socket, go_to: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while said := come_from.recv(65_536):
                self.flowing.wait()
                if speed := self.speed:
                    time.sleep(len(said) / speed)
                go_to.sendall(said)
        _hang_up(go_to)


def _hang_up(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
