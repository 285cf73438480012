"""The pages of the news: the list of a class or of the school, one item, a family's classes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, case, func, or_, select, true

from ecole.classroom.tabs import tabs_of
from ecole.classroom.today import each_once
from ecole.models.attachment import Attachment
from ecole.models.classroom import Classroom
from ecole.models.membership import Role
from ecole.models.news_item import NewsItem
from ecole.models.permissions import may_edit_news_item, may_teach
from ecole.models.searchable import words_of_html
from ecole.models.signed_in import SignedIn
from ecole.models.trash import DAYS_IN_TRASH, oldest_kept
from ecole.storage.columns import utc_now
from ecole.storage.database import db
from ecole.storage.school_scope import current_school_id
from ecole.web.languages import gettext, ngettext
from ecole.web.words import PARIS, joined, long_day, moment, today

ITEMS_A_PAGE, LEAD_MAX = 12, 180


def class_news(who: SignedIn, classroom: Classroom, page: int) -> dict[str, Any]:
    """The news of a class, with the school's."""
    teaches = may_teach(who, classroom)
    return _list(who, classroom, page) | {
        "classroom": {"id": classroom.id, "name": classroom.label},
        "tabs": tabs_of(classroom.id, teaches=teaches),
        "new_url": url_for("news.new", classroom_id=classroom.id) if teaches else "",
        "rights_url": url_for("photo_rights.edit", classroom_id=classroom.id) if teaches else "",
    }


def school_news(who: SignedIn, page: int) -> dict[str, Any]:
    """The news of the school alone; for its head, what can still be taken out of the trash."""
    is_head = _is_head(who)
    return _list(who, None, page) | {
        "new_url": url_for("news.school_new") if is_head else "",
        "trash": _trash() if is_head else [],
    }


def _is_head(who: SignedIn) -> bool:
    return who.role_in(current_school_id() or 0) == Role.HEAD


def shown_in(who: SignedIn, classroom: Classroom | None) -> tuple[ColumnElement[bool], ...]:
    """The news that somebody finds in a list: all those they may change, else what is out."""
    out = (NewsItem.published_at <= utc_now()) & _is_fresh()
    of_school = NewsItem.classroom_id.is_(None) & (true() if _is_head(who) else out)
    if classroom is None:
        return NewsItem.deleted_at.is_(None), of_school
    of_class = NewsItem.classroom_id == classroom.id
    if not may_teach(who, classroom):
        of_class &= out
    return NewsItem.deleted_at.is_(None), or_(of_school, of_class)


def _is_fresh() -> ColumnElement[bool]:
    return NewsItem.expires_on.is_(None) | (NewsItem.expires_on >= today())


def _list(who: SignedIn, classroom: Classroom | None, page: int) -> dict[str, Any]:
    found = db.session.scalars(
        select(NewsItem)
        .where(*shown_in(who, classroom))
        .order_by(case((NewsItem.is_pinned & _is_fresh(), 0), else_=1),
                  func.coalesce(NewsItem.published_at, NewsItem.created_at).desc(), NewsItem.id)
        .offset((page - 1) * ITEMS_A_PAGE).limit(ITEMS_A_PAGE + 1)
    ).all()
    shown = found[:ITEMS_A_PAGE]
    counts = _counts(shown)

    def address(number: int) -> str:
        if classroom is None:
            return url_for("news.school_index", page=number)
        return url_for("news.index", classroom_id=classroom.id, page=number)

    return {
        "items": [_line(who, item, counts[item.id]) for item in shown],
        "page": page,
        "previous_url": address(page - 1) if page > 1 else "",
        "next_url": address(page + 1) if len(found) > len(shown) else "",
    }


def _counts(items: Sequence[NewsItem]) -> dict[int, Counter[bool]]:
    """How many photos (True) and other files (False) each item has, by its id."""
    rows = db.session.execute(
        select(Attachment.news_item_id, Attachment.kind, func.count(Attachment.id))
        .where(Attachment.news_item_id.in_([item.id for item in items]))
        .group_by(Attachment.news_item_id, Attachment.kind)
    )
    counts: dict[int, Counter[bool]] = defaultdict(Counter)
    for item_id, kind, number in rows:
        counts[item_id or 0][kind == "image"] += number
    return counts


def _line(who: SignedIn, item: NewsItem, counts: Counter[bool]) -> dict[str, Any]:
    photos, files = counts[True], counts[False]
    said = [
        date_of(item),
        ngettext("%(num)d\u00a0photo", "%(num)d\u00a0photos", photos) if photos else "",
        ngettext("%(num)d\u00a0fichier", "%(num)d\u00a0fichiers", files) if files else "",
    ]
    words = words_of_html(item.body_html).split()
    lead = " ".join(words)
    return shared(who, item) | {
        "url": url_for("news.show", item_id=item.id),
        "said": " · ".join(filter(None, said)),
        "lead": lead if len(lead) <= LEAD_MAX else lead[:LEAD_MAX].rpartition(" ")[0] + "…",
    }


def shared(who: SignedIn, item: NewsItem) -> dict[str, Any]:
    """What the list and the page both say; its state is for those who write it."""
    state, now = "", utc_now()
    if may_edit_news_item(who, item):
        if item.published_at is None:
            state = gettext("Brouillon")
        elif item.published_at > now:
            state = gettext("Prévue")
        elif item.expires_on and item.expires_on < today():
            state = gettext("Plus dans la liste")
    return {"title": item.title, "is_of_school": item.classroom_id is None, "state": state,
            "is_pinned": item.is_pinned}


def date_of(item: NewsItem) -> str:
    at = item.published_at
    return long_day(at.astimezone(PARIS).date()) if at else ""


def index_of(classroom_id: int | None) -> str:
    """The list an item is in."""
    if classroom_id is None:
        return url_for("news.school_index")
    return url_for("news.index", classroom_id=classroom_id)


def _trash() -> list[dict[str, Any]]:
    rows = db.session.scalars(
        select(NewsItem)
        .where(NewsItem.classroom_id.is_(None), NewsItem.deleted_at > oldest_kept())
        .order_by(NewsItem.deleted_at.desc())
    )
    now = utc_now()
    return [
        {
            "title": row.title,
            "deleted": moment(row.deleted_at),
            "days_left": ngettext("%(num)d\u00a0jour", "%(num)d\u00a0jours",
                                  DAYS_IN_TRASH - (now - row.deleted_at).days),
            "restore_url": url_for("news.restore", item_id=row.id),
        }
        for row in rows if row.deleted_at
    ]


def classes_of_family(who: SignedIn) -> list[dict[str, str]]:
    """The classes of the children, each once, with who is in it."""
    uais = {place.id: place.uai for place in who.passes.values()}
    names: dict[int, list[str]] = defaultdict(list)
    found: dict[int, dict[str, str]] = {}
    for child in each_once(who.children):
        if child.classroom_id is None:
            continue
        names[child.classroom_id].append(child.first_name)
        found[child.classroom_id] = {
            "name": child.classroom_label,
            "children": joined(names[child.classroom_id]),
            "url": url_for("news.index", uai=uais[child.school_id],
                           classroom_id=child.classroom_id),
        }
    return list(found.values())
