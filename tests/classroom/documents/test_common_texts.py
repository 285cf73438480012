"""The common text on the server: ordered, merged, kept in versions, by script and by form."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecole.classroom.documents import versions
from ecole.classroom.documents.documents import close_document
from ecole.classroom.documents.texts import (
    NotWritten,
    TooFar,
    news_since,
    restore,
    text_at,
    write,
    write_whole,
)
from ecole.classroom.documents.versions import versions_of
from ecole.models import Document, DocumentOperation, DocumentVersion
from ecole.models.document import COMMON_TEXT_MAX
from ecole.models.membership import Role
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school
from tests.classroom.class_pages import hidden
from tests.classroom.documents.conftest import Make, address, give_screen, read
from tests.classroom.documents.test_document_operations import check, play
from tests.classroom.documents.writers import Writer
from tests.conftest import Visitor
from tests.world import World, change, picture

SignIn = Callable[[str], Visitor]


@pytest.fixture
def inside(context: None, world: World) -> Iterator[None]:
    with in_school(world.schools["bourg"]):
        yield


@pytest.fixture
def petit(world: World) -> SignedIn:
    return picture(world, "petit", "bourg", Role.TEACHER)


@pytest.fixture
def claire(world: World) -> SignedIn:
    return picture(world, "claire", "bourg", Role.GUARDIAN)


def say(visitor: Visitor, document_id: int, base: int, operation: object, key: str = "k-1234567",
        **more: Any) -> Any:
    return visitor.send(address(document_id, "/operations"), base=base, key=key,
                        operation=json.dumps(operation), **more)


class RealServer:
    """The actions of the application, on the database."""

    def __init__(self, who: SignedIn, document_id: int, world: World) -> None:
        self.who, self.document_id, self.world = who, document_id, world

    def take(self, base: int, key: str, operation: Any) -> None:
        write(self.who, read(self.world, self.document_id), base, key, operation)

    def news(self, base: int) -> dict[str, Any]:
        return json.loads(json.dumps(news_since(read(self.world, self.document_id), base)))


@settings(max_examples=8, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data(), st.integers(2, 5))
def test_writers_converge_on_the_real_server(
    inside: None, make: Make, world: World, petit: SignedIn, data: Any, hands: int
) -> None:
    server = RealServer(petit, make(), world)
    writers = [Writer() for _ in range(hands)]
    put_in, removed = play(data, server, writers, data.draw(st.integers(1, 15)))
    check(read(world, server.document_id).text, writers, put_in, removed)


def test_one_who_missed_too_much_takes_the_text_again(
    inside: None, make: Make, world: World, petit: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what was typed meanwhile is not lost."""
    monkeypatch.setattr(versions, "OPERATIONS_KEPT", 3)
    monkeypatch.setattr(versions, "OPERATIONS_A_VERSION", 2)
    server = RealServer(petit, make(), world)
    away, here = Writer(), Writer()
    for writer in (away, here):
        writer.exchange(server)
    away.type(["Moi. "])
    for number in range(9):
        here.type([*([len(here.shown)] if here.shown else []), str(number)])
        here.exchange(server)
    assert db.session.query(DocumentOperation).count() <= 5
    with pytest.raises(TooFar):
        text_at(read(world, server.document_id), 1)
    away.hear(server.news(away.sequence))
    away.exchange(server)
    here.exchange(server)
    assert away.shown == here.shown
    assert "Moi. " in here.shown
    assert "012345678" in here.shown


def test_a_change_sent_twice_is_taken_once(make: Make, sign_in: SignIn, world: World) -> None:
    document_id, claire = make(), sign_in("claire")
    for _ in range(2):
        answer = say(claire, document_id, 0, ["Il pleut."])
        assert answer.json == {"sequence": 1, "operations": [
            {"key": "k-1234567", "operation": ["Il pleut."]}]}
    assert claire.get(address(document_id, "/operations?base=1")).json == {
        "sequence": 1, "operations": []}
    assert claire.get(address(document_id, "/operations")).json == {
        "sequence": 1, "text": "Il pleut."}


