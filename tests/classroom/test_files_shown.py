"""What a page says and plays of a file, as it came and once it is made lighter."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import func, select

from ecole.models import Attachment, Receipt
from ecole.models.rendition import Profile
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from tests.classroom.class_pages import from_disk, instruction_page, key, picture
from tests.classroom.made_files import put_rendition
from tests.conftest import forget_kept_pages
from tests.world import BOURG, change

HEAVY = 78_000_000


@pytest.fixture
def film(give, stored, media):
    """A heavy film, to say it; its bytes are the few of the demo."""
    row = stored(give(files=[from_disk(media / "l-eau-change-d-etat.mp4", "La glace.mp4")]))
    change(Attachment, row.attachments[0].id, size=HEAVY)
    return stored(row.id).attachments[0]


@pytest.fixture
def mov(film, stored):
    """As an iPhone sends it: no browser of a family plays it."""
    change(Attachment, film.id, plays=False, mime="video/quicktime", name="La glace.mov")
    return stored(film.instruction_id).attachments[0]


def address(file, after=""):
    return f"/e/{BOURG}/fichiers/{key(file.id)}{after}"


def version(file, profile):
    return address(file, f"/version/{profile}")


def page_for(visitor, world, name="neuve"):
    forget_kept_pages()
    return html.unescape(visitor.get(instruction_page(world, name)).text)


def row_of(page):
    return re.search(r'<li class="file-row.*?</li>', page, re.DOTALL).group()


def test_the_light_version_plays_and_the_original_is_downloaded(app, sign_in, film, world):
    for profile in (Profile.VIDEO_480, Profile.SOUND, Profile.POSTER):
        put_rendition(app, film, profile)
    row = row_of(page_for(sign_in("nadia"), world))
    assert re.search(rf'<video[^>]* preload="none"[^>]* src="{version(film, "video-480")}"', row)
    assert f'poster="{version(film, "poster")}"' in row
    assert "Vidéo, 1\u00a0ko, " in row
    for label in ("Version légère (1\u00a0ko)", "Son seul (1\u00a0ko)",
                  "Télécharger l’original (78\u00a0Mo)"):
        assert f">{label}</a>" in row
    assert "Sous-titres" not in row
    assert f'data-keep="{version(film, "video-480")}"' in row
    day = html.unescape(sign_in("nadia").get("/aujourdhui").text)
    assert f'src="{version(film, "video-480")}"' in day
    assert "poster=" not in day


def test_while_it_waits_the_original_is_offered_with_its_weight(app, sign_in, film, world):
    put_rendition(app, film, Profile.VIDEO_480, failure="…")
    reason = ("En préparation\u00a0: une version légère arrive. "
              "En attendant, l’original pèse 78\u00a0Mo.")
    page = page_for(sign_in("nadia"), world)
    assert reason in page
    assert re.search(r'<video[^>]* src="[^"]*/La%20glace.mp4"', page)
    assert reason in html.unescape(sign_in("nadia").get("/aujourdhui").text)


def test_what_does_not_play_yet_is_said_and_downloaded(app, sign_in, mov, world):
    put_rendition(app, mov, Profile.VIDEO_480, failure="…")
    row = row_of(page_for(sign_in("nadia"), world))
    assert "En préparation, revenez dans quelques minutes." in row
    assert "<video" not in row
    assert "?telecharger=1" in row
    put_rendition(app, mov, Profile.VIDEO_480)
    row = row_of(page_for(sign_in("nadia"), world))
    assert "En préparation" not in row
    assert f'src="{version(mov, "video-480")}"' in row


def test_a_failure_is_told_to_who_can_mend_it(app, sign_in, mov, world):
    put_rendition(app, mov, Profile.VIDEO_480, failure="damaged")
    family, teacher = (row_of(page_for(sign_in(who), world)) for who in ("nadia", "petit"))
    assert "Cette vidéo ne se lit pas ici." in family
    assert "?telecharger=1" in family
    assert "envoyez-le à nouveau" not in family
    assert "Ce fichier n’a pas pu être lu jusqu’au bout." in teacher


def test_a_film_that_plays_needs_no_word_when_its_light_version_failed(app, sign_in, film, world):
    put_rendition(app, film, Profile.VIDEO_480, failure="no_gain")
    row = row_of(page_for(sign_in("nadia"), world))
    assert "file-row__state" not in row
    assert "<video" in row


def test_a_rendition_heavier_than_the_original_is_not_shown(app, sign_in, film, world):
    change(Attachment, film.id, size=200)
    put_rendition(app, film, Profile.VIDEO_480)
    assert "Version" not in row_of(page_for(sign_in("nadia"), world))


def test_the_smallest_plays_when_nothing_else_does(app, sign_in, mov, world):
    put_rendition(app, mov, Profile.VIDEO_480, failure="too_long")
    put_rendition(app, mov, Profile.VIDEO_240)
    row = row_of(page_for(sign_in("nadia"), world))
    assert f'src="{version(mov, "video-240")}"' in row
    assert "ne se lit pas ici" not in row


def test_a_sound_plays_everywhere_and_has_a_lighter_form(app, sign_in, give, stored, media, world):
    sound = stored(give(files=[from_disk(media / "la-dictee.m4a", "voix.m4a")])).attachments[0]
    put_rendition(app, sound, Profile.AAC, b"a" * 2000)
    put_rendition(app, sound, Profile.OPUS, b"o" * 1000)
    row = row_of(page_for(sign_in("nadia"), world))
    assert f'src="{version(sound, "aac")}"' in row
    assert "Version normale (2\u00a0ko)" in row
    assert "Version légère (1\u00a0ko)" in row
    assert 'type="audio/ogg"' in row


def test_a_photo_of_an_iphone_is_never_given_as_it_came(app, sign_in, give, stored, world):
    photo = stored(give(files=[picture("cahier.png")])).attachments[0]
    change(Attachment, photo.id, plays=False, mime="image/heic", name="cahier.heic")
    put_rendition(app, photo, Profile.LARGE, failure="…")
    for who in ("nadia", "petit", "rossi"):
        assert sign_in(who).get(address(photo, "/cahier.heic")).status_code == 404
        assert sign_in(who).get(address(photo, "/x?telecharger=1")).status_code == 404
    row = row_of(page_for(sign_in("nadia"), world))
    assert "En préparation, revenez dans quelques minutes." in row
    assert "<a " not in row
    assert 'src=""' not in sign_in("nadia").get("/aujourdhui").text


def test_a_picture_is_given_in_the_form_that_the_browser_shows(app, sign_in, give, stored):
    photo = stored(give(files=[picture("cahier.png")])).attachments[0]
    change(Attachment, photo.id, size=9000)
    modern = put_rendition(app, photo, Profile.LARGE)
    small, jpeg = (put_rendition(app, photo, p) for p in (Profile.SMALL, Profile.SMALL_JPEG))
    parent, whole = sign_in("nadia"), address(photo, "/cahier.png")
    seen = {}
    for accept in ("image/avif,image/webp,*/*", "image/png,*/*;q=0.5"):
        headers = {"Accept": accept}
        large = parent.get(whole, headers=headers)
        little = parent.get(version(photo, "small"), headers=headers)
        assert "Accept" in large.headers["Vary"]
        assert "Accept" in little.headers["Vary"]
        seen[accept[6:9]] = (large, little)
        for path, answer in ((whole, large), (version(photo, "small"), little)):
            again = parent.get(path, headers={**headers, "If-None-Match": answer.headers["ETag"]})
            assert again.status_code == 304
    assert (seen["avi"][0].data, seen["avi"][1].data) == (modern, small)
    assert seen["avi"][0].mimetype == "image/webp"
    assert (seen["png"][0].mimetype, seen["png"][1].data) == ("image/png", jpeg)
    for place in (0, 1):
        assert seen["avi"][place].headers["ETag"] != seen["png"][place].headers["ETag"]
    kept = parent.get(f"{whole}?telecharger=1", headers={"Accept": "image/webp"})
    assert kept.mimetype == "image/png"


def test_a_rendition_is_given_by_parts_and_not_again(app, sign_in, film):
    content, parent = put_rendition(app, film, Profile.VIDEO_480), sign_in("nadia")
    path = version(film, "video-480")
    whole = parent.get(path)
    assert (whole.data, whole.headers["Accept-Ranges"]) == (content, "bytes")
    assert "La%20glace.mp4" in whole.headers["Content-Disposition"]
    part = parent.get(path, headers={"Range": "bytes=10-19", "If-Range": whole.headers["ETag"]})
    assert (part.status_code, part.data) == (206, content[10:20])
    other = parent.get(path, headers={"Range": "bytes=10-19", "If-Range": '"another"'})
    assert (other.status_code, other.data) == (200, content)
    assert parent.get(path, headers={"Range": "bytes=99999-"}).status_code == 416
    same = parent.get(path, headers={"If-None-Match": whole.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")
    head = parent.head(path)
    assert (head.content_length, head.data) == (len(content), b"")


def test_it_hides_other_school(app, sign_in, film):
    put_rendition(app, film, Profile.VIDEO_480)
    for who in ("nadia", "petit", "noir", "rita", "loin"):
        status = 200 if who in ("nadia", "petit") else 404
        assert sign_in(who).get(version(film, "video-480")).status_code == status


def test_a_viewer_costs_no_thread(app, sign_in, film, give, stored, media):
    """Each route that gives bytes hands the open file to the server, and is done."""
    from waitress.buffers import ReadOnlyFileBasedBuffer
    from werkzeug.test import EnvironBuilder

    put_rendition(app, film, Profile.VIDEO_480)
    form = stored(give(name="autre", files=[from_disk(media / "fiche-de-lecture.pdf")])
                  ).attachments[0]
    put_rendition(app, form, Profile.PAGE, page=1)
    parent = sign_in("nadia")
    for path in (address(film, "/La%20glace.mp4"), version(film, "video-480"),
                 address(form, "/lecture/image?page=1")):
        environ = EnvironBuilder(path, headers={"Range": "bytes=0-99"}).get_environ()
        environ["wsgi.file_wrapper"] = ReadOnlyFileBasedBuffer
        parent._add_cookies_to_wsgi(environ)
        given = app(environ, lambda status, headers: None)
        assert isinstance(given, ReadOnlyFileBasedBuffer), path
        given.close()


def receipts():
    db.session.rollback()
    with all_schools("tests"):
        return db.session.scalar(select(func.count(Receipt.id)))


def test_watching_the_light_version_is_opening_the_instruction(app, sign_in, film, context):
    for profile in (Profile.VIDEO_480, Profile.POSTER):
        put_rendition(app, film, profile)
    parent, before = sign_in("nadia"), receipts()
    parent.head(version(film, "video-480"))
    parent.get(version(film, "poster"))
    assert receipts() == before
    parent.get(version(film, "video-480"))
    assert receipts() == before + 1


def test_more_files_ask_no_more_of_the_database(app, sign_in, give, stored, media, world, queries):
    def statements():
        forget_kept_pages()
        parent.get("/aujourdhui")
        forget_kept_pages()
        queries.clear()
        parent.get("/aujourdhui")
        return len(queries)

    film = from_disk(media / "l-eau-change-d-etat.mp4", "un.mp4")
    one = stored(give(files=[film])).attachments[0]
    put_rendition(app, one, Profile.VIDEO_480)
    parent = sign_in("nadia")
    first = statements()
    give(name="autre", files=[picture("a.png", "#111"), picture("b.png", "#222"),
                              from_disk(media / "fiche-de-lecture.pdf"),
                              from_disk(media / "la-dictee.m4a")])
    assert statements() == first
