"""waitress as the school needs it: its socket, its limits, its proxy."""

import socket
import stat
from collections.abc import Callable

import pytest
from site_process import Site, request

from ecole.config import BadSetting
from ecole.server import listen


def test_it_answers_without_saying_what_it_is(kept_site: Site):
    answer = kept_site.ask("/")
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert b"waitress" not in answer.lower()


def test_it_refuses_a_big_body_before_reading_it(kept_site: Site):
    with kept_site.connect() as connection:
        connection.sendall(b"POST /post HTTP/1.1\r\nHost: a\r\nContent-Length: 1000001\r\n\r\n")
        assert connection.recv(100).split()[1] == b"413"


def test_it_refuses_long_headers(kept_site: Site):
    with kept_site.connect() as connection:
        connection.sendall(request("/", "X-Long: " + "x" * 17_000))
        assert connection.recv(100).split()[1] == b"431"


def test_it_believes_no_proxy_by_default(kept_site: Site):
    assert kept_site.ask("/who", "X-Forwarded-For: 1.2.3.4").endswith(b"127.0.0.1")


def test_it_believes_the_proxy_it_was_given(start_site: Callable[..., Site]):
    site = start_site("127.0.0.1")
    assert site.ask("/who", "X-Forwarded-For: 6.6.6.6, 1.2.3.4").endswith(b"1.2.3.4")


def test_it_takes_more_than_a_hundred_connections(kept_site: Site):
    open_ones = [kept_site.connect() for _ in range(300)]
    assert kept_site.ask("/").endswith(b"ok")
    for connection in open_ones:
        connection.close()


def test_it_keeps_bodies_in_a_folder_of_its_own(kept_site: Site):
    kept_site.ask("/")
    assert stat.S_IMODE((kept_site.folder / "tmp").stat().st_mode) == 0o700


def test_it_listens_with_a_small_send_buffer():
    with listen("127.0.0.1", 0) as sock:
        assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) == 2 * 64 * 1024


def test_it_says_in_french_that_the_port_is_taken():
    with listen("127.0.0.1", 0) as sock, pytest.raises(BadSetting, match="déjà pris"):
        listen("127.0.0.1", sock.getsockname()[1])


def test_it_says_in_french_that_the_address_is_unknown():
    with pytest.raises(BadSetting, match="ECOLE_HOST"):
        listen("192.0.2.1", 0)