def test_two_changes_at_once_are_both_kept(make: Make, sign_in: SignIn) -> None:
    document_id = make()
    say(sign_in("claire"), document_id, 0, ["Il pleut. "], "claire-1")
    answer = say(sign_in("nadia"), document_id, 0, ["😀 Il vente."], "nadia-12")
    assert [row["operation"] for row in answer.json["operations"]] == [
        ["Il pleut. "], [10, "😀 Il vente."]]
    assert "Il pleut. 😀 Il vente." in sign_in("petit").get(address(document_id)).text


@pytest.mark.parametrize(("operation", "base", "key"), [
    ([1], 0, "k-1234567"), (["a"], 5, "k-1234567"), (["a"], -1, "k-1234567"),
    (["a\0"], 0, "k-1234567"), (["a"], 0, "short"), ("no", 0, "k-1234567"),
    (["\ud800"], 0, "k-1234567")])
def test_it_refuses_what_is_no_change(make: Make, sign_in: SignIn, operation: object, base: int,
                                      key: str) -> None:
    assert say(sign_in("claire"), make(), base, operation, key).status_code == 400


def test_it_refuses_deep_brackets(make: Make, sign_in: SignIn) -> None:
    answer = sign_in("claire").send(address(make(), "/operations"), base=0, key="k-1234567",
                                    operation="[" * 100_000)
    assert answer.status_code == 400


def test_a_closed_text_is_read_only(make: Make, sign_in: SignIn, inside: None,
                                    world: World) -> None:
    document_id, claire = make(), sign_in("claire")
    say(claire, document_id, 0, ["Il pleut."])
    page = claire.get(address(document_id))
    close_document(read(world, document_id), closed=True)
    answer = say(claire, document_id, 1, [9, " Encore."], "k-7654321")
    assert answer.status_code == 409
    assert "fermé" in answer.json["said"]
    assert answer.json["is_closed"]
    sent = claire.send(address(document_id), base=hidden(page, "base"), text="Il pleut. Encore.")
    assert sent.status_code == 409
    assert "Il pleut. Encore." in sent.text
    assert "<textarea" not in claire.get(address(document_id)).text


def test_a_huge_text_is_refused_and_kept(make: Make, sign_in: SignIn, world: World,
                                         inside: None) -> None:
    document_id, claire = make(), sign_in("claire")
    paste = "été " * 50_000
    answer = claire.send(address(document_id), base=0, text=paste)
    assert "trop long" in answer.text
    assert paste.strip() in answer.text
    assert read(world, document_id).text == ""
    assert say(claire, document_id, 0, [paste]).status_code == 409
    assert claire.send(address(document_id), base=0,
                       text="a" * COMMON_TEXT_MAX).status_code == 303


def test_it_works_by_form(make: Make, sign_in: SignIn, inside: None, world: World) -> None:
    """Two write from the same page; both are there, and nothing of the blanks is lost."""
    document_id = make()
    claire, nadia = sign_in("claire"), sign_in("nadia")
    claire.send(address(document_id), base=0, text="Lundi.\r\n\r\nMardi.\r\n")
    base = hidden(claire.get(address(document_id)), "base")
    claire.send(address(document_id), base=base, text="Lundi, la mer.\n\nMardi.\n")
    nadia.send(address(document_id), base=base, text="Lundi.\n\nMardi, la forêt.\n<b>👩‍👧</b>")
    assert read(world, document_id).text == "Lundi, la mer.\n\nMardi, la forêt.\n<b>👩‍👧</b>"
    assert "&lt;b&gt;👩‍👧" in nadia.get(address(document_id)).text


