"""The pages in a language that puts ⟦ ⟧ round each text: what stands outside is not translated.

Outside may only stand what people wrote or are called, dates, and the short words of LEFT_AS_IS.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import html5lib
import pytest
from babel.dates import get_day_names, get_month_names
from babel.support import NullTranslations
from flask import Flask
from sqlalchemy import select

from ecole.models import (
    Account,
    Attachment,
    Box,
    Classroom,
    Document,
    Guardian,
    HandIn,
    Instruction,
    LiveClass,
    Message,
    NewsItem,
    Pupil,
    PupilGroup,
    RosterImport,
    School,
    Topic,
)
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from ecole.web import languages
from tests.conftest import Visitor
from tests.guards.routes_table import OPEN_TO
from tests.guards.test_routes import calls_of, values  # noqa: F401
from tests.guards.test_texts import ALLOWED, SHOWN
from tests.world import World, change

SignIn = Callable[[str], Visitor]
HTML = "{http://www.w3.org/1999/xhtml}"
# One of each: a parent, a teacher, a head.
ONE_OF_EACH = ("claire", "petit", "rossi")
WRITTEN_BY_PEOPLE = (
    School.name, Account.display_name, Account.email, Guardian.civility, Guardian.last_name,
    Guardian.first_name, Pupil.last_name, Pupil.first_name, Pupil.level, Classroom.label,
    Instruction.title, Instruction.subject, Instruction.body, Instruction.returns, Attachment.name,
    HandIn.text, PupilGroup.label, LiveClass.title, NewsItem.title, Topic.title, Message.text,
    Document.title, Document.text, Box.label,
)
# Units are the same everywhere; « and » and « at » come with lists and hours, from Babel.
LEFT_AS_IS = {"min", "h", "and"}
DATES = {
    word.casefold().rstrip(".")
    for names in (get_day_names, get_month_names)
    for width in ("wide", "abbreviated")
    for word in names(width, locale="en_GB").values()
}
SKIPPED = {"script", "style", "template", "textarea", "code"}


class Pseudo(NullTranslations):
    """A language that can be seen."""

    def ugettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ungettext(self, singular: str, plural: str, number: float) -> str:
        return f"⟦{singular if number == 1 else plural}⟧"

    def upgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧"

    gettext, ngettext, pgettext = ugettext, ungettext, upgettext


@pytest.fixture
def pseudo(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application with its catalogs replaced; the dates are English ones."""
    monkeypatch.setattr(languages, "catalog", lambda code: Pseudo())
    return app


@pytest.fixture
def data(app: Flask, world: World, context: None) -> list[str]:
    """All that people of the world wrote or are called, the longest first."""
    with all_schools("tests"):
        found = {text for column in WRITTEN_BY_PEOPLE
                 for text in db.session.scalars(select(column))}
        for files in db.session.scalars(select(RosterImport.rows)):
            found |= {cell for file in files for cell in cells_of(json.loads(file))}
    pieces = {piece.strip() for text in found if text for piece in re.split(r"\*\*|\n", text)}
    pieces |= set(languages.LANGUAGES.values()) | ALLOWED
    return sorted(pieces - {""}, key=len, reverse=True)


def cells_of(roster: object) -> Iterator[str]:
    """The texts of a roster that waits for its preview."""
    if isinstance(roster, str):
        yield roster
    elif isinstance(roster, list | dict):
        for part in roster.values() if isinstance(roster, dict) else roster:
            yield from cells_of(part)


def texts_of(page: str) -> Iterator[str]:
    """What a page shows, as one text, then its labels and the words it keeps for scripts."""
    tree = html5lib.parse(page)
    yield " ".join(shown(tree))
    for node in tree.iter():
        if not isinstance(node.tag, str) or node.tag.removeprefix(HTML) in ("meta", "link"):
            continue
        for name, value in node.items():
            is_said = value != value.lower() and not value.startswith("/")
            if name in SHOWN or (name.startswith("data-") and is_said):
                yield value


def shown(node: object) -> Iterator[str]:
    """The texts under an element; not those in another language, as the names of languages."""
    tag = getattr(node, "tag", "")
    if not isinstance(tag, str) or tag.removeprefix(HTML) in SKIPPED:
        return
    if tag != f"{HTML}html" and node.get("lang"):  # type: ignore[attr-defined]
        return
    yield node.text or ""  # type: ignore[attr-defined]
    for child in node:  # type: ignore[attr-defined]
        yield from shown(child)
        yield child.tail or ""


def outside(text: str) -> str:
    """What stands in no bracket."""
    kept, depth = [], 0
    for letter in text:
        depth += letter == "⟦"
        kept += [] if depth else [letter]
        depth -= letter == "⟧"
    assert depth == 0, text
    return "".join(kept)


