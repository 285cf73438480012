"""tus 1.0, answer by answer: what any client may count on."""

from __future__ import annotations

import base64
import hashlib
from email.utils import parsedate_to_datetime
from io import BytesIO

import pytest
from sqlalchemy import select

from ecole.models import Upload
from ecole.server.waitress_options import options
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import all_schools
from ecole.uploads.parts import Busy
from ecole.uploads.protocol import read_id
from ecole.web.csrf import PIECE_MAX
from tests.uploads.tus_sender import PIECE, ROOT, metadata


def the_upload(address):
    with all_schools("tests"):
        return db.session.get(Upload, id_of(address))


def id_of(address):
    return read_id(address.rsplit("/", 1)[1])


def test_it_works(teacher, parts, film, app, context):
    """Announced, sent in three pieces, kept under its hash; nothing is left of the way."""
    answer = teacher.send(film, filename="l’eau.mp4", page="/aujourdhui")
    assert (answer.status_code, answer.text) == (204, "")
    assert answer.headers["Upload-Offset"] == str(len(film))
    upload = the_upload(answer.address)
    assert upload.received["name"] == "l’eau.mp4"
    with app.config["BLOBS"].open(upload.received["key"]) as blob:
        assert blob.read() == film
    assert upload.received["sha256"] == hashlib.sha256(film).hexdigest()
    assert list(parts.root.iterdir()) == []


def test_a_new_upload_says_where_it_is(teacher, parts):
    answer = teacher.create(1000, page="/aujourdhui")
    assert answer.status_code == 201
    assert answer.location.startswith(f"{ROOT}/")
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    ends = parsedate_to_datetime(answer.headers["Upload-Expires"])
    assert 47 < (ends - utc_now()).total_seconds() / 3600 < 49


def test_head_says_where_to_go_on(teacher, parts, film):
    address = teacher.begun(len(film), filename="film.mp4")
    teacher.append(address, 0, film[:50_000])
    answer = teacher.ask("HEAD", address)
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["Upload-Offset"] == "50000"
    assert answer.headers["Upload-Length"] == str(len(film))
    assert answer.headers["Cache-Control"] == "no-store"
    assert metadata(filename="film.mp4") in answer.headers["Upload-Metadata"]


def test_it_takes_the_first_piece_with_the_announcement(teacher, parts, film, context):
    answer = teacher.create(len(film), body=film[:30_000])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "30000")
    whole = teacher.create(len(film), body=film)
    assert (whole.status_code, whole.headers["Upload-Offset"]) == (201, str(len(film)))
    assert the_upload(whole.location).is_finished


def test_options_say_what_it_can(teacher, parts):
    answer = teacher.visitor.options(ROOT)
    assert answer.status_code == 200
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Max-Size"] == "500000000"
    assert answer.headers["Tus-Extension"] == (
        "creation,creation-with-upload,termination,expiration,checksum")
    assert "sha1" in answer.headers["Tus-Checksum-Algorithm"]


@pytest.mark.parametrize(("offset", "body"), [(0, b"x"), (99, b"x"), (101, b"x"), (5000, b"")])
def test_it_refuses_a_wrong_offset(teacher, parts, offset, body, film):
    address = teacher.begun(len(film))
    teacher.append(address, 0, film[:100])
    assert teacher.append(address, offset, body).status_code == 409
    assert teacher.offset(address) == 100


def test_it_refuses_more_than_was_announced(teacher, parts, film):
    address = teacher.begun(1000)
    assert teacher.append(address, 0, film[:1001]).status_code == 413
    assert teacher.offset(address) == 0


def test_one_piece_at_a_time(teacher, parts, film):
    address = teacher.begun(len(film))
    with parts.hold(id_of(address)):
        assert teacher.append(address, 0, film[:100]).status_code == 423
        with pytest.raises(Busy), parts.hold(id_of(address)):
            pass
    assert teacher.append(address, 0, film[:100]).status_code == 204


def test_a_cancelled_one_is_gone(teacher, parts, film, context):
    address = teacher.begun(len(film))
    teacher.append(address, 0, film[:100])
    assert teacher.ask("DELETE", address).status_code == 204
    assert teacher.ask("HEAD", address).status_code == 404
    assert list(parts.root.iterdir()) == []
    assert the_upload(address) is None


def test_it_asks_for_the_protocol_it_speaks(teacher, parts, film):
    address = teacher.begun(len(film))
    for method, where in (("POST", ROOT), ("PATCH", address), ("DELETE", address)):
        answer = teacher.ask(method, where, Tus_Resumable="0.2.2")
        assert answer.status_code == 412
        assert answer.headers["Tus-Version"] == "1.0.0"
    assert teacher.ask("PATCH", address, b"x", Upload_Offset=0).status_code == 415


