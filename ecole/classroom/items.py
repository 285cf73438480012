"""An instruction as a page shows it: plain words and addresses, no query left to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from markupsafe import Markup

from ecole.classroom.files import File, file_of
from ecole.classroom.files import length_of as length_of
from ecole.models.instruction import Instruction
from ecole.web.languages import gettext
from ecole.web.words import estimate, long_day


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
