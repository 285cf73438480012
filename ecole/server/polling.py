"""One turn of waitress's loop that costs what happens in it, not how many are connected.

waitress asks every connection at every turn whether it wants to read or write: with three hundred
viewers of a film, each page waited for hundreds of questions (`benchmarks/viewers`). Here the
answers are remembered, and asked again of those to which something happened. It leans on
`readable`, `writable`, `requests` and `accepting` of its channels.
"""

from __future__ import annotations

import select
import time
from collections.abc import Iterable
from typing import Any

from waitress import wasyncore

# Everyone is asked so often all the same: channels that were silent too long close that way.
ROUND_SECONDS = 1.0
READ, WRITE = select.POLLIN | select.POLLPRI, select.POLLOUT


class Poll:
    """The channels of a server by their descriptor, and what each of them waits for."""

    def __init__(self, channels: dict[int, Any]) -> None:
        self._channels = channels
        self._poll = select.poll()
        self._wanted: dict[int, int] = {}
        # A thread is answering these: what they want changes without an event of theirs. The
        # listening socket decides by the number of connections.
        self._restless: set[int] = set()
        self._next_round = 0.0

    def turn(self, timeout: float) -> None:
        """Wait for events at most so many seconds, and let the channels answer them."""
        now = time.monotonic()
        if now >= self._next_round:
            self._next_round = now + ROUND_SECONDS
            self._ask({*self._channels, *self._wanted})
        else:
            self._ask(tuple(self._restless))
        before = len(self._channels)
        ready = self._poll.poll(min(timeout, ROUND_SECONDS) * 1000)
        for number, events in ready:
            channel = self._channels.get(number)
            if channel is not None:
                wasyncore.readwrite(channel, events)
        self._ask([number for number, _ in ready])
        if len(self._channels) != before or len(self._channels) != len(self._wanted):
            self._ask(self._channels.keys() ^ self._wanted.keys())

    def _ask(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            channel = self._channels.get(number)
            if channel is None:
                self._restless.discard(number)
                self._want(number, 0)
                continue
            # Before its wishes: a thread that ends between the two is asked once more.
            is_restless = bool(channel.accepting or getattr(channel, "requests", None))
            (self._restless.add if is_restless else self._restless.discard)(number)
            self._want(number, _wishes(channel))

    def _want(self, number: int, wishes: int) -> None:
        if wishes == self._wanted.get(number, 0):
            return
        if wishes:
            self._poll.register(number, wishes)
            self._wanted[number] = wishes
        else:
            self._poll.unregister(number)
            del self._wanted[number]


def _wishes(channel: Any) -> int:
    wishes = READ if channel.readable() else 0
    if channel.writable() and not channel.accepting:
        wishes |= WRITE
    return wishes
