"""A news item being written: its form, its files on the way, and what is wrong with it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import request
from markupsafe import Markup

from ecole.classroom.items import length_of
from ecole.classroom.news.forms import NewsForm
from ecole.classroom.news.photo_rights import without_permission
from ecole.classroom.news.publishing import NewsDraft
from ecole.classroom.questions import is_over
from ecole.classroom.received_files import read_kept, receive_all, sign_kept
from ecole.media.labels import kind_label, weight
from ecole.models.classroom import Classroom
from ecole.models.news_item import NEWS_FILES_MAX, NewsItem
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now
from ecole.web.languages import gettext, lazy_gettext
from ecole.web.words import PARIS, moment

MEANWHILE = lazy_gettext(
    "Quelqu’un d’autre a changé cette actualité pendant que vous écriviez. Votre texte est gardé "
    "ci-dessous. Relisez l’autre version, puis enregistrez de nouveau pour garder la vôtre."
)
SHOWING = ("image", "video")  # files on which a child is recognised


class NewsWriting:
    """One sending of the form. Files are received even when a field is wrong, and kept."""

    def __init__(
        self, who: SignedIn, form: NewsForm, classroom: Classroom | None,
        item: NewsItem | None = None,
    ) -> None:
        self.who, self.form, self.item = who, form, item
        self.publish = request.form.get("action", "publish") == "publish"
        self.classroom_id = classroom.id if classroom else None
        self.unseen = without_permission(classroom)
        self.removed = _numbers(form.removed.data or [])
        self.received, self.lost = read_kept(who, form.kept.data)
        self.is_out = item is not None and is_out(item)
        if item is not None and item.published_at is not None and self.is_out:
            form.published_on = item.published_at.astimezone(PARIS).date()

    def is_ready(self) -> bool:
        """Whether the form was sent and everything in it is right."""
        form = self.form
        if not form.is_submitted():
            return False
        good = form.validate()
        sent = form.files.data if not form.files.errors else []
        fresh, refused = receive_all(sent, self.classroom_id)
        files = self.received + fresh
        room = max(NEWS_FILES_MAX - len(self._staying()), 0)
        self.received = files[:room]
        refused += self.lost + [
            gettext("«\u00a0%(name)s\u00a0» n’est pas gardé\u00a0: une actualité a au plus "
                    "%(most)d fichiers.", name=file.name, most=NEWS_FILES_MAX)
            for file in files[room:]
        ]
        form.files.errors = [*form.files.errors, *refused]
        if good and self.publish and not self.is_out and is_over(form.moment):
            form.publish_on.errors = [gettext(
                "Ce moment est passé. Choisissez-en un à venir, ou laissez vide pour publier tout "
                "de suite.")]
            good = False
        if self._must_confirm():
            form.photos_confirmed.errors = [gettext(
                "Regardez les photos, puis cochez la case\u00a0: des élèves n’ont pas l’accord "
                "de leur famille.")]
            good = False
        return good and not refused

    def _must_confirm(self) -> bool:
        """Photos come out while some families have not agreed, and nobody said they were looked at.
        """
        if self.form.photos_confirmed.data or not self.publish or not self.unseen:
            return False
        was_confirmed = self.item is not None and self.item.published_at is not None
        files = [*self.received, *([] if was_confirmed else self._staying())]
        return any(file.kind in SHOWING for file in files)

    def _staying(self) -> list[Any]:
        attachments = self.item.attachments if self.item else []
        return [file for file in attachments if file.id not in self.removed]

    @property
    def revision(self) -> int:
        return next(iter(_numbers([self.form.revision.data or ""])), 0)

    def draft(self) -> NewsDraft:
        form = self.form
        assert form.title.data is not None
        return NewsDraft(
            title=form.title.data, body=form.body.data or "",
            is_published=self.publish, moment=None if self.is_out else form.moment,
            expires_on=form.expires_on.data, is_pinned=bool(form.is_pinned.data),
        )

    def warn_of_other_edit(self) -> None:
        """Show the other version beside ours; saving again then keeps ours."""
        assert self.item is not None
        self.form.form_errors.append(MEANWHILE)
        self.form.revision.data = str(self.item.revision)

    def context(self) -> dict[str, Any]:
        self.form.kept.data = sign_kept(self.who, self.received) if self.received else ""
        attachments = self.item.attachments if self.item else []
        return {
            "form": self.form,
            "kept_files": [_row(file) for file in self.received],
            "attachments": [
                _row(a, id=a.id, is_removed=a.id in self.removed, length=length_of(a))
                for a in attachments
            ],
            "unseen": self.unseen,
            "is_out": self.is_out,
            "other_version": self._other_version(),
        }

    def _other_version(self) -> dict[str, Any] | None:
        if self.item is None or MEANWHILE not in self.form.form_errors:
            return None
        other = self.item
        return {
            "title": other.title,
            "state": state_of(other),
            "body_html": Markup(other.body_html),  # noqa: S704
        }

    @staticmethod
    def source(item: NewsItem) -> SimpleNamespace:
        """What the form of a change shows at first."""
        at = item.published_at.astimezone(PARIS) if item.published_at else None
        is_planned = at is not None and not is_out(item)
        return SimpleNamespace(
            title=item.title, body=item.body, expires_on=item.expires_on,
            is_pinned=item.is_pinned, revision=str(item.revision),
            publish_on=at.date() if at and is_planned else None,
            publish_at=at.time() if at and is_planned else None,
        )


def is_out(item: NewsItem) -> bool:
    """Whether its moment came."""
    return item.published_at is not None and item.published_at <= utc_now()


def state_of(item: NewsItem) -> str:
    """« Parue lundi 23 novembre à 8 h 05 », for those who write it."""
    if item.published_at is None:
        return gettext("Brouillon")
    said = moment(item.published_at)
    if not is_out(item):
        return gettext("Paraîtra %(moment)s", moment=said)
    return gettext("Parue %(moment)s", moment=said)


def _row(file: Any, **more: Any) -> dict[str, Any]:
    return {"name": file.name, "kind": file.kind, "kind_label": kind_label(file.kind, file.mime),
            "weight": weight(file.size), "length": "", **more}


def _numbers(texts: list[str]) -> set[int]:
    """Whole numbers among texts; our keys have nineteen digits at most."""
    return {int(text) for text in texts if text.isdecimal() and len(text) < 20}
