"""The PDF of the family cards as a printer sees it: its pages, their words, their squares."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2
import zxingcpp

A4 = (595.28, 841.89)  # points
LIST_TITLE = "liste pour donner les cartes"
CODE = re.compile(r"\b(?:[A-Z]{3}[ \r\n]+){5}[A-Z]{3}\b")
PIXELS_A_POINT = 2


@dataclass(frozen=True)
class PaperCard:
    """One card cut out: what is written on it, its code, what its square holds."""

    page: int
    text: str
    code: str
    address: str

    @property
    def token(self) -> str:
        return self.address.partition("#")[2]

    @property
    def children(self) -> str:
        """« Kenza (CP A) et Hugo (CE2 B) »: what is written before « Carte de »."""
        lines = self.text.partition("Carte de ")[0].splitlines()[1:]
        return " ".join(line.strip() for line in lines)

    @property
    def holder(self) -> str:
        return self.text.partition("Carte de ")[2].splitlines()[0].strip()


@dataclass(frozen=True)
class Paper:
    """The sheets: the size of each page, the words of the list, the cards."""

    sizes: list[tuple[float, float]]
    lists: list[str]
    cards: list[PaperCard]

    def card_of(self, holder: str, child: str) -> PaperCard:
        found = [c for c in self.cards if c.holder == holder and c.children.startswith(child)]
        assert len(found) == 1, f"{len(found)} cards of {holder} for {child}"
        return found[0]


def read_paper(pdf: bytes) -> Paper:
    document = pypdfium2.PdfDocument(pdf)
    paper = Paper([], [], [])
    try:
        for number, page in enumerate(document):
            paper.sizes.append(page.get_size())
            words = page.get_textpage().get_text_range()
            if LIST_TITLE in words:
                paper.lists.append(words)
            else:
                paper.cards.extend(_cards_of(page, number))
    finally:
        document.close()
    return paper


def _cards_of(page: pypdfium2.PdfPage, number: int) -> list[PaperCard]:
    width, height = page.get_size()
    words = page.get_textpage()
    picture = page.render(scale=PIXELS_A_POINT).to_pil().convert("L")
    cards = []
    for place in range(4):
        left, top = (place % 2) * width / 2, height - (place // 2) * height / 2
        text = words.get_text_bounded(left, top - height / 2, left + width / 2, top)
        if not text.strip():
            continue
        box = (left, height - top, left + width / 2, height - top + height / 2)
        piece = picture.crop(tuple(round(PIXELS_A_POINT * side) for side in box))
        code = CODE.search(text)
        assert code, text
        cards.append(PaperCard(number, text, " ".join(code[0].split()), _square_of(piece)))
    return cards


def _square_of(picture: object) -> str:
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    assert len(found) == 1, f"{len(found)} squares on one card"
    return str(found[0].text)
