"""The named world of the tests: two schools, and for each role an owner, a colleague, an outsider.

École du Bourg: Mme Rossi heads it; M. Petit teaches the CP; Mme Noir teaches the CM2. Claire and
Paul are the separated parents of Lina (CP) and Hugo (CM2); Nadia is the mother of Sami (CP).
École Voisine: M. Loin heads it and teaches its only class; Rita is the mother of Inês.
« mairie » is the technician of the town hall, and nobody in either school.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import update

from ecole.accounts.cards import DrawnCard
from ecole.accounts.secrets import digest, hash_secret, keyed
from ecole.classroom.instructions import Draft, create_instruction
from ecole.models import (
    Account,
    Card,
    Classroom,
    Guardian,
    Guardianship,
    Membership,
    Pupil,
    School,
    Teaching,
)
from ecole.models.classroom import school_year_of
from ecole.models.membership import Role
from ecole.models.signed_in import SchoolPass, SignedIn
from ecole.storage.columns import new_id
from ecole.storage.database import writing
from ecole.storage.school_scope import all_schools, in_school
from ecole.web.words import today

PASSWORD = "quatre mots assez longs"
BOURG, VOISINE = "0870001D", "0870002E"
CODES = {
    "claire": DrawnCard(0, "MABFIPLONNETVORGOP", "0" * 25 + "1"),
    "paul": DrawnCard(0, "KOGFEPNILSADJITGEK", "0" * 25 + "2"),
    "nadia": DrawnCard(0, "BOTFISBIFBAFSELZIR", "0" * 25 + "3"),
    "rita": DrawnCard(0, "NIBVANRUMSETBORBIG", "0" * 25 + "4"),
}


@dataclass
class World:
    """Ids by name: `world.schools["bourg"]`, `world.people["claire"]` (accounts), …"""

    schools: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    guardians: dict[str, int] = field(default_factory=dict)
    pupils: dict[str, int] = field(default_factory=dict)
    classrooms: dict[str, int] = field(default_factory=dict)
    instructions: dict[str, int] = field(default_factory=dict)
    cards: dict[str, DrawnCard] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return today()


def build_world() -> World:
    """Fill an empty database; call inside the application's context."""
    world = World()
    _add_schools(world)
    for name, school, role, display in (
        ("rossi", "bourg", Role.HEAD, "Mme Rossi"),
        ("petit", "bourg", Role.TEACHER, "M. Petit"),
        ("noir", "bourg", Role.TEACHER, "Mme Noir"),
        ("loin", "voisine", Role.HEAD, "M. Loin"),
    ):
        _add_staff(world, name, school, role, display)
    _add_technician(world)
    for name, school in (("cp", "bourg"), ("cm2", "bourg"), ("unique", "voisine")):
        _add_classroom(world, name, school)
    for classroom, teacher in (("cp", "petit"), ("cm2", "noir"), ("unique", "loin")):
        _teach(world, classroom, teacher)
    _add_families(world)
    _add_instructions(world)
    return world


def _add_schools(world: World) -> None:
    with writing() as rows:
        for name, uai, title in (("bourg", BOURG, "École du Bourg"),
                                 ("voisine", VOISINE, "École Voisine")):
            world.schools[name] = new_id()
            rows.add(School(id=world.schools[name], uai=uai, name=title))


def _add_staff(world: World, name: str, school: str, role: Role, display: str) -> None:
    hashed = _password_hash()
    with writing() as rows:
        world.people[name] = new_id()
        account = Account(id=world.people[name], display_name=display,
                          email=f"{name}@example.org", password_hash=hashed)
        rows.add(account)
        rows.add(Membership(account=account, school_id=world.schools[school], role=role))


def _add_technician(world: World) -> None:
    world.people["mairie"] = new_id()
    with writing() as rows:
        rows.add(Account(id=world.people["mairie"], display_name="Services de la mairie",
                         email="mairie@example.org", password_hash=_password_hash(),
                         is_town_hall=True))


_hash: list[str] = []


def _password_hash() -> str:
    if not _hash:
        _hash.append(hash_secret(PASSWORD))
    return _hash[0]


def _add_classroom(world: World, name: str, school: str) -> None:
    with in_school(world.schools[school]), writing() as rows:
        world.classrooms[name] = new_id()
        rows.add(Classroom(id=world.classrooms[name], label=f"Classe de {name.upper()}",
                           school_year=school_year_of(today()), onde_id=f"id-{name}"))


