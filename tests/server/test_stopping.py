"""What a request begun before SIGTERM may count on, and what it must not delay."""

import signal
import time

import pytest
from site_process import Site, read_all, request

pytestmark = pytest.mark.slow


def stop(site: Site, number: int = signal.SIGTERM) -> float:
    """Seconds until the process has ended, with code 0."""
    begun = time.monotonic()
    site.process.send_signal(number)
    assert site.process.wait(timeout=25) == 0
    return time.monotonic() - begun


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once_when_nothing_happens(site: Site, number: int):
    assert stop(site, number) < 1.5


def test_it_answers_the_request_in_flight(site: Site):
    with site.connect() as connection:
        connection.sendall(request("/slow"))
        time.sleep(0.3)
        assert 1 < stop(site) < 4
        assert read_all(connection).endswith(b"ok")


def test_it_answers_a_request_that_just_arrived(site: Site):
    site.process.send_signal(signal.SIGSTOP)
    connections = [site.connect() for _ in range(30)]
    for connection in connections:
        connection.sendall(request("/"))
    site.process.send_signal(signal.SIGTERM)
    site.process.send_signal(signal.SIGCONT)
    for connection in connections:
        assert read_all(connection).endswith(b"ok")
        connection.close()
    assert site.process.wait(timeout=5) == 0


def test_it_does_not_wait_for_idle_connections(site: Site):
    idle = [site.connect() for _ in range(20)]
    idle[0].sendall(request("/"))
    assert idle[0].recv(1000).endswith(b"ok")
    assert stop(site) < 1.5
    for connection in idle:
        assert connection.recv(1) == b""
        connection.close()


def test_it_sends_a_long_answer_to_its_end(site: Site):
    with site.connect() as connection:
        connection.sendall(request("/big"))
        time.sleep(0.5)  # answered, but far from sent: nobody has read a byte of it
        site.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        assert len(read_all(connection)) > 6_000_000
    assert site.process.wait(timeout=5) == 0


def test_it_refuses_new_connections_while_it_finishes(site: Site):
    with site.connect() as busy:
        busy.sendall(request("/slow"))
        time.sleep(0.3)
        site.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        with pytest.raises(ConnectionRefusedError):
            site.connect()
        assert read_all(busy).endswith(b"ok")


def test_it_ends_its_background_tasks(site: Site):
    while not (site.folder / "started").exists() or not (site.folder / "failed").exists():
        time.sleep(0.05)
    assert site.ask("/").endswith(b"ok")  # a failing task does not take the server along
    assert not (site.folder / "ended").exists()
    stop(site)
    assert (site.folder / "ended").exists()
