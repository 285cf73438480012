"""Chromium, the instances it visits, and the people who open its pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.instance import Instance, new_instance
from tests.browser.watched import CHROMIUM, People, people_of

UAI = "0870001D"
NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """Where the system's browser is; playwright's own is never downloaded."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    if os.environ.get("ECOLE_TEST_POSTGRES"):
        pytest.skip("the browser visits the school on SQLite only")
    path = find_chromium()
    if path is None and os.environ.get("CI") == "true":
        pytest.fail("CI=true, and there is no Chromium: apt-get install chromium")
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    return path


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(chromium_path: str, playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(executable_path=chromium_path, args=list(CHROMIUM))
    yield launched
    launched.close()


@pytest.fixture
def bourg(tmp_path: Path) -> Iterator[Instance]:
    """An instance with one school and nobody in it yet."""
    instance = new_instance(tmp_path)
    instance.ecole("school", "add", "École du Bourg", "--uai", UAI)
    with instance.served():
        yield instance


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """The demo school, the same for all the tests that only visit it."""
    instance = new_instance(tmp_path_factory.mktemp("demo"))
    instance.make_demo()
    with instance.served():
        yield instance


@pytest.fixture
def people(browser: Browser, demo: Instance) -> Iterator[People]:
    """Visitors of the demo school."""
    with people_of(browser, demo.address) as met:
        yield met
