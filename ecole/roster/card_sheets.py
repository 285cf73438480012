"""The PDF of family cards: four to an A4 page with cut lines, after a list for handing them out.

A card shows first names and the class only: found on a pavement, it says nobody's surname. The
list, kept at school, gives for each number the pupil and the guardian.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ecole.accounts.codes import written
from ecole.web.languages import gettext, ngettext
from ecole.web.words import long_day, today

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
CARD_WIDTH, CARD_HEIGHT = 105 * MM, 148.5 * MM  # A6
MARGIN = 10 * MM
QR_SIZE = 46 * MM
LIST_LINES = 46
INK, FAINT, RED = (0.12, 0.16, 0.28), (0.45, 0.5, 0.6), (0.75, 0.22, 0.25)


@dataclass(frozen=True)
class CardText:
    """What is printed of one card; the two last lines are for the school's list only."""

    children: str
    guardian_first_name: str
    classroom: str
    code: str
    token: str
    pupil_name: str
    guardian_name: str


def draw_sheets(school: str, address: str, cards: Sequence[CardText]) -> bytes:
    """The whole PDF: the list of the school, then the cards, four to a page."""
    from reportlab.pdfgen.canvas import Canvas

    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(PAGE_WIDTH, PAGE_HEIGHT))
    canvas.setTitle(plain(gettext("Cartes famille – %(school)s", school=school)))
    canvas.setAuthor(plain(school))
    _draw_list(canvas, school, cards)
    for first in range(0, len(cards), 4):
        _draw_cut_lines(canvas)
        for place, card in enumerate(cards[first : first + 4]):
            canvas.saveState()
            canvas.translate((place % 2) * CARD_WIDTH, (1 - place // 2) * CARD_HEIGHT)
            _draw_card(canvas, school, address, first + place + 1, card)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def plain(text: str) -> str:
    """Text that the PDF's own fonts can show: rarer letters lose their accent, not their place."""
    letters = []
    for letter in text.replace("\u202f", "\u00a0"):
        try:
            letter.encode("cp1252")
        except UnicodeEncodeError:
            bare = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
            letter = {"Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "ı": "i"}.get(letter, bare or "?")
        letters.append(letter)
    return "".join(letters)


def _draw_list(canvas: Canvas, school: str, cards: Sequence[CardText]) -> None:
    for first in range(0, len(cards), LIST_LINES):
        top = PAGE_HEIGHT - 18 * MM
        canvas.setFillColorRGB(*INK)
        canvas.setFont("Helvetica-Bold", 14)
        title = gettext("%(school)s : liste pour donner les cartes", school=school)
        canvas.drawString(18 * MM, top, plain(title))
        canvas.setFont("Helvetica", 9)
        note = ngettext("À garder à l’école. %(num)d\u00a0carte, le %(day)s.",
                        "À garder à l’école. %(num)d\u00a0cartes, le %(day)s.",
                        len(cards), day=long_day(today()))
        canvas.drawString(18 * MM, top - 5.5 * MM, plain(note))
        _draw_rows(canvas, top - 13 * MM, first, cards[first : first + LIST_LINES])
        canvas.showPage()


def _draw_rows(canvas: Canvas, top: float, first: int, cards: Sequence[CardText]) -> None:
    columns = (18 * MM, 30 * MM, 75 * MM, 130 * MM)
    titles = (gettext("Nº"), gettext("Classe"), gettext("Élève"), gettext("Carte donnée à"))
    for text, left in zip(titles, columns, strict=True):
        canvas.setFont("Helvetica-Bold", 9)
        canvas.drawString(left, top, plain(text))
    for row, card in enumerate(cards, 1):
        y = top - row * 5.4 * MM
        canvas.setFont("Helvetica", 9)
        cells = (str(first + row), card.classroom, card.pupil_name, card.guardian_name)
        for text, left, right in zip(cells, columns, (*columns[1:], 195 * MM), strict=True):
            canvas.drawString(left, y, _fitted(text, right - left - 2 * MM, "Helvetica", 9))
        canvas.setStrokeColorRGB(0.85, 0.87, 0.9)
        canvas.setLineWidth(0.3)
        canvas.line(18 * MM, y - 1.6 * MM, 195 * MM, y - 1.6 * MM)


def _draw_cut_lines(canvas: Canvas) -> None:
    canvas.setStrokeColorRGB(*FAINT)
    canvas.setLineWidth(0.5)
    canvas.setDash(3, 3)
    canvas.line(CARD_WIDTH, 0, CARD_WIDTH, PAGE_HEIGHT)
    canvas.line(0, CARD_HEIGHT, PAGE_WIDTH, CARD_HEIGHT)
    canvas.setDash()


def _draw_card(canvas: Canvas, school: str, address: str, number: int, card: CardText) -> None:
    width = CARD_WIDTH - 2 * MARGIN
    canvas.setFillColorRGB(*FAINT)
    canvas.setFont("Helvetica", 8)
    canvas.drawString(MARGIN, CARD_HEIGHT - 11 * MM, _fitted(school, width - 12 * MM,
                                                             "Helvetica", 8))
    canvas.drawRightString(CARD_WIDTH - MARGIN, CARD_HEIGHT - 11 * MM,
                           plain(gettext("nº %(number)s", number=number)))
    canvas.setStrokeColorRGB(*RED)
    canvas.setLineWidth(0.8)
    canvas.line(MARGIN, CARD_HEIGHT - 13.5 * MM, CARD_WIDTH - MARGIN, CARD_HEIGHT - 13.5 * MM)
    canvas.setFillColorRGB(*INK)
    _draw_children(canvas, card.children, width)
    canvas.setFont("Helvetica", 9)
    whose = gettext("Carte de %(name)s", name=card.guardian_first_name)
    canvas.drawString(MARGIN, CARD_HEIGHT - 31 * MM, _fitted(whose, width, "Helvetica", 9))
    _draw_qr(canvas, f"{address}/c#{card.token}")
    _draw_ways_in(canvas, address, card.code)


def _draw_children(canvas: Canvas, children: str, width: float) -> None:
    """Every child of the card, smaller when they are many."""
    for size, step, most in ((12, 5.5, 2), (10, 4.2, 3), (8, 3.2, 4), (6.5, 2.6, 5)):
        lines = _lines(children, width, "Helvetica-Bold", size)
        if len(lines) <= most or most == 5:
            canvas.setFont("Helvetica-Bold", size)
            for row, line in enumerate(lines[:most]):
                below = 17.5 + size / 6 + step * row
                canvas.drawString(MARGIN, CARD_HEIGHT - below * MM, line)
            return


def _draw_qr(canvas: Canvas, content: str) -> None:
    from reportlab.graphics import renderPDF
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.shapes import Drawing

    widget = QrCodeWidget(content, barLevel="M", barBorder=4, barWidth=QR_SIZE, barHeight=QR_SIZE)
    drawing: Any = Drawing(QR_SIZE, QR_SIZE)
    drawing.add(widget)
    renderPDF.draw(drawing, canvas, (CARD_WIDTH - QR_SIZE) / 2, CARD_HEIGHT - 80 * MM)


def _draw_ways_in(canvas: Canvas, address: str, code: str) -> None:
    middle = CARD_WIDTH / 2
    width = CARD_WIDTH - 2 * MARGIN
    canvas.setFont("Helvetica", 9)
    canvas.drawCentredString(middle, CARD_HEIGHT - 84 * MM,
                             plain(gettext("Scannez ce carré avec votre téléphone,")))
    canvas.drawCentredString(middle, CARD_HEIGHT - 88.5 * MM, plain(gettext("ou allez sur")))
    canvas.setFont("Helvetica-Bold", 10)
    canvas.drawCentredString(middle, CARD_HEIGHT - 93.5 * MM,
                             _fitted(address.split("://")[-1] + "/entrer", width,
                                     "Helvetica-Bold", 10))
    canvas.setFont("Helvetica", 9)
    canvas.drawCentredString(middle, CARD_HEIGHT - 98.5 * MM,
                             plain(gettext("et tapez ce code :")))
    # A fixed-width face with serifs, where I, J and L cannot be taken for one another.
    canvas.setFont("Courier-Bold", 20)
    for row, line in enumerate(written(code)):
        canvas.drawCentredString(middle, CARD_HEIGHT - (108 + 9 * row) * MM, line)
    canvas.setFillColorRGB(*FAINT)
    canvas.setFont("Helvetica", 8)
    for row, line in enumerate((
        gettext("Cette carte est personnelle."),
        gettext("Ne la montrez pas, ne la publiez pas."),
        gettext("Perdue ? Demandez une nouvelle carte à l’école :"),
        gettext("l’ancienne ne marchera plus."),
    )):
        canvas.drawCentredString(middle, (20 - 4 * row) * MM, plain(line))


def _fitted(text: str, width: float, font: str, size: float) -> str:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    text = plain(text)
    if stringWidth(text, font, size) <= width:
        return text
    while text and stringWidth(text + "…", font, size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _lines(text: str, width: float, font: str, size: float) -> list[str]:
    from reportlab.lib.utils import simpleSplit

    return list(simpleSplit(plain(text), font, size, width))