def test_a_form_from_too_long_ago_shows_both(
    make: Make, sign_in: SignIn, inside: None, world: World, petit: SignedIn,
    monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "OPERATIONS_KEPT", 1)
    monkeypatch.setattr(versions, "OPERATIONS_A_VERSION", 2)
    document_id, claire = make(), sign_in("claire")
    for number in range(9):
        write_whole(petit, read(world, document_id), number, "x" * (number + 1))
    answer = claire.send(address(document_id), base=1, text="Mon texte")
    assert answer.status_code == 409
    assert "Mon texte" in answer.text
    assert "xxxxxxxxx" in answer.text
    claire.send(address(document_id), base=hidden(answer, "base"), text="Mon texte")
    assert read(world, document_id).text == "Mon texte"
    assert "xxxxxxxxx" in [row.text for row in versions_of(read(world, document_id))]


def test_versions_say_who_wrote_what(make: Make, sign_in: SignIn, world: World, inside: None,
                                     ) -> None:
    document_id = make()
    say(sign_in("claire"), document_id, 0, ["Le chat dort."], "claire-1")
    long_ago = utc_now() - timedelta(minutes=10)
    (row,) = db.session.query(DocumentOperation).all()
    change(DocumentOperation, row.id, created_at=long_ago)
    lina = give_screen(sign_in("claire"), world, "lina")
    say(lina, document_id, 1, [3, "gros ", 10], "lina-1234")
    say(sign_in("petit"), document_id, 2, [13, -4, "mange", 1], "petit-12")
    teacher = sign_in("petit")
    page = teacher.get(address(document_id, "/versions"))
    assert "<ins>gros </ins><small> (BERNARD Lina) </small>" in page.text
    assert "<del>dort</del><small> (M. Petit) </small>" in page.text
    assert "<ins>mange</ins>" in page.text
    first = teacher.get(address(document_id, "/versions?version=1"))
    assert "<ins>Le chat dort.</ins><small> (Mme DUPUIS Claire) </small>" in first.text
    answer = teacher.send(address(document_id, "/versions"), version=1)
    assert answer.status_code == 303
    now = read(world, document_id)
    assert (now.text, now.sequence) == ("Le chat dort.", 4)
    assert [row.text for row in versions_of(now)] == [
        "Le chat dort.", "Le gros chat mange.", "Le chat dort."]


def test_restoring_keeps_what_is_written_meanwhile(
    make: Make, world: World, inside: None, petit: SignedIn, claire: SignedIn
) -> None:
    document_id = make()
    write_whole(claire, read(world, document_id), 0, "Un.\nDeux.\n")
    row = read(world, document_id)
    with writing() as rows:
        versions.close_version(rows, row, at_once=True)
    write_whole(claire, read(world, document_id), 1, "Un.\n")
    stale = read(world, document_id)
    assert stale.sequence == 2
    assert restore(petit, stale, 1)
    assert not restore(petit, read(world, document_id), 99)
    write(claire, read(world, document_id), 2, "late-one", ["Zéro.\n", 4])
    assert read(world, document_id).text == "Zéro.\nUn.\nDeux.\n"


def test_fifty_changes_make_a_version(make: Make, world: World, inside: None,
                                      petit: SignedIn) -> None:
    document_id = make()
    for number in range(51):
        write(petit, read(world, document_id), number, f"key-{number:05}",
              ["a", *([number] if number else [])])
    (row,) = db.session.query(DocumentVersion).all()
    assert (row.sequence, row.text) == (50, "a" * 50)
    assert row.changes == [[petit.account_id, None, ["a" * 50]]]


@pytest.mark.parametrize("name", ["rita", "noir", "loin", "mairie"])
def test_it_hides_from_others(make: Make, sign_in: SignIn, name: str) -> None:
    document_id, stranger = make(), sign_in(name)
    for rest in ("", "/operations?base=0", "/versions"):
        assert stranger.get(address(document_id, rest)).status_code == 404
    assert say(stranger, document_id, 0, ["a"]).status_code == 404
    assert stranger.send(address(document_id, "/versions"), version=1).status_code == 404


