"""An invented school, made through the same doors as a real one."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from ecole.accounts.cards import issue_cards
from ecole.accounts.codes import written
from ecole.accounts.passwords import make_password_link, open_password_link, set_password
from ecole.accounts.staff import NewStaff, add_staff
from ecole.classroom.instructions import create_instruction
from ecole.media.reception import Received, receive
from ecole.models.account import Account
from ecole.models.card import Card
from ecole.models.classroom import Classroom
from ecole.models.guardian import Guardian
from ecole.models.instruction import Instruction
from ecole.models.membership import Role
from ecole.models.pupil import Pupil
from ecole.models.school import School
from ecole.models.signed_in import SchoolPass, SignedIn
from ecole.operations.demo_days import give_days
from ecole.operations.demo_dictation import give_dictation, voices_for
from ecole.operations.demo_documents import write_together
from ecole.operations.demo_forum import give_forum
from ecole.operations.demo_groups import give_groups
from ecole.operations.demo_news import give_news, give_school_news, photos_for
from ecole.operations.demo_plans import drafts_for
from ecole.operations.demo_preparations import ask_for_pages, leave_one_unprepared
from ecole.operations.demo_subtitles import write_demo_subtitles
from ecole.operations.demo_work import give_work
from ecole.roster.classrooms import assign_teacher
from ecole.roster.imports import apply_import, prepare_import
from ecole.roster.onde.reading import read_file
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school
from ecole.townhall.technicians import add_technician
from ecole.web.words import today

UAI = "0870999N"
NAME = "École de Saint-Avit (démonstration)"
HERE = Path(__file__).resolve().parent / "demo"
MEDIA = ("fiche-de-lecture.pdf", "la-dictee.m4a", "l-eau-change-d-etat.mp4", "la-feuille.jpg")
STAFF = (
    ("Mme Rossi", "directrice@example.org", Role.HEAD, "Mme ROSSI"),
    ("M. Marchand", "marchand@example.org", Role.TEACHER, "M. MARCHAND"),
    ("Mme Dupont", "dupont@example.org", Role.TEACHER, "Mme DUPONT"),
    ("Mme Leroy", "leroy@example.org", Role.TEACHER, "Mme LEROY"),
)
TOWN_HALL = ("Services de la mairie", "mairie@example.org")
FAMILY = ("BERNARD", "Claire")  # two children, in two classes
CHILD = "Lina"  # the elder, whose work was given back
WORDS = [
    "abricot", "ballon", "banane", "canard", "citron", "dauphin", "girafe", "herbe", "jardin",
    "koala", "lavande", "lune", "matin", "mouton", "nuage", "orange", "panda", "quille", "ruban",
    "sapin", "soleil", "tortue", "tulipe", "usine", "violon", "wagon",
]


class AlreadyThere(Exception):
    """The demo school was made before."""


def make_demo(app: Flask) -> dict[str, str]:
    """Make the school; returns the four sign-ins to try, which are kept nowhere in clear.

    One that was cut short is finished. Raises `AlreadyThere` once it is whole.
    """
    school = db.session.scalar(select(School).where(School.uai == UAI)) or _found_school()
    with in_school(school.id):
        if db.session.scalar(select(Card.id).limit(1)):  # printed last
            raise AlreadyThere
        if db.session.scalar(select(Pupil.id).limit(1)) is None:
            _import_rosters()
        passwords = [_add_colleague(school, *colleague) for colleague in STAFF]
        _give_instructions(app, school)
        town_hall = _choose_password(add_technician(*TOWN_HALL))
        code = _print_card()
    return {
        "site": app.config["ECOLE"].address,
        "uai": UAI,
        "guardian_code": code,
        "head_email": STAFF[0][1],
        "head_password": passwords[0],
        "teacher_email": STAFF[1][1],
        "teacher_password": passwords[1],
        "townhall_email": TOWN_HALL[1],
        "townhall_password": town_hall,
    }


def _found_school() -> School:
    with writing() as rows:
        school = School(uai=UAI, name=NAME)
        rows.add(school)
    return school


def _import_rosters() -> None:
    files = [read_file((HERE / name).read_bytes()) for name in ("eleves.csv", "responsables.csv")]
    apply_import(prepare_import(files, None), None)


def _add_colleague(school: School, name: str, email: str, role: Role, label: str) -> str:
    added = add_staff(school, name=name, email=email, role=role, by=None)
    password = _choose_password(added)
    room = db.session.scalar(select(Classroom).where(Classroom.label.endswith(label)))
    if room is not None:
        assign_teacher(room, added.account_id, None)
    return password


def _choose_password(added: NewStaff) -> str:
    password = "-".join(secrets.choice(WORDS) for _ in range(4))
    # Nobody real has an address at example.org: a password there is one that was cut short.
    link = open_password_link(added.token or _another_link(added.account_id))
    assert link is not None
    set_password(link, password)
    return password


def _another_link(account_id: int) -> str:
    with writing() as rows:
        return make_password_link(rows.get_one(Account, account_id))


def _give_instructions(app: Flask, school: School) -> None:
    files = {name: _receive(app, name) for name in MEDIA}
    photos = photos_for(app)
    voices = voices_for(app)
    for name, email, role, label in STAFF:
        account = db.session.scalar(select(Account).where(Account.email == email))
        room = db.session.scalar(select(Classroom).where(Classroom.label.endswith(label)))
        if account is None or room is None:
            continue
        who = _teacher(account, school, role, room.id, name)
        given = _given_in(room)
        for place, day in enumerate(_school_days(5)):
            for draft, names in drafts_for(label, place, day):
                if (day, draft.title) not in given:
                    create_instruction(who, room, draft, [files[n] for n in names], publish=True)
        write_demo_subtitles(room)
        give_days(who, room, label, _school_days(5), files["la-dictee.m4a"])
        give_groups(who, room, _school_days(5))
        give_news(who, room, photos)
        give_work(app, who, room, CHILD)
        give_forum(who, room)
        give_dictation(who, room, voices)
        write_together(who, room, files["la-feuille.jpg"])
        ask_for_pages(who, room)
        leave_one_unprepared(who, room)
        if role == Role.HEAD:
            give_school_news(who)


def _given_in(room: Classroom) -> set[tuple[date, str]]:
    rows = db.session.execute(
        select(Instruction.day_on, Instruction.title).where(Instruction.classroom_id == room.id)
    )
    return {(day, title) for day, title in rows}


def _teacher(account: Account, school: School, role: Role, room: int, name: str) -> SignedIn:
    place = SchoolPass(school.id, school.uai, school.name, role)
    return SignedIn("", account.id, 0, "staff", name, {school.uai: place}, frozenset({room}))


def _receive(app: Flask, name: str) -> Received:
    with (HERE / "media" / name).open("rb") as file:
        return receive(file, name, app.config["BLOBS"])


def _school_days(number: int) -> list[date]:
    """Today when there is school, and the next ones."""
    days: list[date] = []
    day = today()
    while len(days) < number:
        if day.weekday() < 5:
            days.append(day)
        day += timedelta(days=1)
    return days


def _print_card() -> str:
    guardian = db.session.scalars(
        select(Guardian).where(Guardian.usage_name == FAMILY[0], Guardian.first_name == FAMILY[1])
    ).one()
    return " ".join(written(issue_cards([guardian.id], None)[0].code))
