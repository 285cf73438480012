"""A writer of a common text as its script is (static/js/tools/common-scribe.js): one change on
its way at a time, what is typed meanwhile waits, and anything may be lost, late or sent twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol

from ecole.classroom.documents.operations import Operation, apply, compose, transform

_keys = count()


class Server(Protocol):
    def take(self, base: int, key: str, operation: Operation) -> None: ...

    def news(self, base: int) -> dict[str, Any]: ...


@dataclass
class Writer:
    shown: str = ""
    sequence: int = 0
    base: str = ""
    sent: Operation | None = None
    key: str = ""
    waiting: Operation | None = None
    late: list[tuple[int, str, Operation]] = field(default_factory=list)

    def type(self, operation: Operation) -> None:
        self.shown = apply(operation, self.shown)
        self.waiting = compose(self.waiting, operation) if self.waiting else operation

    def prepare(self) -> tuple[int, str, Operation] | None:
        """What leaves now: the same again while nobody said that it came."""
        if self.sent is None and self.waiting is not None:
            self.sent, self.waiting, self.key = self.waiting, None, f"key-{next(_keys)}"
        return (self.sequence, self.key, self.sent) if self.sent is not None else None

    def hear(self, news: dict[str, Any]) -> None:
        if "text" in news:
            before = self.base
            self._take([news["text"], -len(before)] if before else [news["text"]])
            self.base, self.sequence = news["text"], news["sequence"]
            return
        for made in news["operations"]:
            self.base = apply(made["operation"], self.base)
            self.sequence += 1
            if self.sent is not None and made["key"] == self.key:
                self.sent = None
            else:
                self._take(made["operation"])

    def _take(self, theirs: Operation) -> None:
        if self.sent is not None:
            theirs, self.sent = transform(theirs, self.sent)
        if self.waiting is not None:
            theirs, self.waiting = transform(theirs, self.waiting)
        self.shown = apply(theirs, self.shown)

    def exchange(self, server: Server, fate: str = "") -> None:
        """One turn with the server: « lost » never comes, « late » comes another time (perhaps
        twice), « unheard » comes but its answer does not."""
        leaving = self.prepare()
        if leaving is not None and fate == "late":
            self.late.append(leaving)
        if fate in ("lost", "late"):
            return
        if leaving is not None:
            server.take(*leaving)
        if fate != "unheard":
            self.hear(server.news(self.sequence))

    def let_late_come(self, server: Server) -> None:
        for leaving in self.late:
            server.take(*leaving)
        self.late.clear()


def settle(server: Server, writers: list[Writer]) -> None:
    """The network is back: everything leaves, everybody hears everything."""
    for _ in range(2):
        for writer in writers:
            writer.let_late_come(server)
            while writer.sent is not None or writer.waiting is not None:
                writer.exchange(server)
    for writer in writers:
        writer.exchange(server)
