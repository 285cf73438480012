"""What the judges found on one page, and on all of them together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from judges.ecoindex import letter_of, score_of

# What is found by walking, then what needs Java and Node; a judge is also a column of the table.
BROWSER = ("visit", "axe", "overflow", "console", "foreign", "broken_links", "needs_script",
           "ecoindex", "weight")
VALIDATOR, LIGHTHOUSE = "vnu", "lighthouse"
JUDGES = (*BROWSER, VALIDATOR, LIGHTHOUSE)
COUNTED = ("axe", VALIDATOR, "overflow", "console", "foreign", "broken_links", "needs_script")

TODAY, SIGN_IN = "aujourdhui", "entree"  # their names in tests/browser/visits.py
ECOINDEX_LEAST = 80
ECOINDEX_BEST = {TODAY: 90, SIGN_IN: 90}
FIRST_VIEW_MAX = 30_000  # bytes of HTML, style and script of the today page, as they travel


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, said by one judge."""

    judge: str
    message: str


@dataclass
class Judged:
    """A page seen by one person: its figures, its source, its faults."""

    name: str
    who: str
    is_main: bool = False
    address: str = ""
    cookie: str = ""
    source: bytes = b""
    elements: int = 0
    requests: int = 0
    size: int = 0
    first_view: int = 0
    scores: dict[str, int] | None = None  # Lighthouse's
    faults: list[Fault] = field(default_factory=list)
    done: set[str] = field(default_factory=set)  # the judges that came to a conclusion

    @property
    def title(self) -> str:
        return f"{self.name} ({self.who})"

    @property
    def is_weighed(self) -> bool:
        return "weight" in self.done

    @property
    def ecoindex(self) -> float:
        return score_of(self.elements, self.requests, self.size / 1000)

    def add(self, judge: str, *messages: str) -> None:
        """Note what is wrong; the same thing seen twice is one fault."""
        self.faults = list(dict.fromkeys([*self.faults, *(Fault(judge, m) for m in messages)]))

    def conclude(self, judge: str, messages: Iterable[str]) -> None:
        """The judge has looked to the end: from now on, no fault means that all is well."""
        self.add(judge, *messages)
        self.done.add(judge)

    def make_addresses_short(self, site: str) -> None:
        """The port of the site changes with each run; a fault reads the same each time."""
        self.faults = [Fault(one.judge, one.message.replace(site, "")) for one in self.faults]

    def count(self, judge: str) -> int | None:
        """How many faults; None when nobody looked, which is not zero."""
        if judge not in self.done:
            return None
        return sum(fault.judge == judge for fault in self.faults)

    def weigh(self, too_much: Iterable[str]) -> None:
        """Say whether the figures are within the limits."""
        least = ECOINDEX_BEST.get(self.name, ECOINDEX_LEAST)
        if self.ecoindex < least:
            self.add("ecoindex", f"EcoIndex {self.ecoindex:.1f}, less than {least}")
        if self.name == TODAY and self.first_view > FIRST_VIEW_MAX:
            self.add("weight", f"{self.first_view / 1000:.1f} KB of HTML, style and script for a "
                               f"first view, more than {FIRST_VIEW_MAX / 1000:.0f}")
        self.conclude("weight", too_much)
        self.done.add("ecoindex")


@dataclass
class Verdict:
    """Everything about one run; `sat` names the judges that did judge."""

    pages: list[Judged]
    sat: tuple[str, ...]
    site: Judged = field(default_factory=lambda: Judged("the whole site", "everyone"))

    @property
    def faults(self) -> list[tuple[Judged, Fault]]:
        return [(page, fault) for page in (*self.pages, self.site) for fault in page.faults]

    def total(self, judge: str) -> int | None:
        """How many faults on all pages, or None when nobody looked at any."""
        counts = [count for page in self.pages if (count := page.count(judge)) is not None]
        return sum(counts) if counts else None

    def page(self, name: str) -> Judged | None:
        return next((page for page in self.pages if page.name == name and page.is_weighed), None)

    def ecoindex_of(self, name: str) -> float | None:
        page = self.page(name)
        return round(page.ecoindex, 1) if page else None

    def as_json(self) -> dict[str, Any]:
        """One object; null is what was not judged, never a zero."""
        today = self.page(TODAY)
        weighed = [page.ecoindex for page in self.pages if page.is_weighed]
        return {
            "pages": [self.line(page) for page in self.pages],
            **{judge: self.total(judge) for judge in COUNTED},
            "ecoindex_min": round(min(weighed), 1) if weighed else None,
            "ecoindex_today": self.ecoindex_of(TODAY),
            "ecoindex_sign_in": self.ecoindex_of(SIGN_IN),
            "first_view_kb": round(today.first_view / 1000, 1) if today else None,
            "lighthouse": {page.name: page.scores for page in self.pages if page.scores}
            if LIGHTHOUSE in self.sat else None,
            "not_judged": [judge for judge in JUDGES if judge not in self.sat],
            "faults": [{"page": page.name, "who": page.who, "judge": fault.judge,
                        "message": fault.message} for page, fault in self.faults],
        }

    def line(self, page: Judged) -> dict[str, Any]:
        is_weighed = page.is_weighed
        return {
            "name": page.name,
            "who": page.who,
            "elements": page.elements if is_weighed else None,
            "requests": page.requests if is_weighed else None,
            "kb": round(page.size / 1000, 1) if is_weighed else None,
            "ecoindex": round(page.ecoindex, 1) if is_weighed else None,
            "letter": letter_of(page.ecoindex) if is_weighed else None,
            **{judge: page.count(judge) for judge in COUNTED},
        }
