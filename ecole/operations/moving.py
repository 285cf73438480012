"""All files from one home to the other: copied, read back, and it may be stopped at any moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ecole.storage.blobs import DAMAGED, MISSING, BlobStore, Missing, fault_of

NO_LIMIT = 1 << 62


@dataclass
class Move:
    """What was done: the files that are now in both homes, and those that could not be."""

    moved: int = 0
    copied: int = 0
    faults: dict[str, str] = field(default_factory=dict)


class Moving:
    """From `source` to `target`; `note` remembers, for `destination`, what was read back."""

    def __init__(self, source: BlobStore, target: BlobStore, note: Path, destination: str) -> None:
        self.source, self.target, self.note, self.destination = source, target, note, destination
        self._done = self._noted()

    def run(self, named: Iterable[str], tell: Callable[[int, int], None]) -> Move:
        """Everything stored, then what came meanwhile, until nothing comes. `named`: what rows
        name, which must be there. `tell` hears how many of how many."""
        move, seen = Move(), set[str]()
        there = set(self.target.stored_keys())
        named = set(named)
        while todo := sorted((set(self.source.stored_keys()) | named) - seen):
            seen.update(todo)
            for n, key in enumerate(todo, 1):
                self._take(key, there, move, is_named=key in named)
                tell(move.moved, move.moved + len(todo) - n)
        return move

    def _take(self, key: str, there: set[str], move: Move, *, is_named: bool) -> None:
        if key in there and (key in self._done or not fault_of(self.target, key)):
            problem = ""
        else:
            problem = self._copy(key)
            move.copied += not problem
        if not problem:
            move.moved += 1
            self._remember(key)
        elif is_named or problem != MISSING:  # one that was deleted meanwhile is no fault
            move.faults[key] = problem

    def _copy(self, key: str) -> str:
        """« missing », « damaged », or nothing once it was read back from its new home."""
        try:
            with self.target.draft(_Stream(self.source.read(key)), NO_LIMIT) as draft:
                if draft.sha256 != key:
                    return DAMAGED
                self.target.keep(draft)
        except Missing:
            return MISSING
        return fault_of(self.target, key)

    def _noted(self) -> set[str]:
        try:
            destination, *keys = self.note.read_text().splitlines()
        except (OSError, ValueError):
            destination, keys = "", []
        if destination != self.destination:
            self.note.write_text(f"{self.destination}\n")
            return set()
        return set(keys)

    def _remember(self, key: str) -> None:
        if key not in self._done:
            self._done.add(key)
            with self.note.open("a") as file:
                file.write(f"{key}\n")


class _Stream:
    """Parts as they come, read as a file."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts

    def read(self, size: int, /) -> bytes:
        return next(self._parts, b"")
