"""A PDF page by page: its pictures are asked for by who reads, and come one by one."""

from __future__ import annotations

import html

import pytest
from sqlalchemy import select

from ecole.models import Attachment, Rendition
from ecole.models.rendition import Profile
from ecole.storage.database import db
from ecole.storage.jobs import do_next
from ecole.storage.school_scope import all_schools
from tests.classroom.class_pages import from_disk, instruction_page, key
from tests.classroom.made_files import put_rendition
from tests.guards.test_pupil_space import in_space
from tests.world import BOURG, change


@pytest.fixture
def form(give, stored, media):
    row = stored(give(files=[from_disk(media / "fiche-de-lecture.pdf", "fiche.pdf")]))
    change(Attachment, row.attachments[0].id, pages=3)
    return stored(row.id).attachments[0]


def address(file, page=0, after="/lecture"):
    return f"/e/{BOURG}/fichiers/{key(file.id)}{after}" + (f"?page={page}" if page else "")


def text_of(visitor, path):
    return html.unescape(visitor.get(path).text)


def drawn():
    with all_schools("tests"):
        db.session.rollback()
        return {row.page: row for row in db.session.scalars(
            select(Rendition).where(Rendition.profile == Profile.PAGE))}


def test_it_works(app, context, sign_in, form, world, stored):
    change(Attachment, form.id, pages=1)  # as many as there really are
    parent = sign_in("nadia")
    assert f'href="{address(form)}"' in text_of(parent, instruction_page(world, "neuve"))
    page = text_of(parent, address(form))
    assert "Les pages ne sont pas encore préparées." in page
    assert parent.get(address(form, 1, "/lecture/image")).status_code == 404
    assert parent.send(address(form)).location == address(form, 1)
    assert "Cette page se prépare." in text_of(parent, address(form))
    while do_next():
        pass
    page = text_of(parent, address(form))
    assert "Page 1 sur 1" in page
    assert f'src="{address(form, 1, "/lecture/image")}"' in page
    image = parent.get(address(form, 1, "/lecture/image"))
    assert image.mimetype == "image/webp"
    assert image.headers["Cache-Control"] == "private, no-cache"


def test_one_leads_to_the_next(app, sign_in, form):
    for page in (1, 2, 3):
        put_rendition(app, form, Profile.PAGE, page=page)
    parent = sign_in("nadia")
    first, middle, last = (text_of(parent, address(form, page)) for page in (1, 2, 3))
    assert address(form, 2) in first
    assert 'rel="prev"' not in first
    assert address(form, 1) in middle
    assert address(form, 3) in middle
    assert 'rel="next"' not in last
    pictures = {parent.get(address(form, page, "/lecture/image")).data for page in (1, 2, 3)}
    assert len(pictures) == 3


def test_asked_twice_it_is_drawn_once(app, context, sign_in, form):
    for who in ("nadia", "claire", "nadia"):
        sign_in(who).send(address(form, 2))
    assert sorted(drawn()) == [1, 2, 3]


@pytest.mark.parametrize("page", [0, 4, -1])
def test_there_is_no_page_past_the_end(sign_in, form, page):
    path = f"{address(form)}?page={page}"
    assert sign_in("nadia").get(path).status_code == 404
    assert sign_in("nadia").send(path).status_code == 404


def test_a_page_that_cannot_be_drawn_says_so(app, sign_in, form):
    put_rendition(app, form, Profile.PAGE, failure="damaged", page=1)
    page = text_of(sign_in("nadia"), address(form))
    assert "Cette page n’a pas pu être dessinée." in page
    assert "?telecharger=1" in page


@pytest.mark.parametrize(("who", "status"), [
    ("nadia", 200), ("petit", 200), ("noir", 404), ("rita", 404), ("loin", 404)])
def test_it_hides_other_school(app, sign_in, form, who, status):
    put_rendition(app, form, Profile.PAGE, page=1)
    for path in (address(form), address(form, 1, "/lecture/image")):
        assert sign_in(who).get(path).status_code == status
    assert (sign_in(who).send(address(form)).status_code == 404) == (status == 404)


def test_a_child_reads_it_too(app, sign_in, form, world):
    put_rendition(app, form, Profile.PAGE, page=1)
    child = in_space(sign_in("claire"), world, "lina")
    page = text_of(child, address(form))
    assert f"/enfant/consigne/{key(world.instructions['neuve'])}" in page
    assert "Page 1 sur 3" in page