@pytest.mark.parametrize("size", ["", "-1", "1e6", "١٢", "9" * 16, "abc"])
def test_it_refuses_a_length_that_is_none(teacher, parts, size):
    assert teacher.create(size).status_code == 400
    assert teacher.ask("POST", ROOT, Upload_Defer_Length="1").status_code == 400


@pytest.mark.parametrize("text", ["filename !!!", "filename é", "filename AAA"])
def test_it_refuses_broken_metadata(teacher, parts, text):
    answer = teacher.ask("POST", ROOT, Upload_Length=10,
                         Upload_Metadata=text.encode().decode("latin-1"))
    assert answer.status_code == 400


def test_names_are_only_words(teacher, parts, film, context):
    """Whatever is in a name, what is kept of it can be shown."""
    hostile = "../../etc/\u202egpj.\0" + "x" * 400 + "/film.mp4"
    answer = teacher.send(film, filename=hostile)
    assert answer.status_code == 204
    upload = the_upload(answer.address)
    assert "\0" not in upload.name
    assert len(upload.name) <= 300
    assert "/" not in upload.received["name"]
    assert "\u202e" not in upload.received["name"]


@pytest.mark.parametrize("page", ["//ailleurs.example/x", "https://x.example", "/rien", "a" * 500])
def test_a_page_of_elsewhere_is_none(teacher, parts, context, page):
    assert the_upload(teacher.begun(10, page=page)).page == ""


def test_a_damaged_piece_is_sent_again(teacher, parts, film):
    address = teacher.begun(len(film))

    def said(content, name="sha1"):
        digest = base64.b64encode(hashlib.new(name, content).digest()).decode()
        return f"{name} {digest}"

    wrong = teacher.append(address, 0, film[:999], Upload_Checksum=said(b"else"))
    assert wrong.status_code == 460
    assert teacher.offset(address) == 0
    unknown = teacher.append(address, 0, film[:999], Upload_Checksum=said(film[:999], "md5"))
    assert unknown.status_code == 400
    for start, name in ((0, "sha1"), (999, "sha256")):
        piece = film[start:start + 999]
        assert teacher.append(address, start, piece,
                              Upload_Checksum=said(piece, name)).status_code == 204
    assert teacher.offset(address) == 1998


def test_a_network_that_knows_only_post(teacher, parts, film):
    address = teacher.begun(len(film))
    assert teacher.ask("POST", address).status_code == 405
    piece = {"Content_Type": PIECE, "Upload_Offset": 0}
    answer = teacher.ask("POST", address, film[:70], X_HTTP_Method_Override="PATCH", **piece)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "70")
    gone = teacher.ask("POST", address, X_HTTP_Method_Override="DELETE")
    assert gone.status_code == 204
    assert teacher.ask("HEAD", address).status_code == 404


def test_a_piece_is_bounded(teacher, parts):
    """The server keeps it in memory: eight megabytes, where a form of text has two."""
    address = teacher.begun(20_000_000)
    heavy = teacher.append(address, 0, bytes(PIECE_MAX + 1))
    assert (heavy.status_code, heavy.get_json()) == (413, {"message": ""})
    assert teacher.offset(address) == 0
    film = b"\0\0\0\x18ftypisom" + bytes(PIECE_MAX - 12)
    assert teacher.append(address, 0, film).status_code == 204


def test_a_piece_stays_in_memory(settings):
    """Written once, not first to a temporary file of the server."""
    assert options(settings)["inbuf_overflow"] >= PIECE_MAX
    assert options(settings)["max_request_body_size"] >= PIECE_MAX


def test_a_whole_one_stays_whole(teacher, parts, film):
    """A client that lost the last answer asks again, and nothing is written twice."""
    address = teacher.send(film).address
    assert teacher.offset(address) == len(film)
    assert teacher.append(address, len(film), b"").status_code == 204
    assert teacher.append(address, len(film) - 1, b"x").status_code == 409
    assert "Upload-Expires" not in teacher.ask("HEAD", address).headers


def test_it_needs_the_token_and_a_session(teacher, client, parts, film, sign_in):
    """401 for a programme, in place of the page where people sign in."""
    address = teacher.begun(len(film))
    assert teacher.append(address, 0, b"x", X_CSRFToken="no").status_code == 400
    nobody = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": PIECE}
    assert client.patch(address, data=b"x", headers=nobody, check=False).status_code == 401
    token = {"X-CSRFToken": client.token()}
    assert client.patch(address, data=b"x", headers=nobody | token,
                        check=False).status_code == 401
    assert client.head(address, headers=nobody, check=False).status_code == 401
    other_site = teacher.append(address, 0, film[:100], Sec_Fetch_Site="cross-site")
    assert other_site.status_code == 403
    assert teacher.offset(address) == 0


