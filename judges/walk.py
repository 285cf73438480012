"""One page after the other in a real browser, each asked all that a browser can tell of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext, Page, Response
from playwright.sync_api import Error as BrowserError

from judges.links import Links, Named, named_by
from judges.verdicts import Judged
from judges.without_script import Offer, missing_without_script, offer_of
from tests.browser.instance import Instance
from tests.browser.page_measures import (
    Load,
    broken_rules,
    count_elements,
    count_inside_drawings,
    faults_of_load,
    load_rules,
    measure_load,
    overflow,
    scroll_through,
    take_drawings_off,
    wait_until_quiet,
)
from tests.browser.visits import Place, sign_in
from tests.browser.watched import People

LIGHTS = ("light", "dark")
SCREENS = ({"width": 320, "height": 844}, {"width": 1280, "height": 800})
NARROW: dict[str, Any] = {"viewport": SCREENS[0], "color_scheme": "light"}
FOREIGN = "another host: "


@dataclass
class Visitor:
    """One person with two browsers: one that runs scripts, one that does not."""

    with_script: BrowserContext
    without_script: BrowserContext


class Walk:
    """Through pages of one site, by whoever may open them."""

    def __init__(self, people: People, site: Instance, language: str = "") -> None:
        self.people, self.site, self.language = people, site, language
        self.visitors: dict[str, Visitor] = {}
        self.kept_out: dict[str, str] = {}  # who could not sign in, and why
        self.links = Links(site.address)

    def judge(self, place: Place) -> Judged:
        """What all judges say; a visit that does not end, on a busy machine, is tried once more."""
        judged = self.visit(place)
        return judged if "visit" in judged.done else self.visit(place)

    def visit(self, place: Place) -> Judged:
        judged = Judged(place.name, place.who, place.is_main)
        try:
            visitor = self.visitor(place.who)
            offer, named = self.look(place, visitor.with_script, judged)
            again = self.look_without_script(place, visitor.without_script, judged, offer)
            # A way that makes what it shows may have unmade what it had shown at first.
            if again is not None and again.page.address != named.page.address:
                named = again
            # Last: a page that was followed is a page that was seen, and says no more « new ».
            found = self.links.faults_of(visitor.with_script, place.who, named)
            judged.conclude("broken_links", found)
            judged.done |= {"visit", "console", "foreign"}
        except Exception as failure:  # whatever a way to a page may meet: the others are judged
            judged.add("visit", f"not reached: {first_line(failure)}")
        self.note_watched(judged, place.status)
        judged.make_addresses_short(self.site.address)
        return judged

    def note_watched(self, judged: Judged, status: int) -> None:
        for fault in self.people.watch.take(status):
            is_foreign = fault.startswith(FOREIGN)
            judged.add("foreign" if is_foreign else "console", fault.removeprefix(FOREIGN))

    def visitor(self, who: str) -> Visitor:
        """Somebody signed in, once for all their pages; tried once only."""
        if who in self.kept_out:
            raise AssertionError(self.kept_out[who])
        try:
            return self.visitors.get(who) or self.welcome(who)
        except Exception as failure:
            self.kept_out[who] = f"{who} does not come in: {first_line(failure)}"
            raise AssertionError(self.kept_out[who]) from failure

    def welcome(self, who: str) -> Visitor:
        """Sign them in, in the language asked for, with script and without."""
        page = self.people.meet(NARROW)
        sign_in(page, self.site, who, self.language)
        known: Any = page.context.storage_state()
        other = self.people.meet(NARROW, storage_state=known, java_script_enabled=False)
        page.close()
        other.close()
        self.visitors[who] = Visitor(page.context, other.context)
        return self.visitors[who]

    def look(self, place: Place, context: BrowserContext, judged: Judged) -> tuple[Offer, Named]:
        """Everything but the visit without script and the links; returns what the page offers with
        it, and what it names."""
        page = context.new_page()
        try:
            answers = keep_answers(page)
            load = measure_load(page)
            place.go(page, self.site)
            wait_until_quiet(page, load)
            judged.address = page.url
            judged.cookie = cookie_of(context, page.url)
            self.check_answer(place, page, answers[-1], judged)
            self.weigh(page, load, judged)
            offer = offer_of(page)
            named = named_by(page)
            look_at_every_size(page, judged)
            return offer, named
        finally:
            page.close()

    def weigh(self, page: Page, load: Load, judged: Judged) -> None:
        """As EcoIndex is measured: the whole page looked at, drawings counted for one element."""
        judged.first_view = load.first_view
        scroll_through(page, load)
        elements = count_elements(page)
        judged.elements = elements - count_inside_drawings(page)
        judged.requests, judged.size = len(load.requests), load.size
        judged.weigh(faults_of_load(elements, load))

    def check_answer(self, place: Place, page: Page, answer: Response, judged: Judged) -> None:
        judged.source = answer.body()
        if answer.status != place.status:
            judged.add("visit", f"answered {answer.status}, not {place.status}")
        spoken = page.evaluate("document.documentElement.lang")
        if self.language and spoken != self.language:
            judged.add("visit", f"speaks « {spoken} », not « {self.language} »")

    def look_without_script(
        self, place: Place, context: BrowserContext, judged: Judged, offer: Offer
    ) -> Named | None:
        """What the page names for somebody without script, when it was reached."""
        page, named = context.new_page(), None
        try:
            place.go(page, self.site)
            named = named_by(page)
            lost = missing_without_script(offer, offer_of(page))
        except (BrowserError, AssertionError) as failure:
            lost = [f"not reached without script: {first_line(failure)}"]
        finally:
            page.close()
        judged.conclude("needs_script", lost)
        return named


def look_at_every_size(page: Page, judged: Judged) -> None:
    """Rules of access and width, on each screen and in each light; a fault is said once, with
    the screens and lights where it is seen."""
    seen: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    load_rules(page)
    for screen in SCREENS:
        page.set_viewport_size(screen)  # type: ignore[arg-type]
        for light in LIGHTS:
            page.emulate_media(color_scheme=light)  # type: ignore[arg-type]
            label = f"{screen['width']} px {light}"
            for message in overflow(page):
                seen["overflow", message][label] = None
            take_drawings_off(page)
            for message in broken_rules(page):
                seen["axe", " ".join(message.split())][label] = None
    for judge in ("overflow", "axe"):
        judged.conclude(judge, [f"{message} [{', '.join(labels)}]"
                                for (its, message), labels in seen.items() if its == judge])


def keep_answers(page: Page) -> list[Response]:
    """The answers that this page shows, one after the other, as they come."""
    answers: list[Response] = []

    def keep(answer: Response) -> None:
        is_page = answer.request.is_navigation_request() and answer.frame == page.main_frame
        if is_page and not 300 <= answer.status < 400:
            answers.append(answer)

    page.on("response", keep)
    return answers


def cookie_of(context: BrowserContext, address: str) -> str:
    return "; ".join(f"{one['name']}={one['value']}" for one in context.cookies(address))


def first_line(failure: BaseException) -> str:
    return (str(failure).strip() or type(failure).__name__).splitlines()[0]
