"""Renditions of the files of a class: asked for when a file is attached, made later by a job."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from flask import current_app
from sqlalchemy.orm import Session

from ecole.classroom.file_states import failure_of, preparation_of
from ecole.classroom.making import (
    Order,
    forget_blob,
    make,
    note_failure,
    orders_of,
    tell_classes,
)
from ecole.classroom.renditions import (
    DRAW_PAGES,
    PREPARE,
    ask_pages,
    attachments_of,
    every_rendition_of,
    note_of_replacement,
    renditions_of,
    want_renditions,
)
from ecole.media.conversion import CannotConvert
from ecole.models.rendition import Rendition
from ecole.storage.blobs import Missing, NoSpace
from ecole.storage.claims import TRIES_MAX
from ecole.storage.database import db, writing
from ecole.storage.job import Job
from ecole.storage.jobs import task
from ecole.storage.workbench import workbench

__all__ = [
    "ask_pages", "draw_pages", "failure_of", "preparation_of", "prepare", "renditions_of",
    "want_renditions",
]
log = logging.getLogger("ecole.job")


class NotYet(RuntimeError):
    """Something could not be made by no fault of the file: the queue tries again later."""


def _give_up(rows: Session, job: Job) -> bool:
    """What was being made each time its process died is at fault; the rest goes on without it."""
    waiting = orders_of(job.id, _kind(job), _made_by(rows, job))
    if waiting:
        rows.get_one(Rendition, waiting[0].rendition_id).failure = "interrupted"
        tell_classes(rows, waiting[0].source_key)
    return len(waiting) > 1


@task(PREPARE, given_up=_give_up)
def prepare(job: Job) -> None:
    """Make what is still waiting for one stored file; what is made already is left."""
    source_key = job.arguments["source_key"]
    _make_all(job)
    if note_of_replacement(db.session(), source_key) \
            and not attachments_of(db.session(), source_key):
        forget_blob(source_key)


@task(DRAW_PAGES, given_up=_give_up)
def draw_pages(job: Job) -> None:
    """The pages of a PDF as pictures, the first ones first."""
    _make_all(job)


def _make_all(job: Job) -> None:
    source_key, is_last = job.arguments["source_key"], job.tries_count >= TRIES_MAX
    orders = orders_of(job.id, _kind(job), _made_by(db.session(), job))
    if not orders:
        return
    if not attachments_of(db.session(), source_key):
        _forget(orders)
        return
    blobs, trouble = current_app.config["BLOBS"], False
    with workbench(current_app.config["ECOLE"].data) as folder:
        try:
            with blobs.local(source_key) as source:
                for order in orders:
                    trouble |= not _is_done(order, partial(make, order, source, folder),
                                            is_last=is_last)
        except Missing:
            for order in orders:
                note_failure(order, "damaged")
    if trouble:
        raise NotYet(f"{source_key[:8]}: to be tried again")


def _is_done(order: Order, made: Callable[[], None], *, is_last: bool) -> bool:
    """Made, or said impossible; False when it is worth another try."""
    try:
        made()
    except CannotConvert as reason:
        note_failure(order, reason.code)
    except (OSError, RuntimeError) as error:
        log.warning("%s not made: %r", order.profile, error)
        if not is_last:
            return False
        note_failure(order, "full" if isinstance(error, NoSpace) else "interrupted")
    return True


def _forget(orders: list[Order]) -> None:
    """Nothing shows the file any more."""
    with writing() as rows:
        for order in orders:
            if row := rows.get(Rendition, order.rendition_id):
                rows.delete(row)


def _made_by(rows: Session, job: Job) -> list[Rendition]:
    is_pages = job.task == DRAW_PAGES
    return [made for made in every_rendition_of(rows, job.arguments["source_key"])
            if bool(made.page) == is_pages]


def _kind(job: Job) -> str:
    return str(job.arguments.get("kind", "image"))  # jobs of before had pictures only