def faults_of(page: str, data: list[str]) -> list[str]:
    """Words of a page that nobody can translate."""
    faults = []
    for text in texts_of(page):
        rest = outside(text)
        for known in data:
            rest = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", " ", rest)
        words = re.findall(r"[^\W\d_]+", rest)
        faults += [f"{word} ({' '.join(rest.split())[:80]})" for word in words
                   if word.casefold() not in DATES | LEFT_AS_IS]
    return faults


def open_in_pseudo(visitor: Visitor, address: str) -> str:
    """The page of an address; "" when it is a file, a way to another page or not text."""
    visitor.send("/langue", language="en", check=False)
    answer = visitor.get(address, check=False)
    return answer.text if answer.mimetype == "text/html" and not answer.location else ""


def pages_of(app: Flask, endpoint: str, parts: dict[str, object]) -> list[str]:
    return [address for method, address in calls_of(app, endpoint, parts) if method == "GET"]


@pytest.mark.parametrize("endpoint", sorted(OPEN_TO))
def test_every_word_is_in_the_catalogs(
    pseudo: Flask, world: World, client: Visitor, sign_in: SignIn,
    values: dict[str, object], data: list[str], endpoint: str,  # noqa: F811
) -> None:
    change(Instruction, world.instructions["draft"], deleted_at=utc_now())
    people = OPEN_TO[endpoint]
    visitors = [client] if people is None else [
        sign_in(name) for name in ONE_OF_EACH if name in people]
    for visitor in visitors:
        for address in pages_of(pseudo, endpoint, values):
            assert faults_of(open_in_pseudo(visitor, address), data) == [], address


def test_refusals_are_in_the_catalogs(
    pseudo: Flask, world: World, client: Visitor, sign_in: SignIn,
    values: dict[str, object], data: list[str], media: Path,  # noqa: F811
) -> None:
    """What is said of a form that cannot be taken, and of an address that leads nowhere."""
    files = {path.name: path.read_bytes() for path in media.iterdir()}
    files |= {"jeu.exe": b"MZ\x90\x00", "vide.pdf": b"", "photo.heic": b"\0\0\0\x18ftypheic"}
    room = pages_of(pseudo, "instructions.new", values)[0]
    team = pages_of(pseudo, "staff.index", values)[0]
    sent: list[tuple[Visitor, str, dict[str, object]]] = [
        (client, "/entrer", {"code": "", "device": "shared"}),
        (client, "/entrer", {"code": "ABC", "device": "shared"}),
        (client, "/entrer", {"code": "BADKOLMINTURVEPSOZ", "device": "shared"}),
        (client, "/equipe", {"email": "rossi@example.org", "password": "x"}),
        (client, "/c", {"token": "x", "device": "shared"}),
        (client, "/nulle-part", {}),
        (sign_in("claire"), "/autre-carte", {"code": world.cards["claire"].code}),
        (sign_in("rossi"), team, {"name": "", "email": "", "role": "head"}),
        (sign_in("rossi"), team, {"name": "Rossi", "email": "Rossi", "role": "head"}),
        (sign_in("petit"), room, {
            "title": "", "subject": "x" * 200, "day_on": "x", "duration_minutes": "x",
            "returns": "x" * 500, "body": "x" * 20_001, "links": "Lina"}),
        (sign_in("petit"), room, {
            "title": "x" * 400, "day_on": "2001-01-01", "duration_minutes": "5000",
            "files": [(BytesIO(content), name) for name, content in files.items()]}),
    ]
    for visitor, address, fields in sent:
        visitor.send("/langue", language="en", check=False)
        answer = visitor.post(address, data={"csrf_token": visitor.token(), **fields}, check=False)
        assert not answer.location, address
        assert faults_of(answer.text, [*data, *files]) == [], address


@pytest.mark.parametrize(("page", "words"), [
    ("<p>⟦Rien⟧ <b>Lina</b>, ⟦pour <b>⟦2 jours⟧</b>⟧ Monday 3 May, 20 min</p>", []),
    ("<p>Rien pour Lina</p>", ["Rien", "pour"]), ("<p>⟦Rien⟧, lundi 3</p>", ["lundi"]),
    ("<p aria-label='Fait'>⟦Fait⟧</p>", ["Fait"]), ("<p data-show='Montrer'></p>", ["Montrer"]),
    ("<p><b lang='fr'>Français</b></p>", []),
])
def test_it_sees_what_is_outside(page: str, words: list[str]) -> None:
    assert [fault.split()[0] for fault in faults_of(page, ["Lina"])] == words
