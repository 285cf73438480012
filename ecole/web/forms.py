"""The base of every form: stripped text, French messages, text of an ended session taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.fields import PasswordField, StringField, TextAreaField
from wtforms.meta import DefaultMeta

from ecole.web.access import child_here
from ecole.web.drafts import draft_fields
from ecole.web.languages import language
from ecole.web.parked import parked_fields


def strip(text: str | None) -> str | None:
    """Spaces around and NUL characters (which PostgreSQL refuses) are never meant."""
    return text.replace("\x00", "").strip() if isinstance(text, str) else text


class PageForm(FlaskForm):
    """A form of a page. CSRF is not its business: `web/csrf.py` checks every unsafe request."""

    class Meta:
        csrf = False

        @property
        def locales(self) -> tuple[str, ...]:
            return (language(),)

        def get_translations(self, form: Any) -> Any:
            # WTForms has its own words in both languages; Flask-WTF's way asks for more.
            return DefaultMeta.get_translations(self, form)

        def bind_field(self, form: Any, unbound: Any, options: dict[str, Any]) -> Field:
            is_text = issubclass(unbound.field_class, StringField | TextAreaField)
            if is_text and not issubclass(unbound.field_class, PasswordField):
                options["filters"] = [*unbound.kwargs.get("filters", ()), strip]
            return unbound.bind(form=form, **options)

    @classmethod
    def opened(
        cls, *, draft_of: str = "", since: datetime | None = None, **defaults: Any
    ) -> PageForm:
        """The form of a page: what was sent, else a parked text, else a draft, else the defaults.

        `draft_of`: the address the form is sent to, when it is not the page's own; `since`: drafts
        older than what the form is about are left.
        """
        fields = parked_fields(child_here())
        if fields is None:
            fields = draft_fields(draft_of or request.path, since)
        return cls(formdata=fields, **defaults) if fields is not None else cls(**defaults)
