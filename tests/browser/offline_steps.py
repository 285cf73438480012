"""What a parent does where the network comes and goes, and what their phone then holds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import parent_steps as parents
from tests.browser.instance import Instance
from tests.browser.watched import PHONE, People, people_of

NO_SERVER = "net::ERR_CONNECTION_REFUSED"
NOT_KEPT = "net::ERR_FAILED"  # a picture of a page that is kept without it
CUT = ("net::ERR_EMPTY_RESPONSE", "net::ERR_CONNECTION_RESET")  # on its way as the line was cut
TURNS, TURN_MS = 100, 50
COPY = re.compile(r"Copie du \w+ \d+(er)? \w+ à \d+.h.\d\d\. Pas de connexion\.")
SHELVES = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    found[name.split(" ")[0]] = requests.map((one) => new URL(one.url).pathname);
  }
  return found;
}"""
OUTBOX = """() => new Promise((done) => {
  const opening = indexedDB.open("ecole", 1);
  opening.onupgradeneeded = () => opening.transaction.abort();
  opening.onerror = () => done(0);
  opening.onsuccess = () => {
    const base = opening.result;
    const count = base.transaction("outbox").objectStore("outbox").count();
    count.onsuccess = () => { base.close(); done(count.result); };
  };
})"""


@contextmanager
def families_of(browser: Browser, address: str) -> Iterator[People]:
    """Phones that may meet a school that does not answer."""
    with people_of(browser, address) as people:
        people.watch.forgiven = (NO_SERVER, NOT_KEPT, *CUT)
        yield people


def come_in(people: People, code: str, *, shared: bool = False) -> Page:
    """One visit of the day, until the phone has kept what it keeps."""
    phone = people.meet(PHONE)
    parents.type_code(phone, code, shared=shared)
    phone.wait_for_url("**/aujourdhui")
    if not shared:
        until(phone, lambda: "/aujourdhui" in shelves(phone).get("pages", []))
    return phone


def until(page: Page, is_so: Callable[[], bool]) -> None:
    for _ in range(TURNS):
        if is_so():
            return
        page.wait_for_timeout(TURN_MS)
    raise AssertionError(f"still not so after {TURNS * TURN_MS} ms")


def shelves(page: Page) -> dict[str, list[str]]:
    """What the caches of this browser hold: addresses by kind of shelf."""
    found: dict[str, list[str]] = page.evaluate(SHELVES)
    return found


def copy_of(page: Page, address: str) -> str:
    """The page as this browser holds it."""
    return str(page.evaluate("async (a) => (await (await caches.match(a)).text())", address))


def outbox_count(page: Page) -> int:
    return int(page.evaluate(OUTBOX))


def is_empty(page: Page) -> bool:
    """Nothing of anybody: neither page, nor file, nor anything written."""
    return set(shelves(page)) <= {"common"} and outbox_count(page) == 0


def open_item_with(page: Page, name: str) -> None:
    """From the day, the page of the instruction that has this file."""
    item = page.locator(".plan-item").filter(has_text=name).first
    item.locator(".plan-item__title a").click()
    expect(page.locator("article")).to_be_visible()


def keep(page: Page, name: str) -> None:
    """Chosen on the page of its instruction; then back to the day."""
    open_item_with(page, name)
    button = page.get_by_role("button", name=f"Garder sur ce téléphone : {name}").first
    button.click()
    expect(page.get_by_role("button", name=f"Gardé sur ce téléphone. Retirer : {name}").first
           ).to_be_visible()
    page.goto("/aujourdhui")


def hear(page: Page) -> None:
    """The first sound plays, and can be taken up again from its middle."""
    player = page.locator("audio").first
    player.evaluate("player => { player.muted = true; return player.play(); }")
    until(page, lambda: parents.time_of(player) > parents.PLAYED_SECONDS)
    player.evaluate("player => { player.currentTime = player.duration - 1; }")
    until(page, lambda: bool(player.evaluate("player => player.ended")))


def notice(page: Page, behaviour: str) -> Locator:
    return page.locator(f"[data-behaviour='{behaviour}'] + .notice")


def posts(school: Instance, route: str) -> list[dict[str, Any]]:
    """The requests that sent something to a route, since the school was last opened."""
    lines = [json.loads(line) for line in school.log.read_text().splitlines() if line[:1] == "{"]
    return [line for line in lines if line.get("method") == "POST" and route in line["route"]]