def test_families_do_not_read_who_wrote(make: Make, sign_in: SignIn) -> None:
    assert sign_in("claire").get(address(make(), "/versions")).status_code == 404


def test_it_needs_login(make: Make, client: Visitor) -> None:
    document_id = make()
    assert client.get(address(document_id, "/operations?base=0")).location.startswith("/entrer")
    assert say(client, document_id, 0, ["a"]).location.startswith("/entrer")


def test_a_draft_is_the_teachers(make: Make, sign_in: SignIn) -> None:
    document_id = make(publish=False)
    assert say(sign_in("claire"), document_id, 0, ["a"]).status_code == 404
    assert say(sign_in("petit"), document_id, 0, ["a"]).status_code == 200


def test_families_may_be_readers_only(make: Make, sign_in: SignIn, world: World,
                                      inside: None) -> None:
    document_id = make(families_may_write=False)
    claire = sign_in("claire")
    assert "<textarea" not in claire.get(address(document_id)).text
    assert say(claire, document_id, 0, ["a"]).status_code == 404
    refused = claire.send(address(document_id), base=0, text="Mon texte")
    assert refused.status_code == 409
    assert "Mon texte" in refused.text
    assert read(world, document_id).text == ""
    assert say(give_screen(sign_in("claire"), world, "lina"), document_id, 0,
               ["a"]).status_code == 200


def test_a_document_with_boxes_has_no_common_text(make: Make, sign_in: SignIn) -> None:
    document_id = make("boxes")
    assert sign_in("petit").get(address(document_id, "/operations?base=0")).status_code == 404
    assert sign_in("petit").get(address(document_id, "/versions")).status_code == 404


def test_asking_costs_the_same_whatever_was_written(
    make: Make, sign_in: SignIn, queries: list[str]
) -> None:
    document_id, claire = make(), sign_in("claire")
    claire.get(address(document_id, "/operations?base=0"))
    queries.clear()
    claire.get(address(document_id, "/operations?base=0"))
    quiet = len(queries)
    for number in range(6):
        say(claire, document_id, number, ["a", *([number] if number else [])], f"key-{number:05}")
    queries.clear()
    claire.get(address(document_id, "/operations?base=0"))
    assert len(queries) <= quiet + 1 <= 6


def test_a_refusal_is_named(make: Make, world: World, inside: None, petit: SignedIn) -> None:
    document_id = make()
    row = read(world, document_id)
    change(Document, document_id, deleted_at=utc_now())
    with pytest.raises(NotWritten, match="plus là"):
        write(petit, row, 0, "key-12345", ["a"])


def test_a_text_taken_back_meanwhile_gives_what_was_typed(make: Make, sign_in: SignIn,
                                                          world: World) -> None:
    document_id, claire = make(), sign_in("claire")
    sign_in("petit").send(address(document_id, "/brouillon"))
    answer = claire.send(address(document_id), base=0, text="Mon long texte")
    assert answer.status_code == 409
    assert "Mon long texte" in answer.text
    assert "Le journal de la classe" not in answer.text
    assert sign_in("noir").send(address(document_id), base=0, text="a").status_code == 404


def test_a_tab_left_open_never_writes_under_anothers_name(
    make: Make, sign_in: SignIn, world: World, inside: None,
) -> None:
    document_id = make()
    child = give_screen(sign_in("claire"), world, "lina")
    answer = say(child, document_id, 0, ["a"], by="adult")
    assert answer.status_code == 409
    assert "quelqu’un d’autre de la famille" in answer.json["said"]
    assert answer.json["is_closed"]
    assert read(world, document_id).text == ""
    assert say(child, document_id, 0, ["a"], by=world.pupils["lina"]).status_code == 200
    late = say(sign_in("claire"), document_id, 1, [1, "b"], "k-7654321", by=world.pupils["lina"])
    assert late.status_code == 409
    assert read(world, document_id).text == "a"
