"""Follows every link and opens every file that a page names on its own site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote, urldefrag, urlsplit

from playwright.sync_api import BrowserContext, Page

LINKS = """() => {
  const found = [];
  const add = (value) => {
    if (value !== null && value.trim() !== "") found.push(new URL(value, document.baseURI).href);
  };
  for (const name of ["href", "src", "poster", "data", "xlink:href"])
    for (const one of document.querySelectorAll(`[${name.replace(":", "\\\\:")}]`))
      add(one.getAttribute(name));
  for (const one of document.querySelectorAll("[srcset]"))
    for (const part of one.getAttribute("srcset").split(",")) add(part.trim().split(/\\s+/)[0]);
  for (const one of document.querySelectorAll("form"))
    if (one.method === "get") add(one.getAttribute("action"));
  return [...new Set(found)];
}"""
ID = re.compile(r"""(?<![\w-])(?:id|name)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""")
TOP = ("", "top")
MARKED = ("text/html", "image/svg+xml")


NAMES = "[...document.querySelectorAll('[id], a[name]')].map((one) => one.id || one.name)"


@dataclass(frozen=True)
class Answer:
    """What an address answered to somebody."""

    status: int
    address: str
    names: frozenset[str]  # the fragments that lead somewhere on it


@dataclass(frozen=True)
class Named:
    """All that a page names, on the site or elsewhere, in whole addresses; and the page itself,
    which is not asked for again: it may have come from a form, or be a refusal."""

    links: list[str]
    page: Answer


def named_by(page: Page) -> Named:
    return Named(page.evaluate(LINKS),
                 Answer(200, urldefrag(page.url)[0], frozenset(page.evaluate(NAMES))))


class Links:
    """The addresses asked so far; each is asked once for each person."""

    def __init__(self, site: str) -> None:
        self.host = urlsplit(site).netloc
        self.answers: dict[tuple[str, str], Answer] = {}

    def faults_of(self, context: BrowserContext, who: str, named: Named) -> list[str]:
        faults = []
        for link in named.links:
            parts = urlsplit(link)
            if parts.scheme not in ("http", "https") or parts.netloc != self.host:
                continue
            address, fragment = urldefrag(link)
            is_itself = address == named.page.address
            answer = named.page if is_itself else self.ask(context, who, address)
            name = unquote(fragment)
            if answer.status >= 400:
                faults.append(f"{address} answers {answer.status}")
            elif name not in TOP and name not in answer.names:
                faults.append(f"#{name} is nowhere on {address}")
        return faults

    def ask(self, context: BrowserContext, who: str, address: str) -> Answer:
        known = self.answers.get((who, address))
        if known is None:
            answer = context.request.get(address, fail_on_status_code=False)
            kind = answer.headers.get("content-type", "").split(";")[0]
            names = ids_of(answer.text()) if kind in MARKED else frozenset()
            known = self.answers[who, address] = Answer(answer.status, answer.url, names)
            answer.dispose()
        return known


def ids_of(source: str) -> frozenset[str]:
    return frozenset(unescape(value.strip("\"'")) for value in ID.findall(source))
