"""waitress as the school needs it: its socket, its limits, its proxy."""

import socket
import stat
from collections.abc import Callable
from contextlib import suppress

import pytest
from site_process import Site, read_all, request

from ecole.config import BadSetting
from ecole.server import listen
from tests.page_checks import faults_of


def test_it_answers_without_saying_what_it_is(kept_site: Site):
    answer = kept_site.ask("/")
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert b"waitress" not in answer.lower()


def post_of(size: int) -> bytes:
    return f"POST /post HTTP/1.1\r\nHost: a\r\nContent-Length: {size}\r\n\r\n".encode()


def refusal_of(site: Site, sent: bytes) -> tuple[int, str]:
    """The status and the page, which must be French, whole and safe."""
    with site.connect() as connection:
        connection.sendall(sent)
        answer = connection.recv(65_536)
        with suppress(ConnectionResetError):  # what it did not read of the request is dropped
            answer += read_all(connection)
    head, _, body = answer.decode().partition("\r\n\r\n")
    assert "text/html; charset=utf-8" in head
    assert "default-src 'none'" in head
    assert f"Content-Length: {len(body.encode())}\r\n" in head
    assert "waitress" not in f"{head}{body}".lower()
    assert not faults_of(body)
    assert 'href="/"' in body
    return int(head.split()[1]), body


def test_it_refuses_a_big_body_before_reading_it(kept_site: Site):
    status, page = refusal_of(kept_site, post_of(2_000_001))
    assert status == 413
    assert "C’est trop lourd" in page


def test_it_takes_a_form_too_heavy_for_the_application(kept_site: Site):
    """Up to twice the limit, so that its text is read and given back."""
    with kept_site.connect() as connection:
        connection.sendall(post_of(1_500_000) + b"x" * 1_500_000)
        assert connection.recv(100).split()[1] == b"200"


def test_it_refuses_long_headers(kept_site: Site):
    status, page = refusal_of(kept_site, request("/", "X-Long: " + "x" * 17_000))
    assert status == 431
    assert "trop longue" in page


@pytest.mark.parametrize(("sent", "status", "words"), [
    (b"GET / HTTP/1.1\r\nHost: a\r\nbad header\r\n\r\n", 400, "pas compris"),
    (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501, "cassé"),
    (b"GET /crash HTTP/1.1\r\nHost: a\r\n\r\n", 500, "cassé"),
])
def test_it_says_in_french_what_it_refuses(kept_site: Site, sent: bytes, status: int, words: str):
    found, page = refusal_of(kept_site, sent)
    assert found == status
    assert words in page


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
