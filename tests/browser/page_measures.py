"""What is measured on a page in a browser: rules of access, overflow, weight."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ELEMENTS_MAX, REQUESTS_MAX, BYTES_MAX = 350, 8, 80_000
QUIET_TURNS, TURN_MS, TURNS_MAX = 3, 50, 200
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const scrolls = (one) => getComputedStyle(one).overflowX !== "visible";
  const isInside = (one) => one.parentElement && (scrolls(one) || isInside(one.parentElement));
  const sticksOut = (one) => one.getBoundingClientRect().right > width + 0.5;
  return [...document.body.querySelectorAll("*")]
    .filter((one) => sticksOut(one) && !isInside(one.parentElement))
    .map((one) => `${one.tagName}.${one.getAttribute("class")} is wider than ${width} px`);
}"""
# Drawings behind the text (the ruling of the paper, the red margin) would leave every contrast
# undecided: they are taken off, the colour under them stays.
PREPARE = """() => {
  // axe's own values, but for ignorePseudo; given in part, the others would be lost.
  axe.configure({ checks: [{ id: "color-contrast", options: {
    ignorePseudo: true, ignoreUnicode: true, ignoreLength: false, pseudoSizeThreshold: 0.25,
    boldValue: 700, boldTextPt: 14, largeTextPt: 18, shadowOutlineEmMax: 0.2,
    textStrokeEmMin: 0.03, contrastRatio: { normal: { expected: 4.5 }, large: { expected: 3 } },
  } }] });
  for (const one of document.body.querySelectorAll("*"))
    if (getComputedStyle(one).backgroundImage !== "none") one.style.backgroundImage = "none";
}"""
AXE = """(options) => axe.run(options).then((found) => [
  ...found.violations,
  ...found.incomplete.filter((rule) => rule.id === "color-contrast"),
])"""


def load_rules(page: Page) -> None:
    page.evaluate(Axe().axe_script)
    take_drawings_off(page)


def take_drawings_off(page: Page) -> None:
    """Again after a change of screen or of light, which may bring others."""
    page.evaluate(PREPARE)


def broken_rules(page: Page, *, only_colours: bool = False) -> list[str]:
    """The rules of WCAG 2.2 AA that the page breaks, with the elements; after `load_rules`."""
    asked = {"type": "rule", "values": ["color-contrast"]} if only_colours else {
        "type": "tag", "values": RULES}
    found = page.evaluate(AXE, {"runOnly": asked})
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    found: list[str] = page.evaluate(OVERFLOW)
    return found


@dataclass
class Load:
    """What travelled for a page: requests and bytes as sent."""

    requests: list[str] = field(default_factory=list)
    size: int = 0
    sizes: dict[str, int] = field(default_factory=dict)  # by kind: Document, Stylesheet, Script…
    on_the_way: set[str] = field(default_factory=set)

    def forget(self) -> None:
        self.requests.clear()
        self.size = 0
        self.sizes.clear()
        self.on_the_way.clear()

    @property
    def first_view(self) -> int:
        """What must be there before anything is shown: the page, its style, its script."""
        return sum(self.sizes.get(kind, 0) for kind in ("Document", "Stylesheet", "Script"))


def measure_load(page: Page) -> Load:
    """Count what travels for the page shown, headers and compression included, as on a first
    visit: nothing comes from a cache or from a service worker. Each new page begins a new count.
    """
    load, kinds = Load(), dict[str, str]()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.send("Network.setBypassServiceWorker", {"bypass": True})
    shown = wire.send("Page.getFrameTree")["frameTree"]["frame"]["id"]

    def begun(event: dict[str, Any]) -> None:
        kind = event.get("type", "")
        is_page = kind == "Document" and event.get("frameId") == shown
        if is_page and "redirectResponse" not in event:
            kinds.clear()
            load.forget()
        load.size += int(event.get("redirectResponse", {}).get("encodedDataLength", 0))
        kinds[event["requestId"]] = kind
        if event["request"]["url"].startswith("http"):
            load.requests.append(event["request"]["url"])
            if kind != "Media":  # it may come as slowly as it plays
                load.on_the_way.add(event["requestId"])

    def ended(event: dict[str, Any]) -> None:
        load.on_the_way.discard(event["requestId"])
        kind = kinds.get(event["requestId"])
        if kind is not None:
            size = int(event["encodedDataLength"])
            load.size += size
            load.sizes[kind] = load.sizes.get(kind, 0) + size

    wire.on("Network.requestWillBeSent", begun)
    wire.on("Network.loadingFinished", ended)
    wire.on("Network.loadingFailed", lambda event: load.on_the_way.discard(event["requestId"]))
    return load


def wait_until_quiet(page: Page, load: Load) -> None:
    """Until all that the page asked for has come, and nothing more is asked for a while."""
    page.wait_for_load_state("load")
    quiet = 0
    for _ in range(TURNS_MAX):
        page.wait_for_timeout(TURN_MS)
        quiet = 0 if load.on_the_way else quiet + 1
        if quiet == QUIET_TURNS:
            return
    raise AssertionError(f"still loading after {TURNS_MAX * TURN_MS / 1000:.0f} s")


def scroll_through(page: Page, load: Load) -> None:
    """What comes only when it is looked at comes too."""
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    wait_until_quiet(page, load)
    page.evaluate("scrollTo(0, 0)")


def count_elements(page: Page) -> int:
    return int(page.evaluate("document.querySelectorAll('*').length"))


def count_inside_drawings(page: Page) -> int:
    return int(page.evaluate("document.querySelectorAll('svg *').length"))


def faults_of_load(elements: int, load: Load) -> list[str]:
    faults = []
    if elements > ELEMENTS_MAX:
        faults.append(f"{elements} elements, more than {ELEMENTS_MAX}")
    if len(load.requests) > REQUESTS_MAX:
        faults.append(f"{len(load.requests)} requests, more than {REQUESTS_MAX}: {load.requests}")
    if load.size > BYTES_MAX:
        faults.append(f"{load.size} bytes, more than {BYTES_MAX}")
    return faults
