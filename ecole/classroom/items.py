"""An instruction as a page shows it: plain words and addresses, no query left to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup

from ecole.media.labels import kind_label, length, weight
from ecole.models.attachment import Attachment
from ecole.models.instruction import Instruction
from ecole.models.rendition import Profile
from ecole.web.languages import gettext, ngettext
from ecole.web.words import estimate, long_day


@dataclass(frozen=True)
class File:
    """A file with all that is said of it before it is opened."""

    id: int
    name: str
    url: str
    download_url: str
    kind: str
    kind_label: str
    weight: str
    length: str
    mime: str
    poster: str
    small_url: str = ""  # of a picture: its small twin, once it is drawn
    rotation: int = 0
    caption: str = ""


@dataclass(frozen=True)
class Link:
    title: str
    url: str
    why: str = ""


@dataclass(frozen=True)
class Item:
    """One thing to do."""

    id: int
    title: str
    subject: str
    duration: str
    minutes: int
    returns: str
    body_html: Markup
    links: tuple[Link, ...]
    files: tuple[File, ...]
    url: str
    is_done: bool = False
    is_new: bool = False
    is_optional: bool = False
    due: str = ""  # the day by which it comes back
    done_url: str = ""
    undo_url: str = ""

    @property
    def facts(self) -> str:
        """« Lecture · environ 20 min · facultatif »."""
        optional = gettext("facultatif") if self.is_optional else ""
        return " · ".join(filter(None, (self.subject, self.duration, optional)))

    @property
    def asked_back(self) -> str:
        """What comes back, and by when; nothing when nothing does."""
        return asked_back(self.returns, self.due)


def asked_back(what: str, due: str) -> str:
    if not what:
        return ""
    if not due:
        return gettext("À rendre\u00a0: %(what)s", what=what)
    return gettext("À rendre pour le %(day)s\u00a0: %(what)s", day=due, what=what)


def file_of(attachment: Attachment, uai: str) -> File:
    url = url_for("files.show", uai=uai, attachment_id=attachment.id, name=attachment.name)
    return File(
        id=attachment.id,
        name=attachment.name,
        url=url,
        download_url=f"{url}?telecharger=1",
        kind=attachment.kind,
        kind_label=kind_label(attachment.kind, attachment.mime),
        weight=weight(attachment.size),
        length=length_of(attachment),
        mime=attachment.mime,
        poster="",
        small_url=url_for("files.rendition", uai=uai, attachment_id=attachment.id,
                          profile=Profile.SMALL)
        if attachment.rendition(Profile.SMALL) else "",
        rotation=attachment.rotation,
        caption=attachment.caption,
    )


def length_of(attachment: Attachment) -> str:
    """« 2 min 05 » of sound, « 3 pages » of a PDF, else nothing."""
    if attachment.duration_seconds:
        return length(attachment.duration_seconds)
    if attachment.pages:
        return ngettext("%(num)d\u00a0page", "%(num)d\u00a0pages", attachment.pages)
    return ""


def item_of(
    instruction: Instruction,
    uai: str,
    *,
    pupil_id: int | None = None,
    is_done: bool = False,
    is_new: bool = False,
) -> Item:
    """The item of an instruction; with a pupil, the addresses of its tick."""
    minutes = instruction.duration_minutes or 0
    tick: dict[str, Any] = {
        "uai": uai, "instruction_id": instruction.id, "pupil_id": pupil_id
    }
    return Item(
        id=instruction.id,
        title=instruction.title,
        subject=instruction.subject,
        duration=estimate(minutes),
        minutes=minutes,
        returns=instruction.returns,
        # Safe by construction: rendered from Markdown and cleaned when it was written.
        body_html=Markup(instruction.body_html),  # noqa: S704
        links=tuple(Link(link.title, link.address, link.why) for link in instruction.links),
        files=tuple(file_of(attachment, uai) for attachment in instruction.attachments),
        url=url_for("instructions.show", uai=uai, instruction_id=instruction.id),
        is_done=is_done,
        is_new=is_new,
        is_optional=instruction.is_optional,
        due=long_day(instruction.due_on) if instruction.due_on else "",
        done_url=url_for("completions.create", **tick) if pupil_id else "",
        undo_url=url_for("completions.delete", **tick) if pupil_id else "",
    )
