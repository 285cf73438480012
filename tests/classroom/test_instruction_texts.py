"""Whatever is written is shown as it was written: never run, never lost, never cut."""

from __future__ import annotations

import html

import pytest
from wtforms.validators import ValidationError

from ecole.classroom.links import read_link
from ecole.web.markdown import render_markdown
from tests.classroom.class_pages import (
    class_page,
    errors_in,
    fields,
    instruction_page,
    new_page,
    picture,
)

SCRIPT = '<script>alert(1)</script><img src=x onerror=alert(1)>"\'>'
ARABIC = "اقرأ الصفحة ١٢"
EMOJI = "🎉👩‍🏫🇫🇷"


def test_a_script_in_every_field_is_shown_as_text(give, sign_in, world):
    give(title=f"T{SCRIPT}"[:120], subject=SCRIPT[:40], returns=SCRIPT[:120],
         body=f"# {SCRIPT}\n\n[clic](javascript:alert(1)) [ici](data:text/html,x)",
         links=f"{SCRIPT} https://a.fr/?q={SCRIPT.replace(' ', '')}",
         files=[picture(f"{SCRIPT}.png".replace("/", ""))])
    pages = [
        sign_in("petit").get(instruction_page(world, "neuve")),
        sign_in("petit").get(instruction_page(world, "neuve", "/modifier")),
        sign_in("petit").get(instruction_page(world, "neuve", "/suppression")),
        sign_in("petit").get(f"{class_page(world)}?semaine={world.day}"),
        sign_in("claire").get("/aujourdhui"),
        sign_in("claire").get(instruction_page(world, "neuve")),
    ]
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text, page.request.path
        assert "<img src=x" not in page.text
        assert 'href="javascript' not in page.text
        assert 'href="data:' not in page.text
        assert "&lt;script&gt;" in page.text


def test_a_script_comes_back_harmless_in_a_refused_form(sign_in, world):
    answer = sign_in("petit").send(new_page(world), **fields(
        world.day, title="", subject=SCRIPT, body=SCRIPT, links=SCRIPT, day_on=SCRIPT,
        duration_minutes=SCRIPT, files=[picture(f"{SCRIPT}.gif")]))
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert len(errors_in(answer)) >= 4


@pytest.mark.parametrize("text", [ARABIC, EMOJI, "L’été – « où » ? œ"])
def test_every_writing_is_kept(give, sign_in, world, text):
    give(title=text, subject=text[:40], returns=text, body=text)
    page = sign_in("claire").get("/aujourdhui").text
    assert html.unescape(page).count(text) >= 4


def test_three_thousand_emoji(give, sign_in, stored, world):
    row = stored(give(body="🎉" * 3000))
    assert row.body == "🎉" * 3000
    assert "🎉" * 3000 in sign_in("claire").get("/aujourdhui").text


def test_nul_characters_are_left_out(give, stored):
    row = stored(give(title="Li\0re", body="a\0b", links="Eau\0 https://a.fr/\0b"))
    assert (row.title, row.body) == ("Lire", "ab")
    assert [link.address for link in row.links] == ["https://a.fr/b"]


@pytest.mark.parametrize(
    ("line", "title", "address"),
    [
        ("https://meteofrance.com", "meteofrance.com", "https://meteofrance.com"),
        ("La météo https://meteofrance.com", "La météo", "https://meteofrance.com"),
        ("La météo : <https://meteofrance.com>", "La météo", "https://meteofrance.com"),
        ("La météo\u00a0:\u00a0https://a.fr", "La météo", "https://a.fr"),
        ("Météo\thttp://a.fr", "Météo", "http://a.fr"),
        ("Eau (https://a.fr/eau)", "Eau", "https://a.fr/eau"),
        ("Eau https://fr.wikipedia.org/wiki/Eau_(chimie)", "Eau",
         "https://fr.wikipedia.org/wiki/Eau_(chimie)"),
        ("x" * 300 + " https://a.fr", "x" * 200, "https://a.fr"),
        (f"https://{'a' * 300}.fr", "a" * 200, f"https://{'a' * 300}.fr"),
    ],
)
def test_a_line_is_a_link(line, title, address):
    assert read_link(line) == (title, address, "")


@pytest.mark.parametrize("line", [
    "La météo : https://a.fr — pour voir s’il pleut",
    "La météo https://a.fr - pour voir s’il pleut",
    "La météo (https://a.fr) : pour voir s’il pleut", "La météo https://a.fr pour voir s’il pleut",
])
def test_what_follows_the_address_says_why(give, sign_in, world, line):
    assert read_link(line) == ("La météo", "https://a.fr", "pour voir s’il pleut")
    give(links=line)
    for page in ("/aujourdhui", instruction_page(world, "neuve")):
        assert "pour voir s’il pleut" in sign_in("nadia").get(page).text
    shown = sign_in("petit").get(instruction_page(world, "neuve", "/modifier")).text
    assert "La météo https://a.fr — pour voir s’il pleut" in shown


def test_a_reason_is_short(sign_in, world):
    answer = sign_in("petit").send(new_page(world), **fields(
        world.day, links="Eau https://a.fr " + "x" * 201))
    assert any("est trop long (200 lettres" in line for line in errors_in(answer))


@pytest.mark.parametrize(
    "line",
    ["bonjour", "javascript:alert(1)", "data:text/html,x", "https://", "www.a.fr", "http://[",
     "https://exa℀mple.fr", "ftp://a.fr", "Clic javascript://a.fr/%0Aalert(1)",
     "//a.fr", f"https://a.fr/{'a' * 1000}"],
)
def test_a_line_is_not_a_link(line):
    with pytest.raises(ValidationError, match="n’est pas une adresse"):
        read_link(line)


def test_a_wrong_link_keeps_the_others(sign_in, world):
    lines = "Bonne https://a.fr\nfausse adresse"
    answer = sign_in("petit").send(new_page(world), **fields(world.day, links=lines))
    assert any("fausse adresse" in line for line in errors_in(answer))
    assert lines in answer.text


def test_links_come_back_in_the_form_as_they_were_read(give, sign_in, world, stored):
    give(links="La météo : https://a.fr/1\nhttps://b.fr")
    row = stored(world.instructions["neuve"])
    before = [(link.title, link.address, link.why) for link in row.links]
    page = sign_in("petit").get(instruction_page(world, "neuve", "/modifier")).text
    shown = "La météo https://a.fr/1\nb.fr https://b.fr"
    assert shown in page
    assert [read_link(line) for line in shown.splitlines()] == before


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**gras** et *penché*", "<p><strong>gras</strong> et <em>penché</em></p>"),
        ("- un\n- deux", "<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"),
        ("# Titre", "<h3>Titre</h3>"),
        ("une\ndeux", "<p>une<br>\ndeux</p>"),
        ("![x](https://a.fr/x.png)",
         '<p>!<a href="https://a.fr/x.png" rel="noopener noreferrer nofollow">x</a></p>'),
        ("<b onclick=x>non</b>", "<p>&lt;b onclick=x&gt;non&lt;/b&gt;</p>"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
    ],
)
def test_the_small_markdown(text, shown):
    assert render_markdown(text).strip() == shown


@pytest.mark.parametrize("part", [">", "[", "*a ", "[a](", "***", "<", "`", "- ", "1. ", "_*"])
def test_no_text_takes_long_to_render(part):
    import time

    start = time.process_time()
    render_markdown(part * (20_000 // len(part)))
    assert time.process_time() - start < 2
