"""A deliberately bad little site, and one good page: each judge must see its own fault on it.

Everything is made here and served on this machine only; the other host that a page asks is this
machine under another name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from judges.verdicts import TODAY
from tests.browser.instance import Instance
from tests.browser.visits import NOBODY, Place
from tests.browser.ways import at

GOOD = "good"
STRICT = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'"
LATE = "<h1>Late</h1><form><input name=code></form>"
SCRIPTED = f"document.querySelector('main').innerHTML = '{LATE}'"
SLOW = "const end = performance.now() + 4000; while (performance.now() < end);"
DEAD = "<button type='button'>Print</button>"
HEAVY = "<p>" + "<b>x</b> " * 900 + "</p>"


@dataclass(frozen=True)
class Sample:
    """A page of the bad site; each judge of `faults` must complain of it in those words."""

    name: str
    faults: tuple[tuple[str, str], ...] = ()
    main: str = ""
    head: str = ""
    title: str = "<h1>A page</h1>"
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200

    @property
    def place(self) -> Place:
        return Place(self.name, NOBODY, at(f"/{self.name}"))

    def page(self, port: int) -> bytes:
        text = (
            "<!doctype html>\n<html lang='en'><head><meta charset='utf-8'>"
            "<meta name='viewport' content='width=device-width'><title>A page</title>"
            f"<link rel='icon' href='/icon.svg'>{self.head}</head>"
            f"<body><main>{self.title}{self.main}<p><a href='/{GOOD}#more'>A good page</a></p>"
            "<p id='more'>Words.</p></main></body></html>"
        )
        return text.replace("{port}", str(port)).encode()


def style(rules: str) -> str:
    return f"<style>{rules}</style>"


def script(code: str) -> str:
    return f"<script>{code}</script>"


SAMPLES = (
    Sample(GOOD),
    Sample("gone", (("visit", "404"),), status=404),
    Sample(
        "unfair", (("axe", "color-contrast"), ("axe", "image-alt"), ("axe", "target-size")),
        "<p class='pale'>Pale in the dark.</p><img src='/icon.svg'>"
        "<p><button class='tiny'>a</button><button class='tiny'>b</button></p>",
        style("@media (prefers-color-scheme: dark) { .pale { color: #ddd; background: #fff; } }"
              ".tiny { width: 8px; height: 8px; padding: 0; border: 0; font-size: 6px; }")),
    Sample(
        "wide", (("overflow", "320 px dark"), ("overflow", "1280 px light")),
        "<div class='wide'>Wide.</div>",
        style("@media (max-width: 400px) { .wide { width: 500px; } }"
              "@media (min-width: 1000px) { .wide { width: 1500px; } }")),
    Sample("failing", (("console", "script: "), ("console", "console: no")),
           head=script("console.error('no'); nothing.here();")),
    Sample("refused", (("console", "CSP "),), head=script("document.title = 'refused';"),
           headers={"Content-Security-Policy": STRICT}),
    Sample("foreign", (("foreign", "localhost"),),
           "<img alt='' src='http://localhost:{port}/icon.svg'>"),
    Sample("lost", (("broken_links", "404"), ("broken_links", "#nowhere")),
           "<p><a href='/nowhere'>Nowhere</a> <a href='#nowhere'>Nor here</a></p>"),
    Sample("late", (("needs_script", "form only"), ("needs_script", "words")), title="",
           main=script(SCRIPTED)),
    Sample("dead", (("needs_script", "does nothing"),), DEAD),
    Sample("heavy", (("ecoindex", "EcoIndex"), ("weight", "elements")), HEAVY),
    Sample(TODAY, (("weight", "first view"),), head=style("/*" + "heavy " * 6000 + "*/")),
    Sample("muddled", (("vnu", "twice"),), "<p id='twice'></p><p id='twice'></p>"),
    Sample(
        "slow", (("lighthouse", "accessibility"), ("lighthouse", "best_practices"),
                 ("lighthouse", "performance")),
        "<img src='/icon.svg'><p class='pale'>Pale.</p>",
        style(".pale { color: #ddd; background: #fff; }") + script(f"{SLOW} nothing.here();")),
)


BY_PATH = {f"/{sample.name}": sample for sample in SAMPLES}


class Server(ThreadingHTTPServer):
    daemon_threads = True


class Answer(BaseHTTPRequestHandler):
    """Gives the samples by their names, and one icon."""

    server: Server

    def do_GET(self) -> None:
        sample = BY_PATH.get(self.path)
        if self.path == "/icon.svg":
            self.give(200, {"Content-Type": "image/svg+xml"},
                      b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
        elif sample is None:
            self.give(404, {"Content-Type": "text/plain"}, b"nowhere")
        else:
            kind = {"Content-Type": "text/html; charset=utf-8"}
            self.give(sample.status, kind | sample.headers, sample.page(self.server.server_port))

    def give(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *about: object) -> None:
        """Nothing on the screen."""


@contextmanager
def bad_site() -> Iterator[Instance]:
    """Open on a free port of this machine while the block lasts."""
    server = Server(("127.0.0.1", 0), Answer)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Instance(Path(), server.server_port, entries={"uai": ""})
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
