"""The verdict as people read it: one line for each page, the totals, then each fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from judges.lighthouse import LEAST
from judges.verdicts import COUNTED, JUDGES, LIGHTHOUSE, Fault, Verdict

NOT_JUDGED = "–"
HEADS = {"name": "page", "who": "who", "elements": "elements", "requests": "requests", "kb": "KB",
         "ecoindex": "EcoIndex", "letter": "", "broken_links": "links", "needs_script": "script"}
LEFT = ("name", "who")


def lines_of(verdict: Verdict) -> Iterator[str]:
    found = verdict.as_json()
    yield from columns(found["pages"])
    yield ""
    totals = [f"{judge} {shown(found[judge])}" for judge in COUNTED]
    yield f"{len(found['pages'])} pages: " + " · ".join(totals)
    yield (f"EcoIndex: at least {shown(found['ecoindex_min'])}, today page "
           f"{shown(found['ecoindex_today'])}, sign-in page {shown(found['ecoindex_sign_in'])}; "
           f"first view of the today page {shown(found['first_view_kb'])} KB")
    for name, scores in (found[LIGHTHOUSE] or {}).items():
        yield f"Lighthouse {name}: " + " · ".join(f"{one} {scores[one]}" for one in LEAST)
    if found["not_judged"]:
        yield f"NOT JUDGED in this run ({NOT_JUDGED}): {', '.join(found['not_judged'])}"
    yield ""
    if not verdict.faults:
        yield "No fault." if len(verdict.sat) == len(JUDGES) else "No fault in what was judged."
    for fault, titles in together(verdict).items():
        yield f"FAULT {fault.judge}: {fault.message}"
        yield f"      on {', '.join(titles)}"


def together(verdict: Verdict) -> dict[Fault, list[str]]:
    """Each fault once, with the pages where it is: what is wrong in the menu is wrong on all."""
    pages: dict[Fault, list[str]] = defaultdict(list)
    for page, fault in verdict.faults:
        pages[fault].append(page.title)
    return pages


def columns(pages: list[dict[str, object]]) -> Iterator[str]:
    """The lines of a table, each column as wide as it must be."""
    if not pages:
        return
    names = list(pages[0])
    rows = [[HEADS.get(name, name) for name in names],
            *([shown(page[name]) for name in names] for page in pages)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) if name in LEFT else cell.rjust(width)
                 for cell, width, name in zip(row, widths, names, strict=True)]
        yield "  ".join(cells).rstrip()


def shown(value: object) -> str:
    return NOT_JUDGED if value is None else str(value)
