"""A file is given whole, by ranges or not again, the same way by Flask and by a real waitress."""

import os
import socket
import threading
import time
from http.client import HTTPConnection

import pytest
import waitress
from flask import Flask
from waitress import wasyncore

from ecole.media.serving import disposition, serve

CONTENT = bytes(range(256)) * 4096
SIZE = len(CONTENT)
ETAG = "a" * 64
NAME = "Les élèves d'ici « été ».mp4"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    path = tmp_path_factory.mktemp("served") / "blob"
    path.write_bytes(CONTENT)
    app = Flask("served")

    @app.get("/<path:mime>/<int:inline>")
    def file(mime, inline):
        blob = path.open("rb")
        app.extensions["blob"] = blob
        return serve(blob, size=SIZE, mime=mime, name=NAME, etag=ETAG, inline=bool(inline))

    app.extensions["films"] = []
    big = path.with_name("big")
    big.touch()
    # More than the system and waitress keep for themselves; nothing of it is on the disk.
    os.truncate(big, 64 * 1024**2)

    @app.get("/big")
    def film():
        app.extensions["films"].append(big.open("rb"))
        return serve(
            app.extensions["films"][-1], size=64 * 1024**2, mime="video/mp4", name="a", etag=ETAG
        )

    @app.get("/page")
    def page():
        return "page"

    return app


@pytest.fixture(scope="module")
def port(app):
    watched = {}
    server = waitress.create_server(
        app, map=watched, listen="127.0.0.1:0", threads=1, outbuf_high_watermark=65536
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server.effective_port
    # Closed from its own loop, which ends when it has nothing left to watch.
    server.trigger.pull_trigger(lambda: wasyncore.close_all(watched))
    thread.join(5)
    server.task_dispatcher.shutdown()


@pytest.fixture(params=["flask", "waitress"])
def ask(request, app):
    """(status, headers, body) of a request, through the one and the other."""

    def by_flask(method, path, headers):
        answer = app.test_client().open(path, method=method, headers=headers)
        body = answer.get_data()
        answer.close()
        assert app.extensions["blob"].closed
        return answer.status_code, answer.headers, body

    def by_waitress(method, path, headers):
        connection = HTTPConnection("127.0.0.1", request.getfixturevalue("port"), timeout=10)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, answer.headers, body

    way = {"flask": by_flask, "waitress": by_waitress}[request.param]
    return lambda method="GET", path="/video/mp4/1", **headers: way(
        method, path, {name.replace("_", "-"): value for name, value in headers.items()}
    )


def test_it_gives_the_whole(ask):
    status, headers, body = ask()
    assert (status, body == CONTENT) == (200, True)
    assert headers["Content-Length"] == str(SIZE)
    assert headers["Content-Type"] == "video/mp4"
    assert headers["Accept-Ranges"] == "bytes"
    assert headers["ETag"] == f'"{ETAG}"'


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("0-1", 0, 1),
        ("0-", 0, SIZE - 1),
        ("1000-300000", 1000, 300_000),
        ("-10", SIZE - 10, SIZE - 1),
        (f"{SIZE - 1}-", SIZE - 1, SIZE - 1),
        (f"{SIZE - 5}-{SIZE + 900}", SIZE - 5, SIZE - 1),
    ],
)
def test_it_gives_a_part(ask, asked, first, last):
    status, headers, body = ask(Range=f"bytes={asked}")
    assert (status, body == CONTENT[first : last + 1]) == (206, True)
    assert headers["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
    assert headers["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", [f"{SIZE}-", "9999999-10000000"])
def test_it_has_nothing_past_the_end(ask, asked):
    status, headers, body = ask(Range=f"bytes={asked}")
    assert (status, body) == (416, b"")
    assert headers["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "lines=0-1", "bytes=5-1", "bytes=x", "0-1"])
def test_it_gives_the_whole_to_an_odd_range(ask, asked):
    status, _, body = ask(Range=asked)
    assert (status, len(body)) == (200, SIZE)


@pytest.mark.parametrize(
    ("proof", "status"),
    [
        (f'"{ETAG}"', 206),
        ('"other"', 200),
        (f'W/"{ETAG}"', 200),
        ("Sat, 21 Nov 2026 10:00:00 GMT", 200),
    ],
)
def test_it_gives_a_part_of_the_same_file_only(ask, proof, status):
    assert ask(Range="bytes=0-1", If_Range=proof)[0] == status


@pytest.mark.parametrize("known", [f'"{ETAG}"', f'W/"{ETAG}"', f'"x", "{ETAG}"', "*"])
def test_it_gives_nothing_twice(ask, known):
    status, headers, body = ask(If_None_Match=known, Range="bytes=0-1")
    assert (status, body) == (304, b"")
    assert headers["ETag"] == f'"{ETAG}"'
    assert "sandbox" in headers["Content-Security-Policy"]


def test_it_gives_its_head(ask):
    status, headers, body = ask("HEAD", Range="bytes=0-1")
    assert (status, body) == (200, b"")
    assert headers["Content-Length"] == str(SIZE)


@pytest.mark.parametrize(
    ("path", "way", "cache"),
    [
        ("/video/mp4/1", "inline", "private, no-cache"),
        ("/image/jpeg/1", "inline", "private, no-cache"),
        ("/audio/ogg/0", "attachment", "private, no-cache"),
        ("/application/pdf/1", "inline", "private, no-store"),
        ("/application/pdf/0", "attachment", "private, no-store"),
        ("/application/vnd.oasis.opendocument.text/1", "attachment", "private, no-store"),
        ("/text/html/1", "attachment", "private, no-store"),
        ("/image/svg+xml/1", "attachment", "private, no-cache"),
    ],
)
def test_it_is_harmless(ask, path, way, cache):
    for headers in (ask(path=path)[1], ask(path=path, Range="bytes=999999999-")[1]):
        assert headers["Content-Disposition"].startswith(f"{way}; ")
        assert headers["Cache-Control"] == cache
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fiche.pdf", "filename=\"fiche.pdf\"; filename*=UTF-8''fiche.pdf"),
        ("été 1.pdf", "filename=\"ete 1.pdf\"; filename*=UTF-8''%C3%A9t%C3%A9%201.pdf"),
        ('a";x=.pdf', "filename=\"a__x_.pdf\"; filename*=UTF-8''a%22%3Bx%3D.pdf"),
        ("a\r\nX: y", "filename=\"a__X_ y\"; filename*=UTF-8''a%0D%0AX%3A%20y"),
        ("漢字", "filename=\"fichier\"; filename*=UTF-8''%E6%BC%A2%E5%AD%97"),
    ],
)
def test_it_names_the_file_for_every_browser(name, said):
    assert disposition(name, inline=True) == f"inline; {said}"


def test_a_slow_phone_holds_no_thread(app, port):
    """The server has one thread; a viewer who stops reading must not keep it."""
    viewers = [socket.create_connection(("127.0.0.1", port)) for _ in range(3)]
    for viewer in viewers:
        viewer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        viewer.sendall(b"GET /big HTTP/1.1\r\nHost: x\r\nRange: bytes=1-\r\n\r\n")
    connection = HTTPConnection("127.0.0.1", port, timeout=3)
    connection.request("GET", "/page")
    assert connection.getresponse().read() == b"page"
    connection.close()
    for viewer in viewers:
        viewer.close()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and not all(f.closed for f in app.extensions["films"]):
        time.sleep(0.02)
    assert [film.closed for film in app.extensions["films"]] == [True] * 3
