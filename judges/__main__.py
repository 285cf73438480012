"""Judge every page of a fresh demo school in a real browser; exit 1 when there is a fault.

The whole needs Java and Node (vnu, Lighthouse); --quick does without, and says what it left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ecole import create_app
from ecole.config import Settings
from judges.bad_site import bad_site
from judges.blindness import BlindJudge, check_sight, good_sample, samples_for
from judges.coverage import forgotten
from judges.crawl import Tell, crawl_together
from judges.lighthouse import check_with_lighthouse
from judges.markup import check_markup
from judges.table import lines_of
from judges.tools import MissingTool, Validators, find_browser, find_validators
from judges.verdicts import BROWSER, LIGHTHOUSE, VALIDATOR, Judged, Verdict
from tests.browser.instance import Instance, new_instance
from tests.browser.visits import DISTINCT, NAMES, PLACES, Place

FAULTY, UNABLE = 1, 2


def main() -> int:
    options = arguments()

    def tell(message: str) -> None:
        if not options.json:
            print(message, file=sys.stderr, flush=True)

    try:
        chromium = find_browser()
        tools = None if options.quick else find_validators()
        tell("Can the judges see?")
        prove_sight(chromium, tools, lambda name: None)
        places = chosen_places(options.pages, quick=options.quick)
        verdict = judge_demo(chromium, tools, places, options.language, tell)
    except (MissingTool, BlindJudge, RuntimeError) as failure:
        print(f"{type(failure).__name__}: {failure}", file=sys.stderr)
        return UNABLE
    if options.json:
        print(json.dumps(verdict.as_json(), ensure_ascii=False))
    else:
        print("\n".join(lines_of(verdict)))
    return FAULTY if verdict.faults else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/judge", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object and nothing else")
    parser.add_argument("--quick", action="store_true",
                        help="only what Chromium and the Python lock can judge, and a page once "
                             "for the teacher and the head")
    parser.add_argument("--language", default="", help="read the pages in another one: en")
    parser.add_argument("pages", nargs="*", metavar="PAGE",
                        help="names of tests/browser/visits.py; all of them by default")
    return parser.parse_args()


def chosen_places(names: Sequence[str], *, quick: bool) -> Sequence[Place]:
    if unknown := set(names) - NAMES:
        raise SystemExit(f"no such page: {', '.join(sorted(unknown))}")
    if names:
        return [place for place in PLACES if place.name in names]
    return DISTINCT if quick else PLACES


def prove_sight(chromium: str, tools: Validators | None, tell: Tell) -> None:
    """Every judge that will sit is first shown a page that it must find bad, and a good one."""
    with bad_site() as site:
        walked = [good_sample(), *samples_for((*BROWSER, VALIDATOR) if tools else BROWSER)]
        pages = crawl_together(chromium, site, [sample.place for sample in walked], tell=tell)
        if tools:
            check_markup(tools, pages)
            walked += (slow := samples_for((LIGHTHOUSE,)))
            for sample in slow:
                page = Judged(sample.name, "nobody", address=f"{site.address}/{sample.name}")
                check_with_lighthouse(tools, chromium, page, runs=1)
                pages.append(page)
        check_sight(walked, pages)


def judge_demo(
    chromium: str, tools: Validators | None, places: Sequence[Place], language: str, tell: Tell
) -> Verdict:
    """A fresh demo school, served for as long as it is judged."""
    verdict = None
    with tempfile.TemporaryDirectory(prefix="ecole-judge-") as folder:
        demo = new_instance(Path(folder))
        demo.make_demo()
        try:
            with demo.served():
                demo.wait_until_prepared()
                verdict = judge_site(chromium, tools, demo, places, language, tell)
        except AssertionError as failure:  # it stopped badly, or its log holds a traceback
            if verdict is None:
                raise
            verdict.site.add("visit", f"the server: {str(failure)[-1500:]}")
        if places in (PLACES, DISTINCT):
            app = create_app(Settings.from_environment(demo.environment()))
            found = forgotten(app, verdict.pages, each_role=places == PLACES)
            verdict.site.add("visit", *found)
    return verdict


def judge_site(
    chromium: str, tools: Validators | None, site: Instance, places: Sequence[Place],
    language: str, tell: Tell,
) -> Verdict:
    pages = crawl_together(chromium, site, places, language=language, tell=tell)
    if tools is None:
        return Verdict(pages, BROWSER)
    tell("vnu")
    check_markup(tools, pages)
    for page in pages:
        if page.is_main and page.is_weighed:
            tell(f"Lighthouse: {page.title}")
            try:
                check_with_lighthouse(tools, chromium, page)
            except RuntimeError as failure:
                page.add(LIGHTHOUSE, str(failure))
    return Verdict(pages, (*BROWSER, VALIDATOR, LIGHTHOUSE))


if __name__ == "__main__":
    sys.exit(main())
