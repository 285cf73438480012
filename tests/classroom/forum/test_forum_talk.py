"""The forum of a class: topics, messages and answers, who reads them and under which names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from ecole.classroom.forum.threads import MESSAGES_A_PAGE
from ecole.models.message import MESSAGE_MAX, Message
from ecole.models.topic import Topic
from ecole.storage.columns import utc_now
from tests.accounts.doors import type_code
from tests.classroom.class_pages import errors_in, from_disk, hidden, picture
from tests.classroom.forum.talks import (
    forum,
    message_at,
    messages,
    open_topic,
    reply,
    set_rules,
    shown,
    topic_at,
    topics,
    write,
)
from tests.conftest import Visitor
from tests.guards.test_pupil_space import in_space
from tests.web.test_parked_forms import end_sessions
from tests.world import World, change

SignIn = Callable[[str], Visitor]


@pytest.fixture
def topic(context: None, sign_in: SignIn, world: World) -> int:
    return open_topic(sign_in("petit"), world)


@pytest.fixture
def pupils_topic(context: None, sign_in: SignIn, world: World) -> int:
    return open_topic(sign_in("petit"), world, "La sortie", pupils_may_write="y")


@pytest.fixture
def lina(sign_in: SignIn, world: World) -> Visitor:
    return in_space(sign_in("claire"), world, "lina")


def test_it_works(sign_in: SignIn, world: World, topic: int) -> None:
    claire, nadia = sign_in("claire"), sign_in("nadia")
    first = write(claire, topic, "Un conte de loups.")
    write(nadia, topic, "Une bande dessinée.")
    reply(sign_in("paul"), first, "Lequel ?")
    page = nadia.get(topic_at(topic)).text
    texts = shown(page)
    assert "M. Petit" in texts[0]
    assert "Mme Dupuis" in texts[1]
    assert "Un conte de loups." in texts[1]
    assert "M. Bernard" in texts[2]
    assert "Lequel ?" in texts[2]
    assert "Mme Amrani" in texts[3]
    assert page.count("message--answer") == 1
    listed = nadia.get(forum(world)).text
    assert "Vos livres" in listed
    assert "4\u00a0messages" in listed


def test_the_staff_knows_who_wrote(sign_in: SignIn, lina: Visitor, pupils_topic: int) -> None:
    write(sign_in("claire"), pupils_topic)
    write(lina, pupils_topic, "Moi !")
    page = sign_in("petit").get(topic_at(pupils_topic)).text
    assert "Mme DUPUIS Claire" in page
    assert "Lina, avec le compte de Mme DUPUIS Claire" in page


def test_a_pupils_message_waits(sign_in: SignIn, lina: Visitor, pupils_topic: int) -> None:
    message = write(lina, pupils_topic, "On a vu un hérisson.")
    assert "en attente" in lina.get(topic_at(pupils_topic)).text
    for other in ("nadia", "paul"):
        assert "hérisson" not in sign_in(other).get(topic_at(pupils_topic)).text
    petit = sign_in("petit")
    petit.send(message_at(message, "/publication"))
    page = sign_in("nadia").get(topic_at(pupils_topic)).text
    assert "hérisson" in page
    assert "Lina" in page
    assert "BERNARD" not in page


def test_a_pupil_meets_the_topics_of_pupils_only(sign_in: SignIn, world: World, lina: Visitor,
                                                 topic: int, pupils_topic: int) -> None:
    page = lina.get(forum(world)).text
    assert "La sortie" in page
    assert "Vos livres" not in page
    assert lina.get(topic_at(topic)).status_code == 404
    assert lina.send(topic_at(topic), text="Coucou").status_code == 404
    message = write(sign_in("claire"), topic)
    assert lina.get(message_at(message, "/reponse")).status_code == 404


def test_a_teacher_may_let_pupils_write_at_once(world: World, sign_in: SignIn, lina: Visitor,
                                                pupils_topic: int) -> None:
    set_rules(world, approves_pupils=False)
    write(lina, pupils_topic, "Moi !")
    assert "Moi !" in sign_in("nadia").get(topic_at(pupils_topic)).text


def test_messages_of_families_wait_where_asked(world: World, sign_in: SignIn, topic: int) -> None:
    set_rules(world, approves_families=True)
    claire = sign_in("claire")
    message = write(claire, topic, "Un conte.")
    assert "en attente" in claire.get(topic_at(topic)).text
    assert "Un conte." not in sign_in("nadia").get(topic_at(topic)).text
    assert sign_in("nadia").get(message_at(message)).status_code == 404
    write(sign_in("petit"), topic, "Le mien paraît.")
    assert "Le mien paraît." in sign_in("nadia").get(topic_at(topic)).text


def test_families_open_topics_where_allowed(world: World, sign_in: SignIn, context: None) -> None:
    claire = sign_in("claire")
    assert claire.get(forum(world, "/nouveau")).status_code == 404
    assert "Nouveau sujet" not in claire.get(forum(world)).text
    set_rules(world, families_may_open=True)
    assert "Nouveau sujet" in claire.get(forum(world)).text
    made = open_topic(claire, world, "Un covoiturage", is_pinned="y", pupils_may_write="y")
    (row,) = topics()
    assert (row.id, row.is_pinned, row.pupils_may_write) == (made, False, False)
    assert "Un covoiturage" in sign_in("nadia").get(forum(world)).text


def test_a_familys_topic_waits_with_its_message(world: World, sign_in: SignIn,
                                                context: None) -> None:
    set_rules(world, families_may_open=True, approves_families=True)
    claire, nadia = sign_in("claire"), sign_in("nadia")
    made = open_topic(claire, world, "Un covoiturage")
    assert "en attente" in claire.get(forum(world)).text
    assert "covoiturage" not in nadia.get(forum(world)).text
    assert nadia.get(topic_at(made)).status_code == 404
    (message,) = messages(made)
    sign_in("petit").send(message_at(message.id, "/publication"))
    assert "covoiturage" in nadia.get(forum(world)).text
    assert nadia.get(topic_at(made)).status_code == 200


def test_a_topic_refused_meanwhile_gives_its_text_back(world: World, sign_in: SignIn,
                                                       context: None) -> None:
    answer = sign_in("claire").send(forum(world, "/nouveau"), title="Un covoiturage", text="Qui ?")
    assert answer.status_code == 409
    assert errors_in(answer) == ["Ici, l’école ouvre les sujets."]
    assert "Un covoiturage" in answer.text
    assert topics() == []


def test_a_topic_closed_while_answering(sign_in: SignIn, topic: int) -> None:
    claire = sign_in("claire")
    message = write(claire, topic)
    sign_in("petit").send(topic_at(topic, "/fermeture"))
    for address in (topic_at(topic), message_at(message, "/reponse")):
        answer = claire.send(address, text="Un long texte écrit pour rien ?")
        assert answer.status_code == 409
        assert errors_in(answer) == ["Ce sujet est fermé\u00a0: on peut le lire, pas y répondre."]
        assert "Un long texte écrit pour rien ?" in answer.text
    assert len(messages(topic)) == 2
    page = claire.get(topic_at(topic)).text
    assert "<textarea" not in page
    sign_in("petit").send(topic_at(topic, "/reouverture"))
    write(claire, topic)


def test_a_topic_deleted_while_answering(sign_in: SignIn, topic: int) -> None:
    claire = sign_in("claire")
    sign_in("petit").send(topic_at(topic, "/suppression"))
    answer = claire.send(topic_at(topic), text="Un long texte.")
    assert (answer.status_code, errors_in(answer)) == (409, ["Ce sujet n’est plus là."])
    assert "Un long texte." in answer.text
    assert "Vos livres" not in answer.text
    assert claire.get(topic_at(topic)).status_code == 404


def test_a_message_that_went_while_answering(sign_in: SignIn, topic: int) -> None:
    message = write(sign_in("claire"), topic)
    sign_in("petit").send(message_at(message, "/masquage"))
    answer = sign_in("nadia").send(message_at(message, "/reponse"), text="Moi aussi.")
    assert answer.status_code == 409
    assert errors_in(answer) == ["Le message auquel vous répondez n’est plus là."]
    assert "Moi aussi." in answer.text
    assert "Un conte." not in answer.text


def test_outside_the_hours_the_text_stays(sign_in: SignIn, world: World, topic: int,
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    set_rules(world, opens_minute=8 * 60, closes_minute=18 * 60)
    at_hour(monkeypatch, 20)
    claire = sign_in("claire")
    answer = claire.send(topic_at(topic), text="Bonsoir.")
    assert answer.status_code == 409
    assert "à partir de" in errors_in(answer)[0]
    assert "8\u00a0h\u00a000" in errors_in(answer)[0]
    assert "Bonsoir." in answer.text
    page = claire.get(topic_at(topic)).text
    assert "Que lisez-vous ?" in page
    assert "<textarea" not in page
    assert "écrire de 8\u00a0h\u00a000" in claire.get(forum(world)).text
    write(sign_in("petit"), topic, "Le soir, la maîtresse peut.")
    at_hour(monkeypatch, 9)
    write(claire, topic, "Bonjour.")


def at_hour(monkeypatch: pytest.MonkeyPatch, hour: int) -> None:
    """The forum reads this clock only: sessions keep theirs."""
    from datetime import datetime

    from ecole.classroom.forum import talking
    from ecole.web.words import PARIS, today

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            day = today()
            return datetime(day.year, day.month, day.day, hour, tzinfo=PARIS)

    monkeypatch.setattr(talking, "datetime", Stopped)


def test_slow_mode_says_how_long(sign_in: SignIn, world: World, topic: int) -> None:
    set_rules(world, slow_minutes=5)
    claire = sign_in("claire")
    first = write(claire, topic)
    change(Message, first, created_at=utc_now() - timedelta(minutes=2, seconds=10))
    claire.send(message_at(first, "/suppression"))
    answer = claire.send(topic_at(topic), text="Encore un mot.")
    assert answer.status_code == 409
    assert errors_in(answer) == ["Attendez encore 3\u00a0minutes, puis envoyez."]
    assert "Encore un mot." in answer.text
    write(sign_in("paul"), topic)
    change(Message, first, created_at=utc_now() - timedelta(minutes=5))
    write(claire, topic, "Encore un mot.")


@pytest.mark.parametrize("text", ["", "  \r\n ", "\u200b\u200b"])
def test_an_empty_message_is_refused(sign_in: SignIn, topic: int, text: str) -> None:
    answer = sign_in("claire").send(topic_at(topic), text=text)
    assert errors_in(answer) == [
        "Il n’y a rien à envoyer. Prenez une photo, ou écrivez quelques mots."]
    assert len(messages(topic)) == 1


@pytest.mark.parametrize("text", ["é" * 200_000, "😀" * (MESSAGE_MAX + 1)])
def test_a_message_too_long_is_kept_in_its_form(sign_in: SignIn, topic: int, text: str) -> None:
    answer = sign_in("claire").send(topic_at(topic), text=text)
    assert "trop long" in errors_in(answer)[0]
    assert text in answer.text
    assert len(messages(topic)) == 1


@pytest.mark.parametrize("text", ["😀" * 3000, "مرحبا بالجميع", "<script>alert(1)</script>",
                                  "{{ 7*7 }}", "Une ligne.\r\nUne autre."])
def test_a_text_is_shown_as_it_was_typed(sign_in: SignIn, topic: int, text: str) -> None:
    from markupsafe import escape

    write(sign_in("claire"), topic, text)
    page = sign_in("nadia").get(topic_at(topic)).text
    assert f'dir="auto">{escape(text).replace(chr(13), "")}</div>' in page


def test_addresses_are_links_that_lead_out_safely(sign_in: SignIn, topic: int) -> None:
    write(sign_in("claire"), topic,
          'Ici : https://exemple.org/a?b=1&c="x". javascript:alert(1) http://exemple.org/<b>')
    page = sign_in("nadia").get(topic_at(topic)).text
    assert ('<a href="https://exemple.org/a?b=1&amp;c=" rel="noopener noreferrer nofollow">'
            in page)
    assert 'href="javascript' not in page
    assert "<b>" not in shown(page)[-1]


def test_sent_twice_it_is_one(sign_in: SignIn, topic: int) -> None:
    claire = sign_in("claire")
    places = {claire.send(topic_at(topic), text="Une fois.", submission="k").location
              for _ in range(2)}
    assert len(places) == 1
    assert len(messages(topic)) == 2


def test_a_photo_and_a_voice(app: Flask, sign_in: SignIn, topic: int, media: Path) -> None:
    claire = sign_in("claire")
    message = write(claire, topic, "", files=[picture("dessin.png"),
                                              from_disk(media / "la-dictee.m4a")])
    page = sign_in("nadia").get(topic_at(topic)).text
    assert "<audio" in page
    assert "dessin" in page
    address = page.partition('<audio class="message__sound" controls preload="none" src="')[2]
    address = address.partition('"')[0]
    assert sign_in("nadia").get(address).status_code == 200
    sign_in("petit").send(message_at(message, "/masquage"))
    assert sign_in("nadia").get(address).status_code == 404
    assert sign_in("petit").get(address).status_code == 200


def test_files_are_kept_while_the_text_is_mended(sign_in: SignIn, topic: int) -> None:
    claire = sign_in("claire")
    answer = claire.send(topic_at(topic), text="x" * 6000, files=[picture("dessin.png")])
    assert "Déjà reçus" in answer.text
    write(claire, topic, "Court.", kept=hidden(answer, "kept"))
    assert "dessin" in shown(claire.get(topic_at(topic)).text)[-1]


def test_too_many_files_is_said(sign_in: SignIn, topic: int) -> None:
    answer = sign_in("claire").send(
        topic_at(topic), text="Voici.",
        files=[picture(f"{n}.png", colour) for n, colour in
               enumerate(("red", "blue", "green", "black", "white"))])
    assert errors_in(answer) == ["4 photos ou sons au plus dans un message."]


def test_an_answer_to_an_answer_goes_on_under_the_same(sign_in: SignIn, topic: int) -> None:
    claire, nadia = sign_in("claire"), sign_in("nadia")
    first = write(claire, topic, "Un conte.")
    second = reply(nadia, first, "Lequel ?")
    write(nadia, topic, "Autre chose.")
    reply(claire, second, "Le Petit Poucet.")
    page = claire.get(topic_at(topic)).text
    order = [next(word for word in ("Que", "Un conte", "Lequel", "Poucet", "Autre")
                  if word in text) for text in shown(page)]
    assert order == ["Que", "Un conte", "Lequel", "Poucet", "Autre"]
    assert page.count("message--answer") == 2


def test_long_threads_have_pages(sign_in: SignIn, topic: int) -> None:
    claire = sign_in("claire")
    for number in range(MESSAGES_A_PAGE):
        write(claire, topic, f"Message {number}.")
    answer = claire.send(topic_at(topic), text="Le dernier.")
    assert "page=2#message-" in answer.location
    first, second = claire.get(topic_at(topic)).text, claire.get(topic_at(topic) + "?page=2").text
    assert len(shown(first)) == MESSAGES_A_PAGE
    assert [("Le dernier." in text) for text in shown(second)] == [False, True]
    assert "page=3" not in second


def test_the_fullest_page_is_not_too_heavy(sign_in: SignIn, topic: int) -> None:
    """Each page opened by a test is counted (tests/page_checks.py)."""
    claire = sign_in("claire")
    colours = ("red", "blue", "green", "black")
    for number in range(MESSAGES_A_PAGE - 1):
        write(claire, topic, f"{number} https://exemple.org/{number}",
              files=[picture(f"{colour}.png", colour) for colour in colours])
    page = sign_in("rossi").get(topic_at(topic)).text
    assert len(shown(page)) == MESSAGES_A_PAGE
    assert page.count('class="message__photo"') == 4 * (MESSAGES_A_PAGE - 1)


@pytest.mark.parametrize("where", ["topic", "reply"])
def test_a_session_that_ended_keeps_the_text(app: Flask, sign_in: SignIn, world: World, topic: int,
                                             where: str) -> None:
    claire = sign_in("claire")
    address = topic_at(topic)
    if where == "reply":
        address = message_at(write(claire, topic), "/reponse")
    claire.get(address)
    end_sessions(app)
    answer = claire.send(address, text="Un long message.")
    assert answer.location == f"/entrer?suite={address}"
    type_code(claire, world.cards["claire"].code)
    page = claire.get(address).text
    assert "Voici votre texte" in page
    assert "Un long message." in page


def test_taken_back_and_put_back(sign_in: SignIn, topic: int) -> None:
    claire, nadia = sign_in("claire"), sign_in("nadia")
    message = write(claire, topic, "Une bêtise.")
    assert nadia.send(message_at(message, "/suppression")).status_code == 404
    claire.send(message_at(message, "/suppression"))
    assert "bêtise" not in nadia.get(topic_at(topic)).text
    assert "bêtise" not in sign_in("petit").get(topic_at(topic)).text
    page = claire.get(topic_at(topic)).text
    assert "bêtise" in page
    assert "Remettre" in page
    claire.send(message_at(message, "/restauration"))
    assert "bêtise" in nadia.get(topic_at(topic)).text


def test_after_thirty_days_it_is_gone(sign_in: SignIn, topic: int) -> None:
    claire = sign_in("claire")
    message = write(claire, topic, "Une bêtise.")
    change(Message, message, deleted_at=utc_now() - timedelta(days=30))
    assert "bêtise" not in claire.get(topic_at(topic)).text
    assert claire.send(message_at(message, "/restauration")).status_code == 404


def test_answers_stay_when_their_message_goes(sign_in: SignIn, topic: int) -> None:
    claire, nadia = sign_in("claire"), sign_in("nadia")
    message = write(claire, topic, "Une question ?")
    reply(nadia, message, "La réponse.")
    claire.send(message_at(message, "/suppression"))
    texts = shown(sign_in("paul").get(topic_at(topic)).text)
    assert texts[1] == "Ce message n’est plus là."
    assert "La réponse." in texts[2]


def test_pinned_topics_come_first(sign_in: SignIn, world: World, topic: int) -> None:
    petit = sign_in("petit")
    pinned = open_topic(petit, world, "Le règlement", is_pinned="y")
    late = open_topic(petit, world, "Le goûter")
    change(Topic, pinned, last_message_at=utc_now() - timedelta(days=9))
    change(Topic, topic, last_message_at=utc_now() - timedelta(days=1))
    page = sign_in("claire").get(forum(world)).text
    places = [page.index(title) for title in ("Le règlement", "Le goûter", "Vos livres")]
    assert places == sorted(places)
    assert late


@pytest.mark.parametrize("name", ["claire", "petit"])
def test_a_bounded_number_of_statements(sign_in: SignIn, world: World, topic: int,
                                        queries: list[str], name: str) -> None:
    visitor, others = sign_in(name), [sign_in(each) for each in ("claire", "paul", "nadia")]
    counts = []
    for turn in range(3):
        for number, other in enumerate(others):
            reply(other, write(other, topic, f"{turn} {number}", files=[picture("a.png")]))
        pair = []
        for address in (forum(world), topic_at(topic), forum(world)):
            queries.clear()
            visitor.get(address)
            pair.append(len(queries))
        counts.append(pair)
        open_topic(sign_in("petit"), world, f"Sujet {turn}")
    assert counts[0] == counts[1] == counts[2]
    assert max(counts[0]) <= 16
