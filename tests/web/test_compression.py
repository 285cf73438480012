"""Pages travel compressed, once for those kept ready; files never."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask, url_for

from ecole.classroom.routes.today import kept
from ecole.models import Attachment
from ecole.storage.columns import new_id
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school
from ecole.web import compression
from ecole.web.compression import BLUR_MAX, compressed
from tests.conftest import Visitor
from tests.world import BOURG, World

SignIn = Callable[[str], Visitor]
HERE = "/aujourdhui"
GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def test_it_works(client: Visitor) -> None:
    plain = client.get("/entrer")
    small = client.get("/entrer", headers=GZIP, check=False)
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data) / 2
    assert gzip.decompress(small.data).decode().startswith("<!doctype html>")


@pytest.mark.parametrize("address", ["/entrer", "/nulle-part", "/sante", "/service-worker.js"])
def test_caches_between_are_told(client: Visitor, address: str) -> None:
    for headers in ({}, GZIP):
        assert "Accept-Encoding" in client.get(address, headers=headers, check=False).vary


@pytest.mark.parametrize("refusal", ["", "br", "gzip;q=0", "identity"])
def test_it_is_not_sent_to_who_cannot_read_it(client: Visitor, refusal: str) -> None:
    answer = client.get("/entrer", headers={"Accept-Encoding": refusal})
    assert "Content-Encoding" not in answer.headers
    assert "<h1>" in answer.text


def test_what_is_tiny_is_left_as_it_is(client: Visitor) -> None:
    assert "Content-Encoding" not in client.get("/sante", headers=GZIP).headers


def test_a_page_kept_ready_is_compressed_once(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []

    def counting(content: bytes) -> bytes:
        counted.append(len(content))
        return compressed(content)

    parent = sign_in("claire")
    for _ in range(2):
        plain = parent.get(HERE).data
    monkeypatch.setattr(compression, "compressed", counting)
    first, second = (parent.get(HERE, headers=GZIP, check=False) for _ in range(2))
    assert not counted
    assert first.data == second.data
    assert gzip.decompress(first.data) == plain
    kept.pages.clear()
    parent.get(HERE, headers=GZIP, check=False)
    assert len(counted) == 1


def test_a_page_kept_ready_repeats_nothing_of_the_question(sign_in: SignIn) -> None:
    """What somebody else writes in an address must not lie beside the token of the session."""
    parent = sign_in("claire")
    parent.get(HERE)
    assert "devine" not in parent.get(f"{HERE}?devine=1").text
    assert "devine" not in parent.get("/jour/2026-11-23?devine=1").text


def test_the_length_says_nothing() -> None:
    content = b"the same page " * 100
    lengths = {len(compressed(content)) for _ in range(200)}
    assert len(lengths) > 20
    assert max(lengths) - min(lengths) <= BLUR_MAX


def test_a_file_is_sent_as_it_is(app: Flask, sign_in: SignIn, world: World) -> None:
    blob = app.config["BLOBS"].put(BytesIO(b"a text " * 1000), 100_000)
    attachment_id = new_id()
    with app.app_context(), in_school(world.schools["bourg"]):
        with writing() as rows:
            rows.add(Attachment(id=attachment_id, blob_key=blob.key, name="a.pdf", kind="pdf",
                                instruction_id=world.instructions["lecture"],
                                mime="application/pdf", size=blob.size))
        db.session.remove()
    with app.test_request_context():
        address = url_for("files.show", uai=BOURG, attachment_id=attachment_id, name="a.pdf")
    answer = sign_in("claire").get(address, headers=GZIP)
    assert "Content-Encoding" not in answer.headers
    assert answer.data == b"a text " * 1000


def test_a_head_request_says_the_length_of_the_answer(client: Visitor) -> None:
    answer = client.head("/entrer", headers=GZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.data == b""
