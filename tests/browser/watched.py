"""Browsers whose every page is watched: nothing may fail, and no other host may be asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request

CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--use-fake-device-for-media-stream")  # its microphone beeps once a second
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 13; SM-A137F) AppleWebKit/537.36 "
                  "(KHTML, like Gecko) Chrome/132.0.0.0 Mobile Safari/537.36",
}
LANGUAGE: dict[str, Any] = {"locale": "fr-FR", "timezone_id": "Europe/Paris"}
# Chromium says most refusals on the console; this event says them all, with the directive.
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP ${event.violatedDirective} ${event.blockedURI}`));
"""
OWN = ("chrome-extension", "chrome")  # the pieces of Chromium's PDF reader


class Watch:
    """What went wrong in the pages of some contexts, all on one site."""

    def __init__(self, site: str) -> None:
        self.host = urlsplit(site).netloc
        self.faults: list[str] = []
        self.forgiven: tuple[str, ...] = ()  # parts of what may be said without being a fault

    def follow(self, context: BrowserContext) -> BrowserContext:
        context.add_init_script(TELL_VIOLATIONS)
        context.on("console", self._note_message)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", self._note_request)
        context.on("requestfailed", self._note_failure)
        return context

    def take(self, expected_status: int = 200) -> list[str]:
        """The faults so far, counted once; a page that is itself a refusal may say so."""
        said = f"console: Failed to load resource: the server responded with a status of " \
               f"{expected_status} "
        found = [fault for fault in self.faults
                 if expected_status < 400 or not fault.startswith(said)]
        self.faults.clear()
        return found

    def _note(self, fault: str) -> None:
        if not any(part in fault for part in self.forgiven):
            self.faults.append(fault)

    def _note_message(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self._note(f"console: {message.text} ({message.location.get('url')})")

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url.removeprefix("blob:"))  # what a page has just made
        if parts.netloc != self.host and parts.scheme not in OWN:
            self.faults.append(f"another host: {request.url[:160]}")

    def _note_failure(self, request: Request) -> None:
        # Given up by the browser itself, for a page left or a redirection not followed: what the
        # site does wrong has another name (refused, reset, blocked). A POST given up is a loss.
        is_given_up = request.method == "GET" and request.failure == "net::ERR_ABORTED"
        if not is_given_up and urlsplit(request.url).scheme not in OWN:
            self._note(f"failed: {request.url} ({request.failure})")


class People:
    """Opens a browser context for each person; all are watched and closed together."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.watch = Watch(site)
        self.contexts: list[BrowserContext] = []

    def meet(self, screen: dict[str, Any], **more: Any) -> Page:
        """A new page of someone with a browser of their own."""
        context = self.browser.new_context(base_url=self.site, **LANGUAGE, **screen, **more)
        context.set_default_timeout(10_000)
        self.contexts.append(self.watch.follow(context))
        return context.new_page()

    def leave(self) -> None:
        for context in self.contexts:
            context.close()
        assert not self.watch.faults, "\n".join(self.watch.faults)


@contextmanager
def people_of(browser: Browser, site: str) -> Iterator[People]:
    people = People(browser, site)
    yield people
    people.leave()
