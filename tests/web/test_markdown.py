"""The small Markdown of instructions: what it makes, and what nobody makes of it."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecole.web.markdown import TAGS, prose, render_markdown

HOSTILE = [
    "<script>alert(1)</script>", "<ScRiPt src=//x.example></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'>", "<style>*{}</style>",
    "<a href='javascript:alert(1)'>x</a>", "<b onclick=alert(1)>x</b>", "<form action=//x><input>",
    "<!--><script>alert(1)</script>-->", "<![CDATA[<script>alert(1)</script>]]>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))", "[x](javascript&colon;alert(1))", "[x](%6aavascript:alert(1))",
    "[x](vbscript:x)", "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](file:///etc/passwd)",
    "[x](blob:x)", "<javascript:alert(1)>", "<data:text/html,x>", "[x]( \x01javascript:alert(1))",
    "![x](https://x.example/pixel.png)", "![x](javascript:alert(1))", "![](data:image/svg+xml,x)",
    "[x](https://x.example \"onmouseover=alert(1) x\")", "[x](https://x.example/\"onclick=alert(1))",
    "[x]: javascript:alert(1)\n\n[x]", "`<script>alert(1)</script>`", "```\n<script>\n```",
    "    <script>alert(1)</script>", "# <script>alert(1)</script>", "> <img src=x onerror=x>",
    "- <svg onload=x>", "**<script>alert(1)</script>**", "<div style='background:url(//x)'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "<x\x00 onclick=y>",
    "[x](//x.example/javascript:alert(1))", "&lt;script&gt;alert(1)&lt;/script&gt;",
]


class Reader(HTMLParser):
    """Every tag and attribute of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def check_harmless(html: str) -> None:
    found = Reader(html)
    assert found.tags <= TAGS
    for name, value in found.attributes:
        assert name in ("href", "rel")
        if name == "href":
            scheme = re.match(r"\s*([a-zA-Z][\w+.-]*):", value or "")
            assert scheme is None or scheme[1].lower() in ("http", "https", "mailto", "tel")


@pytest.mark.parametrize(("text", "html"), [
    ("Bonjour", "<p>Bonjour</p>\n"),
    ("**gras** et *penché*", "<p><strong>gras</strong> et <em>penché</em></p>\n"),
    ("une ligne\nune autre", "<p>une ligne<br>\nune autre</p>\n"),
    ("- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\n"),
    ("1. un\n2. deux", "<ol>\n<li>un</li>\n<li>deux</li>\n</ol>\n"),
    ("> cité", "<blockquote>\n<p>cité</p>\n</blockquote>\n"),
    ("# Titre", "<h3>Titre</h3>\n"),
    ("### Titre", "<h3>Titre</h3>\n"),
    ("###### Titre", "<h4>Titre</h4>\n"),
    ("Titre\n=====", "<h3>Titre</h3>\n"),
    ("3 < 5 & 7 > 2", "<p>3 &lt; 5 &amp; 7 &gt; 2</p>\n"),
    ("---", "<hr>\n"),
    ("l’œuf « çà »", "<p>l’œuf « çà »</p>\n"),
    ("", ""),
])
def test_it_works(text: str, html: str) -> None:
    assert render_markdown(text) == html


@pytest.mark.parametrize("address", [
    "https://meteofrance.com/x?a=1", "http://x.example", "mailto:ecole@example.org",
    "tel:+33200000000",
])
def test_it_links(address: str) -> None:
    found = Reader(render_markdown(f"[ici]({address}) <{address}>"))
    links = [value for name, value in found.attributes if name == "href"]
    assert set(links) == {address}
    assert ("rel", "noopener noreferrer nofollow") in found.attributes


@pytest.mark.parametrize("text", HOSTILE)
def test_it_is_harmless(text: str) -> None:
    check_harmless(render_markdown(text))
    check_harmless(render_markdown(f"avant {text} après\n\n{text}"))


def test_what_was_written_can_still_be_read() -> None:
    """Shown as text, not eaten: a teacher may well speak of <b>."""
    assert "&lt;script&gt;" in render_markdown("<script>alert(1)</script>")


def test_it_asks_nothing_of_another_host() -> None:
    html = render_markdown("![une image](https://x.example/pixel.png)")
    assert "<img" not in html
    assert "src" not in html


@given(st.text(alphabet="<>\"'&;:/()[]!#*_`=-\\ \n\tjavscriptonerlhdmg", max_size=80))
def test_any_text_is_harmless(text: str) -> None:
    check_harmless(render_markdown(text))


@pytest.mark.parametrize("text", [
    "[" * 5000, "*" * 5000, "> " * 2500, "- " * 2500, "[x](" * 1250, "<" * 5000, "_a" * 2500,
    "![" * 2500, "&" * 5000, "`" * 5000, "\n#" * 2500, "**a *b " * 700, "[a](<b" * 800,
])
def test_it_is_quick_whatever_is_written(text: str) -> None:
    start = time.process_time()
    check_harmless(render_markdown((text * 5)[:20_000]))
    assert time.process_time() - start < 3


@pytest.mark.parametrize(("html", "shown"), [
    ("<p>Lis <b>tout</b>.</p>\n", '<p class="prose" lang="fr">Lis <b>tout</b>.</p>'),
    ("<p>Un.</p>\n<p>Deux.</p>\n", '<div class="prose" lang="fr"><p>Un.</p>\n<p>Deux.</p>\n</div>'),
    ("<ul><li>Un.</li></ul>", '<div class="prose" lang="fr"><ul><li>Un.</li></ul></div>'),
])
def test_one_paragraph_needs_no_frame(html: str, shown: str) -> None:
    assert prose(html) == shown
