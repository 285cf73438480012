"""What every form does to what it receives."""

from __future__ import annotations

from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from ecole.web.forms import PageForm


class SomeForm(PageForm):
    name = StringField(validators=[InputRequired(), Length(max=5)])
    text = TextAreaField(filters=[lambda text: text and text.upper()])
    kept = HiddenField()
    password = PasswordField()


def test_it_strips_what_nobody_means(app: Flask) -> None:
    with app.test_request_context():
        form = SomeForm(formdata=MultiDict({
            "name": "  Li\x00na\u00a0 ", "text": "\r\n a\n b \n", "kept": " k ",
            "password": "  p\x00 ",
        }))
    assert form.name.data == "Lina"
    assert form.text.data == "A\n B"
    assert form.kept.data == "k"
    assert form.password.data == "  p\x00 "


def test_it_speaks_french(app: Flask) -> None:
    with app.test_request_context():
        form = SomeForm(formdata=MultiDict({"name": ""}))
        assert not form.validate()
        assert form.name.errors == ["Ce champ est requis."]
        form = SomeForm(formdata=MultiDict({"name": "abcdef"}))
        assert not form.validate()
        assert "5 caractères" in form.name.errors[0]


def test_it_has_no_token_of_its_own(app: Flask) -> None:
    with app.test_request_context():
        assert "csrf_token" not in SomeForm()
