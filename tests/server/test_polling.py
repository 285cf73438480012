"""The loop asks those to which something happened; everyone else once a second."""

import socket
import time

import pytest

from ecole.server.polling import ROUND_SECONDS, Poll


class Channel:
    """One end of a pair of sockets, as waitress's loop sees it."""

    accepting = False

    def __init__(self):
        self.near, self.far = socket.socketpair()
        self.asked, self.told, self.wants_write, self.requests = 0, [], False, []

    def readable(self):
        self.asked += 1
        return not self.requests

    def writable(self):
        return self.wants_write

    def handle_read_event(self):
        self.told.append(self.near.recv(100))

    def handle_write_event(self):
        self.told.append("may write")
        self.wants_write = False

    def close(self):
        self.near.close()
        self.far.close()


@pytest.fixture
def channels():
    made = [Channel() for _ in range(5)]
    yield {channel.near.fileno(): channel for channel in made}
    for channel in made:
        channel.close()


def test_only_those_with_events_are_asked_again(channels):
    poll, (first, *others) = Poll(channels), list(channels.values())
    poll.turn(0)
    first.far.send(b"a page, please")
    for _ in range(3):
        poll.turn(0)
    assert first.told == [b"a page, please"]
    assert [channel.asked for channel in others] == [1] * 4
    assert first.asked == 2


def test_what_a_thread_answers_is_asked_until_it_ends(channels):
    """The thread makes no event of its own on the connection."""
    poll, busy = Poll(channels), next(iter(channels.values()))
    busy.requests.append("a page")
    poll.turn(0)
    busy.wants_write = True
    busy.requests.clear()
    poll.turn(0)
    assert busy.told == ["may write"]


def test_everyone_is_asked_each_second(channels, monkeypatch):
    poll, channel = Poll(channels), next(iter(channels.values()))
    poll.turn(0)
    channel.wants_write = True  # as the cleaning of silent connections does
    poll.turn(0)
    assert channel.told == []
    later = time.monotonic() + ROUND_SECONDS
    monkeypatch.setattr(time, "monotonic", lambda: later)
    poll.turn(0)
    assert channel.told == ["may write"]


def test_those_that_come_and_go_are_known_at_once(channels):
    poll = Poll(channels)
    poll.turn(0)
    number, gone = next(iter(channels.items()))
    gone.handle_read_event = lambda: channels.pop(number)
    gone.far.send(b"bye")
    poll.turn(0)
    late = Channel()
    channels[late.near.fileno()] = late
    poll.turn(0)
    late.far.send(b"hello")
    poll.turn(0)
    assert late.told == [b"hello"]
    late.close()
