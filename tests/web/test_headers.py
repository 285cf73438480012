"""The security headers are on every kind of answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from flask import Flask, url_for
from werkzeug.test import TestResponse

from ecole.config import Settings
from ecole.models import Attachment
from ecole.storage.columns import new_id
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school
from tests.conftest import Visitor
from tests.web.second_app import cookie_of, opened, visitor_of
from tests.world import BOURG, World

SignIn = Callable[[str], Visitor]
EXACTLY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(self), geolocation=()",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
FILE_POLICY = "default-src 'none'; sandbox"


def check(answer: TestResponse, status: int, policy: str = POLICY,
          cache: str = "no-store") -> None:
    assert answer.status_code == status
    assert {name: answer.headers.getlist(name) for name in EXACTLY} == {
        name: [value] for name, value in EXACTLY.items()}
    assert answer.headers.getlist("Content-Security-Policy") == [policy]
    assert answer.headers.getlist("Cache-Control") == [cache]
    assert "unsafe-" not in policy
    assert "Server" not in answer.headers
    assert "Strict-Transport-Security" not in answer.headers


def test_pages_have_them(client: Visitor, sign_in: SignIn) -> None:
    check(client.get("/entrer"), 200)
    check(sign_in("claire").get("/aujourdhui"), 200)
    check(sign_in("claire").get("/aujourdhui"), 200)  # the page kept ready
    check(client.get("/sante"), 200)


def test_redirects_have_them(client: Visitor) -> None:
    check(client.get("/"), 302)
    check(client.get("/aujourdhui"), 302)
    check(client.send("/sortir"), 303)


def test_refusals_have_them(client: Visitor, sign_in: SignIn) -> None:
    check(client.get("/nulle-part"), 404)
    check(sign_in("claire").get(f"/e/{BOURG}/equipe"), 404)
    check(client.post("/entrer"), 400)
    check(client.post("/entrer", headers={"Origin": "https://elsewhere.example"}), 403)
    check(client.send("/c/bonjour", token="x" * 2_100_000), 413)
    for method in ("PUT", "DELETE", "TRACE"):
        answer = client.open("/au-revoir", method=method)
        check(answer, 405)
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_a_busy_answer_has_them(
    client: Visitor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ecole.accounts import secrets
    from tests.accounts.doors import type_code

    monkeypatch.setattr(secrets.turn, "inside", 1000)
    check(type_code(client, world.cards["claire"].code), 503)


def test_a_crash_has_them(
    app: Flask, settings: Settings, the_app: tuple[Flask, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(settings, the_app[1]) as site:
        def broken() -> str:
            raise RuntimeError

        broken.open_to = frozenset({"anyone"})  # type: ignore[attr-defined]
        site.view_functions["accounts.signed_out"] = broken
        check(visitor_of(site).get("/au-revoir"), 500)


@pytest.fixture
def file_address(app: Flask, world: World) -> Iterator[str]:
    blob = app.config["BLOBS"].put(BytesIO(b"%PDF-1.4 " + b"x" * 100), 1000)
    attachment_id = new_id()
    with app.app_context(), in_school(world.schools["bourg"]):
        with writing() as rows:
            rows.add(Attachment(id=attachment_id, blob_key=blob.key, name="été.pdf", kind="pdf",
                                instruction_id=world.instructions["lecture"],
                                mime="application/pdf", size=blob.size))
        db.session.remove()
    with app.test_request_context():
        yield url_for("files.show", uai=BOURG, attachment_id=attachment_id, name="été.pdf")


def test_a_file_has_them(sign_in: SignIn, file_address: str) -> None:
    claire = sign_in("claire")
    check(claire.get(file_address), 200, FILE_POLICY, "private, no-store")
    check(claire.get(file_address, headers={"Range": "bytes=0-9"}), 206, FILE_POLICY,
          "private, no-store")
    check(claire.head(file_address), 200, FILE_POLICY, "private, no-store")


def test_a_static_file_has_them(client: Visitor) -> None:
    page = client.get("/entrer").get_data(as_text=True)
    address = page.partition('href="/static/')[2].partition('"')[0]
    with client.get(f"/static/{address}") as answer:
        check(answer, 200, cache="max-age=315360000, public, immutable")


def test_https_is_remembered_only_when_it_is_offered(
    app: Flask, settings: Settings, the_app: tuple[Flask, str], sign_in: SignIn
) -> None:
    former = sign_in("claire")
    former.get("/appareils")
    with opened(settings, the_app[1], public_url="https://ecole.example.fr") as site:
        visitor = visitor_of(site)
        visitor.set_cookie("__Host-ecole", cookie_of(former), secure=True)
        for address, status in (("/entrer", 200), ("/nulle-part", 404), ("/", 302)):
            answer = visitor.get(address, base_url="https://ecole.example.fr")
            assert answer.status_code == status
            assert answer.headers["Strict-Transport-Security"] == "max-age=63072000"


def test_each_answer_has_a_number_of_its_own(client: Visitor) -> None:
    numbers = {client.get("/entrer").headers["X-Request-Id"] for _ in range(5)}
    assert len(numbers) == 5
