"""What a parent does on a phone: come in with the card, open the files, tick, leave."""

from __future__ import annotations

import time

from playwright.sync_api import Locator, Page, Response, expect

from tests.browser.cards_on_paper import PaperCard

PLAYED_SECONDS = 0.3


def scan_card(page: Page, card: PaperCard) -> None:
    """The square of the card: a greeting first, the secret out of the address, then a press."""
    page.goto(card.address)
    greeting = page.get_by_text("Bonjour, famille de ")
    expect(greeting).to_be_visible()
    assert card.children.split(" (")[0] in greeting.inner_text()
    assert page.url.endswith("/c")
    assert page.evaluate("history.length") <= 2  # the blank page and this one
    assert not is_inside(page)
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url("**/aujourdhui")


def is_inside(page: Page) -> bool:
    """Whether this browser may read the day's page."""
    return "/entrer" not in page.request.get("/aujourdhui").url


def type_code(page: Page, code: str, *, shared: bool = False) -> None:
    """The eighteen letters, typed as on the card."""
    page.goto("/entrer")
    page.get_by_label("Votre code").fill(code)
    choice = "Je partage cet appareil" if shared else "C’est mon téléphone"
    page.get_by_role("radio", name=choice).check()
    with page.expect_navigation():  # the page that answers, whole: the next step may leave it
        page.get_by_role("button", name="Entrer").click()


def open_the_pdf(page: Page) -> None:
    """The file opens in place, and Back comes back to the day."""
    link = page.get_by_role("link", name="fiche-de-lecture.pdf", exact=True)
    expect(page.get_by_text("PDF, 44 ko, 1 page")).to_be_visible()
    address = str(link.get_attribute("href"))
    with page.expect_response(f"**{address}") as asked:
        link.click()
    assert asked.value.status == 200
    assert asked.value.headers["content-type"] == "application/pdf"
    page.go_back()
    expect(link).to_be_visible()


def play(page: Page, tag: str, facts: str) -> None:
    """Press play on the sound or the film, and see its time go by; it came in pieces (206)."""
    player = page.locator(tag).first
    expect(page.get_by_text(facts)).to_be_visible()
    player.scroll_into_view_if_needed()
    player.focus()
    with page.expect_response(_is_media) as asked:
        page.keyboard.press("Space")
    assert asked.value.status == 206
    end = time.monotonic() + 10
    while time_of(player) < PLAYED_SECONDS:
        assert time.monotonic() < end, player.evaluate("p => p.error?.message ?? 'no error'")
        page.wait_for_timeout(50)
    player.evaluate("player => player.pause()")


def time_of(player: Locator) -> float:
    return float(player.evaluate("player => player.currentTime"))


def _is_media(answer: Response) -> bool:
    return answer.request.resource_type == "media"


def tick_of(page: Page, child: str, title: str) -> Locator:
    return page.get_by_role("button", name=f"Fait : {child}, {title}")


def sign_out(page: Page) -> None:
    """Out; nothing private comes back with Back."""
    page.get_by_role("button", name="Sortir").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("À bientôt")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Entrer dans la classe")
