"""What came back in the invented school: two photos of notebooks, one of them given back.

The photos are drawn here, so that nothing heavy is kept with the code.
"""

from __future__ import annotations

import io

from flask import Flask
from PIL import Image, ImageDraw, ImageFont
from sqlalchemy import select

from ecole.classroom.hand_ins.marking import comment
from ecole.classroom.hand_ins.sending import hand_in
from ecole.media.reception import Received, receive
from ecole.models.account import Account
from ecole.models.classroom import Classroom
from ecole.models.guardian import Guardian
from ecole.models.guardianship import Guardianship
from ecole.models.hand_in import HandIn
from ecole.models.instruction import Instruction
from ecole.models.membership import Role
from ecole.models.pupil import Pupil
from ecole.models.school import School
from ecole.models.signed_in import SchoolPass, SignedIn
from ecole.storage.database import db

SIZE = (600, 800)
PAPER, LINES, MARGIN, INK, RED = "#fdfaf0", "#c9c3e6", "#e0707d", "#1b2145", "#ad1a33"
WRITTEN = (
    # No accent in them: the only font that is everywhere has none.
    ("Tom habite au bord du bois.", "Il entend un bruit dans la nuit.", "Il ouvre la porte."),
    ("Tom a peur du bruit.", "Il allume une lampe.", "Un chat entre dans la maison."),
)
SAID = ("Bravo Lina, tes phrases sont bien construites. Relis la deuxième\u202f: "
        "j’ai entouré un mot.")


def give_work(app: Flask, who: SignedIn, room: Classroom, first: str) -> None:
    """For the first thing that comes back in this class: the pupil of that first name has its
    answer, the next one waits."""
    asked = db.session.scalar(
        select(Instruction)
        .where(Instruction.classroom_id == room.id, Instruction.returns != "")
        .order_by(Instruction.day_on, Instruction.position, Instruction.created_at).limit(1))
    pupils = db.session.scalars(
        select(Pupil).where(Pupil.classroom_id == room.id).order_by(Pupil.last_name)).all()
    known = next((pupil for pupil in pupils if pupil.first_name == first), None)
    if asked is None or known is None or _has_work(asked):
        return
    asked_id, others = asked.id, [pupil for pupil in pupils if pupil is not known]
    for pupil_id, lines in zip((known.id, others[0].id), WRITTEN, strict=True):
        instruction = db.session.get_one(Instruction, asked_id)
        photo = _photo(app, _notebook(lines), "cahier.jpg")
        row = hand_in(_family_of(pupil_id), instruction, pupil_id, "", [photo],
                      by_pupil=pupil_id == known.id)
        if lines is WRITTEN[0]:
            over = _photo(app, _notebook(lines, mark=True), "annotation.jpg")
            comment(who, db.session.get_one(HandIn, row), SAID, [over], give=True)


def _has_work(asked: Instruction) -> bool:
    return db.session.scalar(
        select(HandIn.id).where(HandIn.instruction_id == asked.id).limit(1)) is not None


def _family_of(pupil_id: int) -> SignedIn:
    account, school = db.session.execute(
        select(Account, School)
        .join(Guardian, Guardian.account_id == Account.id)
        .join(Guardianship, Guardianship.guardian_id == Guardian.id)
        .join(School, School.id == Guardian.school_id)
        .where(Guardianship.pupil_id == pupil_id)
        .order_by(Guardian.first_name).limit(1)).one()
    place = SchoolPass(school.id, school.uai, school.name, Role.GUARDIAN)
    return SignedIn("", account.id, 0, "personal", "", {school.uai: place})


def _photo(app: Flask, image: Image.Image, name: str) -> Received:
    written = io.BytesIO()
    image.save(written, "JPEG", quality=60)
    return receive(io.BytesIO(written.getvalue()), name, app.config["BLOBS"])


def _notebook(lines: tuple[str, ...], *, mark: bool = False) -> Image.Image:
    page = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(page)
    hand = ImageFont.load_default(30)
    for height in range(80, SIZE[1], 60):
        pen.line((0, height, SIZE[0], height), fill=LINES, width=2)
    pen.line((74, 0, 74, SIZE[1]), fill=MARGIN, width=3)
    for place, text in enumerate(lines):
        pen.text((94, 97 + place * 120), text, fill=INK, font=hand)
    if mark:
        pen.ellipse((200, 207, 320, 263), outline=RED, width=5)
        pen.line((318, 250, 413, 313), fill=RED, width=5)
    return page
