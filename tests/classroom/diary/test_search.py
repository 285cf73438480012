"""Search in a class: words found whatever their accents, and nothing that is hidden."""

from __future__ import annotations

import html
import re

import pytest

from ecole.classroom.diary.extracts import extract, marked
from ecole.classroom.diary.search import words_in
from ecole.models import Document, Instruction, Message, NewsItem, Topic
from ecole.storage.columns import utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school
from tests.classroom.class_pages import class_page
from tests.classroom.diary.random_class import KINDS, RandomClass

pytestmark = pytest.mark.usefixtures("context")


def search_of(world, words, page=1, classroom="cp"):
    return f"{class_page(world, classroom)}/recherche?mots={words}&page={page}"


@pytest.fixture
def add(world):
    """Rows of the CP, published by its teacher."""

    def added(*rows):
        with in_school(world.schools["bourg"]), writing() as session:
            for row in rows:
                if not isinstance(row, Message):
                    row.classroom_id = world.classrooms["cp"]
                row.author_id = world.people["petit"]
                row.published_at = utc_now()
                session.add(row)
                session.flush()
        db.session.remove()

    return added


def hits(visitor, address):
    """(kind, whole text) of what is found."""
    page = visitor.get(address).text
    found = re.findall(r'class="hits__one">(.*?)</li>', page, re.DOTALL)
    return [html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", hit))).strip()
            for hit in found]


def all_hits(visitor, world, words):
    found, page = [], 1
    while some := hits(visitor, search_of(world, words, page)):
        found, page = found + some, page + 1
        assert len(some) <= 20
    return found


def test_it_works(sign_in, world, add):
    text = "<p>L’été, <b>à Évreux</b>.</p>"
    add(Instruction(title="La dictée", body_html=text, day_on=world.day),
        Instruction(title="Calcul", day_on=world.day))
    page = sign_in("claire").get(search_of(world, "DICTEE")).text
    assert "La <mark>dictée</mark>" in page
    assert "1\u00a0résultat" in page
    assert "Calcul" not in page
    found = hits(sign_in("claire"), search_of(world, "l'ete+evreux"))
    assert "L’été, à Évreux" in found[0]


def test_all_the_words_are_wanted(sign_in, world, add):
    add(NewsItem(title="Le marché", body_html="<p>de Noël</p>"), NewsItem(title="Le marché"))
    assert len(hits(sign_in("claire"), search_of(world, "noel+marche"))) == 1
    assert len(hits(sign_in("claire"), search_of(world, "marche"))) == 2


def test_each_kind_is_found(sign_in, world, add):
    topic = Topic(id=77, title="Girafe du forum")
    add(topic, Message(topic_id=77, text="Une girafe en message"),
        Document(kind="text", title="Girafe commune", text="", sequence=0),
        NewsItem(title="Girafe"), Instruction(title="Girafe", day_on=world.day))
    kinds = [hit.split(" · ")[0] for hit in hits(sign_in("claire"), search_of(world, "girafe"))]
    assert sorted(kinds) == ["Actualité", "Consigne", "Document collectif", "Message du forum",
                             "Sujet du forum"]


@pytest.mark.parametrize("seed", range(5))
def test_nothing_hidden_is_found(sign_in, world, seed):
    things = RandomClass(world, seed).fill(70)
    for name in ("claire", "nadia", "petit", "rossi"):
        found = all_hits(sign_in(name), world, "zebre")
        is_family = name in ("claire", "nadia")
        expected = {one.title for one in things if one.found_by(name) and one.kind != "word"
                    and not (is_family and one.is_expired)}
        seen = set(re.findall(r"Zèbre n\d+\.", " ".join(found)))
        assert seen == expected, name
        assert len(found) == len(expected)


def test_a_dictation_keeps_its_text(sign_in, world):
    RandomClass(world, 1).fill(40)
    for name in ("claire", "petit"):
        assert hits(sign_in(name), search_of(world, "dicte")) == []


@pytest.mark.parametrize("words", ["%25", "__", "%25%25", "a_b", "100%25"])
def test_wildcards_are_letters(sign_in, world, add, words):
    add(NewsItem(title="aXb 1000"))
    assert hits(sign_in("claire"), search_of(world, words)) == []


def test_a_percent_is_found(sign_in, world, add):
    add(NewsItem(title="Réussi à 100 %!"), NewsItem(title="Un a_b"))
    assert len(hits(sign_in("claire"), search_of(world, "a_b"))) == 1


@pytest.mark.parametrize("words", ["a", "+", "é", "!!", "a+b"])
def test_too_short(sign_in, world, words):
    page = sign_in("claire").get(search_of(world, words)).text
    assert ("Écrivez au moins deux lettres" in page) == (words != "+")


def test_nothing_is_found_and_said(sign_in, world):
    page = sign_in("claire").get(search_of(world, "ornithorynque")).text
    assert "Rien trouvé" in page
    assert "ornithorynque" in page


def test_it_is_closed_to_others(sign_in, world):
    for name in ("noir", "rita", "loin"):
        assert sign_in(name).get(search_of(world, "lecture")).status_code == 404


def test_what_is_typed_is_text(sign_in, world, add):
    add(NewsItem(title="<script>zebre</script>"))
    page = sign_in("claire").get(search_of(world, "<script>zebre")).text
    assert "<script>zebre" not in page
    assert "<mark>" in page


def test_a_bounded_number_of_statements(sign_in, world, queries):
    teacher, counts = sign_in("petit"), []
    for number in (30, 60, 60):
        RandomClass(world, number, KINDS[:-1]).fill(number)
        queries.clear()
        teacher.get(search_of(world, "zebre"))
        counts.append(len(queries))
    assert max(counts) <= 18


def test_words():
    assert words_in("  L’Été, «à» Évreux ! ") == ["l'ete", "evreux"]
    assert words_in("le le LE") == ["le"]
    assert len(words_in(" ".join(f"mot{n}" for n in range(30)))) == 8


def said(parts):
    return "".join(f"[{part.text}]" if part.is_found else part.text for part in parts)


@pytest.mark.parametrize(("text", "words", "expected"), [
    ("L’Été à Évreux", ["ete", "evreux"], "L’[Été] à [Évreux]"),
    ("e\u0301te\u0301", ["ete"], "[e\u0301te\u0301]"),
    ("Œuvre et cœur", ["cœur"], "Œuvre et [cœur]"),
    ("ﬁn", ["fin"], "[ﬁn]"),
    ("Straße", ["strasse"], "[Straße]"),
    ("rien", ["zebre"], "rien"),
    ("zebre zebrezebre", ["zebre", "bre"], "[zebre] [zebre][zebre]"),
    ("", ["zebre"], ""),
])
def test_words_are_marked_as_written(text, words, expected):
    assert said(marked(text, words)) == expected


def test_an_extract_is_around_the_word():
    text = "avant " * 60 + "le zèbre court " + "après " * 60
    found = said(extract(text, ["zebre"]))
    assert found.startswith("… avant")
    assert "le [zèbre] court" in found
    assert found.endswith("après …")
    assert len(found) < 220
    assert said(extract("x" * 5000 + "zebre", ["zebre"])).endswith("[zebre]")
