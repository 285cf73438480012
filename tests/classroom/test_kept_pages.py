"""Pages kept ready are never out of date, and cost two statements."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from ecole.classroom.pages_kept import KeptPages
from ecole.classroom.routes.today import kept
from ecole.models import Pupil, School
from ecole.web.compression import Packed, pack
from tests.classroom.class_pages import (
    class_page,
    fields,
    instruction_page,
    new_page,
    picture,
    tick_address,
)
from tests.world import change

HERE = "/aujourdhui"


def test_a_hit_is_two_statements_and_nothing_else(sign_in, queries):
    parent = sign_in("claire")
    for _ in range(2):
        parent.get(HERE)
    queries.clear()
    assert parent.get(HERE).status_code == 200
    assert len(queries) == 2
    assert "device" in queries[0]
    assert "guardianship" in queries[1]


def test_a_miss_is_a_few_statements_however_much_work(sign_in, queries, give):
    """Bounded: the same with one instruction or with thirteen, files and links included."""
    counts = []
    for number in range(13):
        give(title=f"Numéro {number}", links="https://a.fr\nhttps://b.fr",
             files=[picture("a.png", "#160"), picture("b.png", "#161")])
        if number in (0, 12):
            parent = sign_in("claire")
            kept.pages.clear()
            queries.clear()
            parent.get(HERE)
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 17  # PostgreSQL: one more, the turn of the school


def test_nouveau_is_said_once(sign_in):
    """The page that says it is not kept."""
    parent = sign_in("claire")
    assert parent.get(HERE).text.count("Nouveau") == 2
    assert parent.get(HERE).text.count("Nouveau") == 0
    assert parent.get(HERE).text == parent.get(HERE).text


def test_a_notice_is_shown_once(sign_in):
    parent = sign_in("claire")
    for _ in range(2):
        parent.get(HERE)
    with parent.session_transaction() as cookies:
        cookies["_flashes"] = [("message", "Bonne nouvelle")]
    assert "Bonne nouvelle" in parent.get(HERE).text
    assert "Bonne nouvelle" not in parent.get(HERE).text


def test_pages_are_never_mixed(sign_in, world):
    """Two families, two days, two sessions of one parent: each has their own page."""
    tomorrow = f"/jour/{world.day + timedelta(days=1)}"
    claire, paul, again = sign_in("claire"), sign_in("paul"), sign_in("claire")
    pages = [visitor.get(address).text
             for _ in range(2)
             for visitor in (claire, paul, again)
             for address in (HERE, tomorrow)][6:]
    assert len(set(pages)) == 6
    for visitor, page in zip((claire, paul, again), pages[::2], strict=True):
        assert visitor.token() in page


def test_it_follows_the_name_of_the_school(sign_in, world, context):
    parent = sign_in("claire")
    for _ in range(2):
        parent.get(HERE)
    change(School, world.schools["bourg"], name="École Simone-Veil")
    assert "École Simone-Veil" in parent.get(HERE).text


def test_it_follows_midnight(sign_in, clock):
    clock(2027, 3, 9, 23, 59)
    parent = sign_in("claire")
    assert "mardi 9" in parent.get(HERE).text.replace("\u00a0", " ")
    clock(2027, 3, 10, 0, 0)
    assert "mercredi 10" in parent.get(HERE).text.replace("\u00a0", " ")


def test_it_is_not_kept_by_the_browser(sign_in):
    assert sign_in("claire").get(HERE).headers["Cache-Control"] == "no-store"


CHANGES = {
    "publish": lambda send, world: send("petit", instruction_page(world, "draft", "/publication")),
    "withdraw": lambda send, world: send("petit", instruction_page(world, "lecture",
                                                                    "/brouillon")),
    "delete": lambda send, world: send("petit", instruction_page(world, "lecture",
                                                                  "/suppression")),
    "edit": lambda send, world: send(
        "petit", instruction_page(world, "lecture", "/modifier"),
        **fields(world.day, revision="1", links="https://neuf.fr")),
    "new": lambda send, world: send("petit", new_page(world), **fields(world.day)),
    "tick": lambda send, world: send("paul", tick_address(world, "lecture", "lina")),
    "rename": lambda send, world: change(Pupil, world.pupils["lina"], first_name="Line"),
    "move": lambda send, world: change(Pupil, world.pupils["lina"],
                                       classroom_id=world.classrooms["cm2"]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_it_follows(sign_in, world, context, name):
    """Each change shows at the next opening: the page before is not the page after."""
    parent = sign_in("claire")
    parent.get(HERE)
    before = parent.get(HERE).text

    def send(who, address, **sent):
        assert sign_in(who).send(address, **sent).status_code == 303

    CHANGES[name](send, world)
    parent.get(HERE)
    after = parent.get(HERE).text
    assert after != before
    kept.pages.clear()
    assert parent.get(HERE).text == after
    assert sign_in("petit").get(class_page(world)).status_code == 200


def test_it_keeps_the_last_asked_for():
    pages = KeptPages(most=2)
    pages.keep("a", pack(b"1"))
    pages.keep("b", pack(b"2"))
    assert pages.find("a").plain == b"1"
    pages.keep("c", pack(b"3"))
    assert pages.find("b") is None
    assert (pages.find("a").plain, pages.find("c").plain) == (b"1", b"3")


def test_it_is_shared_by_threads():
    pages = KeptPages(most=5)
    wrong = []

    def ask(number):
        for turn in range(2000):
            key = (number + turn) % 9
            found = pages.find(key)
            if found is not None and found.plain != str(key).encode():
                wrong.append(key)
            pages.keep(key, Packed(str(key).encode(), b""))

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert len(pages.pages) == 5