def _teach(world: World, classroom: str, teacher: str) -> None:
    school = "voisine" if classroom == "unique" else "bourg"
    with in_school(world.schools[school]), writing() as rows:
        rows.add(Teaching(classroom_id=world.classrooms[classroom],
                          account_id=world.people[teacher]))


def _add_families(world: World) -> None:
    for name, school, classroom, last, first, born in (
        ("lina", "bourg", "cp", "BERNARD", "Lina", date(2020, 3, 14)),
        ("hugo", "bourg", "cm2", "BERNARD", "Hugo", date(2016, 5, 2)),
        ("sami", "bourg", "cp", "KACI", "Sami", date(2020, 3, 3)),
        ("ines", "voisine", "unique", "SILVA", "Inês", date(2019, 12, 12)),
    ):
        with in_school(world.schools[school]), writing() as rows:
            world.pupils[name] = new_id()
            rows.add(Pupil(id=world.pupils[name], last_name=last, first_name=first, level="CP",
                           birth_on=born, classroom_id=world.classrooms[classroom]))
    _add_guardian(world, "claire", "bourg", "Mme", "DUPUIS", "Claire", ("lina", "hugo"))
    _add_guardian(world, "paul", "bourg", "M.", "BERNARD", "Paul", ("lina", "hugo"))
    _add_guardian(world, "nadia", "bourg", "Mme", "AMRANI", "Nadia", ("sami",))
    _add_guardian(world, "rita", "voisine", "Mme", "COSTA", "Rita", ("ines",))


def _add_guardian(
    world: World, name: str, school: str, civility: str, last: str, first: str,
    children: tuple[str, ...],
) -> None:
    code = CODES[name]
    code_hash = hash_secret(code.code)
    with in_school(world.schools[school]), writing() as rows:
        account = Account(id=new_id())
        rows.add(account)
        rows.add(Membership(account=account, school_id=world.schools[school],
                            role=Role.GUARDIAN))
        guardian = Guardian(id=new_id(), account=account, civility=civility, last_name=last,
                            first_name=first)
        rows.add(guardian)
        rows.add(Card(guardian=guardian, selector=keyed(code.code[:6]), code_hash=code_hash,
                      qr_hash=digest(code.token)))
        for child in children:
            rows.add(Guardianship(guardian=guardian, pupil_id=world.pupils[child]))
        world.people[name], world.guardians[name] = account.id, guardian.id
    world.cards[name] = DrawnCard(world.guardians[name], code.code, code.token)


def _add_instructions(world: World) -> None:
    tomorrow = today() + timedelta(days=1)
    for name, classroom, day, publish in (
        ("lecture", "cp", today(), True),
        ("draft", "cp", today(), False),
        ("calcul", "cm2", today(), True),
        ("demain", "cp", tomorrow, True),
        ("ailleurs", "unique", today(), True),
    ):
        teacher = {"cp": "petit", "cm2": "noir", "unique": "loin"}[classroom]
        school = "voisine" if classroom == "unique" else "bourg"
        give(world, name, classroom, teacher, school, day, publish=publish)


def give(
    world: World, name: str, classroom: str, teacher: str, school: str, day: date, *,
    publish: bool = True,
) -> int:
    """An instruction named « Consigne <name> »; returns and notes its id."""
    who = picture(world, teacher, school, Role.TEACHER)
    draft = Draft(f"Consigne {name}", day, "Français", 20, "une photo du cahier",
                  "Lis **tout** le texte.")
    with in_school(world.schools[school]):
        room = Classroom(id=world.classrooms[classroom])
        row = create_instruction(who, room, draft, [], publish=publish)
        world.instructions[name] = row.id
    return world.instructions[name]


def picture(world: World, name: str, school: str, role: Role) -> SignedIn:
    """Someone signed in, as actions see them, without a session."""
    uai = {"bourg": BOURG, "voisine": VOISINE}[school]
    place = SchoolPass(world.schools[school], uai, school, role)
    return SignedIn("", world.people[name], 0, "staff", name, {uai: place})


def change(model: type, row_id: int, **values: object) -> None:
    """Set columns of one row, whatever its school: the time machine of the tests."""
    with all_schools("tests"), writing() as rows:
        rows.execute(update(model).where(model.id == row_id).values(**values))
