"""A site of a few lines in a process of its own, on `ecole.server`: `small_site.py FOLDER`."""

import sys
import threading
import time
from pathlib import Path

from ecole.config import Settings
from ecole.server import listen, serve

BIG = b"x" * 6_000_000


def site(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/slow":
        time.sleep(2)
    if path == "/crash":
        raise ValueError("seen in the log")
    body = {"/big": BIG, "/who": environ["REMOTE_ADDR"].encode()}.get(path, b"ok")
    if path == "/post":
        body = str(len(environ["wsgi.input"].read())).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def beat(ending: threading.Event) -> None:
    """A background task: says when it starts and when it is told to end."""
    (folder / "started").touch()
    ending.wait()
    (folder / "ended").touch()


def fail_once(ending: threading.Event) -> None:
    (folder / "failed").touch()
    raise RuntimeError("seen in the log")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    settings = Settings(
        data=folder,
        database_url="",
        body_limit=1_000_000,
        trusted_proxy=sys.argv[2] if len(sys.argv) > 2 else "",
    )
    sock = listen("127.0.0.1", 0)
    sys.stdout.write(f"{sock.getsockname()[1]}\n")
    sys.stdout.flush()
    serve(site, settings, background=[beat, fail_once], sock=sock)
