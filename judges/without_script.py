"""What a page offers to read and to do, compared with and without script.

A page may do more with script: a camera or a copy button (`<button type=button>`, which can do
nothing by itself), a section that is in the page, `hidden`, until its `data-behaviour` shows it.
Without script it may not lose a title, a link, a form, a field, nor the best part of its words; and
it shows no button that would do nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

# Where the words of a page may differ a little: « Nouveau » is said once, an hour goes by.
WORDS_LOST_MAX = 0.1
WORDS_KEPT_MIN = 0.5  # however much is declared as being for script only
NUMBER = re.compile(r"\d+")
INVENTORY = """() => {
  // What is folded in <details> is offered: it opens without script.
  for (const one of document.querySelectorAll("details")) {
    one.removeAttribute("name");
    one.setAttribute("open", "");
  }
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true });
  const all = (selector) => [...document.querySelectorAll(selector)].filter(isSeen);
  const here = location.pathname;
  const path = (address) => new URL(address, document.baseURI).pathname.replace(here, ".");
  const words = (one) => one.innerText.trim().replace(/\\s+/g, " ");
  const name = (one) => one.getAttribute("aria-label") || words(one) || one.value || "";
  const works = (one) => one.form || one.hasAttribute("popovertarget") ||
    one.hasAttribute("commandfor");
  return {
    titles: all("h1").map(words),
    landmarks: all("main, nav, header, footer, [role=search]").map((one) => one.localName),
    links: all("a[href]").map((one) => `${path(one.getAttribute("href"))} « ${name(one)} »`),
    forms: all("form").map((one) =>
      `${one.method.toUpperCase()} ${path(one.getAttribute("action") || "")}`),
    fields: all("input, select, textarea").filter((one) => one.name).map((one) => one.name),
    buttons: all("button, input[type=submit]").filter((one) =>
      one.type === "submit" && one.form).map(name),
    dead: all("button, [role=button]").filter((one) =>
      one.localName === "button" ? one.type === "button" && !works(one)
        : one.localName !== "a" && one.localName !== "summary").map(name),
    idle: all("a[href]").filter((one) =>
      /^(#$|javascript:)/i.test(one.getAttribute("href"))).map(name),
    stuck: all("form").filter((one) => ![...one.elements].some((part) =>
      part.type === "submit" || part.type === "image")).map((one) =>
      `${one.method.toUpperCase()} ${path(one.getAttribute("action") || "")}`),
    text: [...document.querySelectorAll("main")].map(words).join(" "),
    later: [...document.querySelectorAll("main [data-behaviour][hidden]")]
      .map((one) => one.textContent).join(" "),
  };
}"""
KINDS = {"titles": "title", "landmarks": "landmark", "links": "link", "forms": "form",
         "fields": "field", "buttons": "button"}


@dataclass(frozen=True)
class Offer:
    """What can be read and done on a page; then what looks as if it could, and cannot."""

    parts: dict[str, list[str]]
    dead: list[str]
    idle: list[str]
    stuck: list[str]
    text: str
    later: str  # what waits, hidden, for a script to show it


def offer_of(page: Page) -> Offer:
    found: dict[str, Any] = page.evaluate(INVENTORY)
    parts = {kind: found[kind] for kind in KINDS}
    return Offer(parts, found["dead"], found["idle"], found["stuck"], found["text"],
                 found["later"])


def missing_without_script(scripted: Offer, plain: Offer) -> list[str]:
    """Sentences about what only script gives."""
    faults = []
    for kind, word in KINDS.items():
        lost = counted(scripted.parts[kind]) - counted(plain.parts[kind])
        faults += [f"{word} only there with script: {one}" for one in lost]
    if not plain.parts["titles"]:
        faults.append("no title without script")
    faults += [f"button that does nothing without script: {one}" for one in plain.dead]
    faults += [f"link that leads nowhere without script: {one}" for one in plain.idle]
    faults += [f"form that cannot be sent without script: {one}" for one in plain.stuck]
    return faults + lost_words(scripted, plain)


def counted(names: list[str]) -> Counter[str]:
    """Figures left out: between two visits, « 16 familles » may have become « 15 familles »."""
    return Counter(NUMBER.sub("0", name) for name in names)


def lost_words(scripted: Offer, plain: Offer) -> list[str]:
    words, kept = counted(scripted.text.split()), counted(plain.text.split())
    lost = words - kept
    undeclared = lost - counted(plain.later.split())
    is_hollow = lost.total() > (1 - WORDS_KEPT_MIN) * words.total()
    if undeclared.total() > WORDS_LOST_MAX * words.total() or is_hollow:
        some = " ".join(list(undeclared or lost)[:12])
        return [f"{lost.total()} words of {words.total()} only with script: {some}…"]
    return []
