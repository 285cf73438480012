"""News of a class and of the school."""

from __future__ import annotations

from ecole.models.news_item import NewsItem
from ecole.models.permissions.school import is_family, is_head, is_staff, teaches
from ecole.models.signed_in import SignedIn
from ecole.storage.columns import utc_now


def may_edit_news_item(who: SignedIn, item: NewsItem) -> bool:
    """The school's by its head; a class's by those who teach it."""
    if item.classroom_id is None:
        return is_head(who, item.school_id)
    return teaches(who, item.classroom_id, item.school_id)


def may_read_news_item(who: SignedIn, item: NewsItem) -> bool:
    """Families from its moment on; the whole team reads the school's."""
    if may_edit_news_item(who, item):
        return True
    if item.deleted_at is not None or item.published_at is None or item.published_at > utc_now():
        return False
    if item.classroom_id is None:
        return is_family(who, item.school_id) or is_staff(who, item.school_id)
    return who.has_child_in(item.classroom_id)
