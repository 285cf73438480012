"""What is measured on a page in a browser: rules of access, overflow, weight."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ELEMENTS_MAX, REQUESTS_MAX, BYTES_MAX = 350, 8, 80_000
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
    """What travelled for a page: requests and bytes as sent, sound and film left out."""

    requests: list[str] = field(default_factory=list)
    size: int = 0


def measure_load(page: Page) -> Load:
    """Count what travels from now on, headers and compression included (cold cache)."""
    load, kinds = Load(), dict[str, str]()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def begun(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event.get("type", "")
        if event.get("type") != "Media" and event["request"]["url"].startswith("http"):
            load.requests.append(event["request"]["url"])

    def ended(event: dict[str, Any]) -> None:
        if kinds.get(event["requestId"]) != "Media":
            load.size += int(event["encodedDataLength"])

    wire.on("Network.requestWillBeSent", begun)
    wire.on("Network.loadingFinished", ended)
    return load


def faults_of_load(page: Page, load: Load) -> list[str]:
    elements = page.evaluate("document.querySelectorAll('*').length")
    faults = []
    if elements > ELEMENTS_MAX:
        faults.append(f"{elements} elements, more than {ELEMENTS_MAX}")
    if len(load.requests) > REQUESTS_MAX:
        faults.append(f"{len(load.requests)} requests, more than {REQUESTS_MAX}: {load.requests}")
    if load.size > BYTES_MAX:
        faults.append(f"{load.size} bytes, more than {BYTES_MAX}")
    return faults
