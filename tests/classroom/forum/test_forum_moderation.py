"""The teacher's side of the forum: what waits, what is reported, what is hidden, how it works."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from ecole.classroom.forum.rules import Rules, rules_of
from ecole.models.message import Message, MessageReport
from ecole.models.topic import Topic
from ecole.operations.nightly import tidy
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools, in_school
from tests.classroom.class_pages import class_page, errors_in, key, picture
from tests.classroom.forum.talks import (
    forum,
    message_at,
    messages,
    open_topic,
    reply,
    set_rules,
    shown,
    topic_at,
    write,
)
from tests.conftest import Visitor
from tests.guards.test_pupil_space import in_space
from tests.world import World, change

SignIn = Callable[[str], Visitor]


@pytest.fixture
def petit(sign_in: SignIn) -> Visitor:
    return sign_in("petit")


@pytest.fixture
def topic(context: None, petit: Visitor, world: World) -> int:
    return open_topic(petit, world, pupils_may_write="y")


@pytest.fixture
def waiting(sign_in: SignIn, world: World, topic: int) -> int:
    """What Lina wrote, and nobody read yet."""
    return write(in_space(sign_in("claire"), world, "lina"), topic, "On a vu un hérisson.")


def reports() -> int:
    with all_schools("tests"):
        return int(db.session.query(MessageReport).count())


def test_what_waits_is_said_and_approved_in_one_tap(petit: Visitor, sign_in: SignIn, world: World,
                                                    topic: int, waiting: int) -> None:
    assert "1\u00a0message à approuver" in petit.get(class_page(world)).text
    assert "1\u00a0message à approuver" in petit.get(forum(world)).text
    page = petit.get(forum(world, "/attente")).text
    assert "Lina, avec le compte de Mme DUPUIS Claire" in shown(page)[0]
    answer = petit.send(message_at(waiting, "/publication"), **{"from": "waiting"})
    assert answer.location == forum(world, "/attente")
    assert "Rien à relire" in petit.get(forum(world, "/attente")).text
    assert "à approuver" not in petit.get(class_page(world)).text
    assert "hérisson" in sign_in("nadia").get(topic_at(topic)).text


def test_what_is_refused_is_known_to_its_writer_only(petit: Visitor, sign_in: SignIn, world: World,
                                                     topic: int, waiting: int) -> None:
    petit.send(message_at(waiting, "/masquage"), **{"from": "waiting"})
    assert "Rien à relire" in petit.get(forum(world, "/attente")).text
    assert "hérisson" not in sign_in("nadia").get(topic_at(topic)).text
    lina = in_space(sign_in("claire"), world, "lina")
    assert "non publié" in lina.get(topic_at(topic)).text
    petit.send(message_at(waiting, "/publication"))
    assert "hérisson" in sign_in("nadia").get(topic_at(topic)).text


def test_hidden_and_shown_again(petit: Visitor, sign_in: SignIn, topic: int) -> None:
    claire, nadia = sign_in("claire"), sign_in("nadia")
    message = write(claire, topic, "Une parole blessante.")
    reply(nadia, message, "Ce n’est pas gentil.")
    petit.send(message_at(message, "/masquage"))
    texts = shown(nadia.get(topic_at(topic)).text)
    assert texts[1] == "Ce message n’est plus là."
    assert "blessante" not in " ".join(texts)
    assert "pas gentil" in texts[2]
    assert "masqué" in claire.get(topic_at(topic)).text
    (_, row, _) = messages(topic)
    assert row.hidden_by_id is not None
    petit.send(message_at(message, "/remise"))
    assert "blessante" in nadia.get(topic_at(topic)).text


def test_a_report_is_one_for_each_adult(petit: Visitor, sign_in: SignIn, world: World,
                                        topic: int) -> None:
    message = write(sign_in("claire"), topic, "Une parole blessante.")
    nadia, paul = sign_in("nadia"), sign_in("paul")
    assert "blessante" in nadia.get(message_at(message, "/signaler")).text
    for reason in ("", "Elle parle de mon fils."):
        nadia.send(message_at(message, "/signaler"), reason=reason)
    paul.send(message_at(message, "/signaler"))
    assert reports() == 2
    assert "1\u00a0message signalé" in petit.get(class_page(world)).text
    page = petit.get(forum(world, "/attente")).text
    assert "Mme AMRANI Nadia\u00a0: «\u00a0Elle parle de mon fils.\u00a0»" in page
    assert "Signalé par M. BERNARD Paul" in page
    for other in (sign_in("claire"), paul):
        assert "AMRANI" not in other.get(topic_at(topic)).text


@pytest.mark.parametrize("what", ["/signalements", "/masquage"])
def test_a_report_is_settled(petit: Visitor, sign_in: SignIn, world: World, topic: int,
                             what: str) -> None:
    message = write(sign_in("claire"), topic, "Une parole.")
    sign_in("nadia").send(message_at(message, "/signaler"))
    petit.send(message_at(message, what))
    assert "signalé" not in petit.get(class_page(world)).text
    assert "Rien à relire" in petit.get(forum(world, "/attente")).text
    is_shown = "Une parole." in sign_in("paul").get(topic_at(topic)).text
    assert is_shown == (what == "/signalements")
    sign_in("nadia").send(message_at(message, "/signaler"))
    assert reports() == 1


def test_nobody_reports_what_they_wrote_or_cannot_read(sign_in: SignIn, topic: int,
                                                       waiting: int) -> None:
    message = write(sign_in("claire"), topic)
    assert sign_in("claire").send(message_at(message, "/signaler")).status_code == 404
    assert sign_in("nadia").send(message_at(waiting, "/signaler")).status_code == 404
    assert reports() == 0


def test_a_reason_too_long_is_kept_in_its_form(sign_in: SignIn, topic: int) -> None:
    message = write(sign_in("claire"), topic)
    answer = sign_in("nadia").send(message_at(message, "/signaler"), reason="x" * 301)
    assert errors_in(answer) == ["300 lettres au plus."]
    assert "x" * 301 in answer.text


def test_a_topic_goes_to_the_trash_and_comes_back(petit: Visitor, sign_in: SignIn, world: World,
                                                  topic: int) -> None:
    claire = sign_in("claire")
    message = write(claire, topic)
    petit.send(topic_at(topic, "/suppression"))
    assert "Vos livres" not in petit.get(forum(world)).text
    for address in (topic_at(topic), message_at(message), message_at(message, "/reponse")):
        assert claire.get(address).status_code == 404
        assert petit.get(address).status_code == 404
    page = petit.get(class_page(world) + "/corbeille").text
    assert "Vos livres" in page
    petit.send(f"{class_page(world)}/corbeille/sujet/{key(topic)}/restauration")
    assert "Un conte." in claire.get(topic_at(topic)).text


def test_settings_are_kept(petit: Visitor, world: World, context: None) -> None:
    answer = petit.send(forum(world, "/reglages"), families_may_open="y", approves_families="y",
                        slow_minutes="3", opens="08:00", closes="18:30")
    assert answer.status_code == 303
    petit.send(forum(world, "/reglages"), families_may_open="y", slow_minutes="3", opens="8h",
               closes="18:30")
    with in_school(world.schools["bourg"]):
        assert rules_of(world.classrooms["cp"]) == Rules(
            families_may_open=True, approves_families=False, approves_pupils=False,
            slow_minutes=3, opens_minute=480, closes_minute=1110)
    assert 'value="18:30"' in petit.get(forum(world, "/reglages")).text


@pytest.mark.parametrize(("fields", "said"), [
    ({"opens": "08:00"}, "Donnez les deux heures, ou aucune."),
    ({"opens": "08:00", "closes": "08:00"}, "Donnez deux heures différentes."),
    ({"slow_minutes": "-1"}, "Entre 0 et 1440 minutes."),
])
def test_settings_that_make_no_sense(petit: Visitor, world: World, context: None,
                                     fields: dict[str, str], said: str) -> None:
    answer = petit.send(forum(world, "/reglages"), **{"slow_minutes": "0", **fields})
    assert errors_in(answer) == [said]
    with in_school(world.schools["bourg"]):
        assert rules_of(world.classrooms["cp"]) == Rules()


def test_a_title_given_meanwhile_is_shown(petit: Visitor, sign_in: SignIn, topic: int) -> None:
    address = topic_at(topic, "/modifier")
    sign_in("rossi").send(address, title="Nos livres", seen="Vos livres")
    answer = petit.send(address, title="Vos lectures", seen="Vos livres")
    assert "L’autre titre\u00a0: Nos livres" in answer.text
    assert "Vos lectures" in answer.text
    assert petit.send(address, title="Vos lectures", seen="Nos livres").status_code == 303
    assert "Vos lectures" in petit.get(topic_at(topic)).text


def test_another_class_is_hidden(sign_in: SignIn, topic: int, waiting: int) -> None:
    """The matrix walks the routes; here, what a teacher of another class may not decide."""
    noir = sign_in("noir")
    assert noir.send(message_at(waiting, "/publication")).status_code == 404
    assert noir.get(topic_at(topic)).status_code == 404


def test_what_waits_is_counted_at_once(petit: Visitor, sign_in: SignIn, world: World, topic: int,
                                       queries: list[str]) -> None:
    set_rules(world, approves_families=True)
    counts = []
    for _ in range(3):
        for name in ("claire", "paul", "nadia"):
            write(sign_in(name), topic)
        pair = []
        for address in (class_page(world), forum(world, "/attente")):
            queries.clear()
            petit.get(address)
            pair.append(len(queries))
        counts.append(pair)
    assert counts[0] == counts[1] == counts[2]


def test_a_topic_not_out_yet_counts_no_visitor(sign_in: SignIn, topic: int) -> None:
    change(Topic, topic, published_at=None)
    assert sign_in("claire").get(topic_at(topic)).status_code == 404


def test_the_night_erases_a_topic_with_all_it_holds(app: Flask, petit: Visitor, sign_in: SignIn,
                                                    world: World, topic: int) -> None:
    claire = sign_in("claire")
    message = write(claire, topic, files=[picture("a.png")])
    reply(sign_in("nadia"), message)
    sign_in("nadia").send(message_at(message, "/signaler"))
    alone = write(claire, open_topic(petit, world, "Autre"), "Enlevé.")
    change(Topic, topic, deleted_at=utc_now() - timedelta(days=31))
    change(Message, alone, deleted_at=utc_now() - timedelta(days=31))
    tidy(app)
    assert messages(topic) == []
    assert reports() == 0
    with all_schools("tests"):
        assert db.session.get(Message, alone) is None