@pytest.mark.parametrize("name", ["rossi", "claire", "noir"])
def test_it_hides_others_uploads(teacher, sender, parts, film, name):
    address = teacher.begun(len(film))
    other = sender(name)
    assert other.ask("HEAD", address).status_code == 404
    assert other.append(address, 0, film[:10]).status_code == 404
    assert other.ask("DELETE", address).status_code == 404
    assert other.listed() == []
    assert teacher.offset(address) == 0


def test_it_hides_other_school(teacher, sender, parts, film, world):
    address = teacher.begun(len(film))
    assert sender("rita").ask("POST", ROOT, Upload_Length=10).status_code == 404
    from tests.world import BOURG, VOISINE

    assert teacher.ask("HEAD", address.replace(BOURG, VOISINE)).status_code == 404
    assert sender("loin").ask("HEAD", address.replace(BOURG, VOISINE)).status_code == 404


def test_an_adult_and_a_child_do_not_send_for_each_other(sender, parts, film, world):
    from ecole.web.access import PUPIL

    claire = sender("claire")
    hers = claire.begun(len(film), page="/aujourdhui")
    claire.visitor.token()
    with claire.visitor.session_transaction() as cookies:
        cookies[PUPIL] = world.pupils["lina"]
    assert claire.append(hers, 0, film[:10]).status_code == 404
    linas = claire.begun(len(film))
    assert [one["address"] for one in claire.listed()] == [linas]
    with claire.visitor.session_transaction() as cookies:
        cookies[PUPIL] = world.pupils["hugo"]
    assert claire.append(linas, 0, film[:10]).status_code == 404
    with claire.visitor.session_transaction() as cookies:
        del cookies[PUPIL]
    assert claire.append(linas, 0, film[:10]).status_code == 404
    assert claire.append(hers, 0, film[:10]).status_code == 204


def test_a_class_is_one_that_the_sender_visits(teacher, sender, parts, world, context):
    from ecole.uploads.protocol import written_id

    cm2, cp = (written_id(world.classrooms[name]) for name in ("cm2", "cp"))
    assert teacher.create(10, classroom=cm2).status_code == 404
    assert teacher.create(10, classroom="rien").status_code == 404
    assert the_upload(teacher.begun(10, classroom=cp)).classroom_id == world.classrooms["cp"]
    assert sender("nadia").create(10, classroom=cm2).status_code == 404


def test_a_page_finds_its_own_again(teacher, parts, film, pdf):
    """After a closed tab: what is to be chosen again, and what is here already."""
    page = "/aujourdhui"
    begun = teacher.begun(len(film), filename="vacances.mp4", page=page)
    teacher.append(begun, 0, film[:1000])
    teacher.send(pdf, filename="fiche.pdf", page=page)
    teacher.begun(10, filename="autre.mp4", page="/entrer")
    cut, whole = teacher.listed(page)
    assert (cut["name"], cut["size"], cut["offset"], cut["finished"]) == (
        "vacances.mp4", len(film), 1000, False)
    assert cut["address"] == begun
    assert begun.endswith(cut["id"])
    assert (whole["name"], whole["finished"], whole["offset"]) == ("fiche.pdf", True, len(pdf))
    assert len(teacher.listed()) == 3


def test_the_list_costs_the_same_for_many(teacher, parts, queries):
    teacher.begun(10, page="/aujourdhui")
    teacher.listed("/aujourdhui")
    queries.clear()
    teacher.listed("/aujourdhui")
    few = len(queries)
    for _ in range(12):
        teacher.begun(10, page="/aujourdhui")
    queries.clear()
    assert len(teacher.listed("/aujourdhui")) == 13
    assert len(queries) == few <= 6


def test_plain_get_says_the_same_as_head(teacher, parts, film):
    address = teacher.begun(len(film))
    teacher.append(address, 0, film[:100])
    answer = teacher.visitor.get(address)
    assert answer.get_json()["offset"] == 100
    assert answer.headers["Upload-Offset"] == "100"


def test_nothing_of_the_way_is_left_in_the_database(teacher, parts, film, context):
    """The offset is the size of the part: no row changes while a file arrives."""
    address = teacher.begun(len(film))
    with all_schools("tests"):
        before = db.session.execute(select(Upload.__table__)).all()
        teacher.append(address, 0, film[:1000])
        assert db.session.execute(select(Upload.__table__)).all() == before
    assert BytesIO(film[:1000]).read() == (parts.root / f"{id_of(address)}.part").read_bytes()
