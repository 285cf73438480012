"""A file is read by those who may read the row it belongs to, at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ecole.models.attachment import Attachment
from ecole.models.permissions.documents import may_edit_document, may_read_box
from ecole.models.permissions.forum import may_moderate_message, may_read_message
from ecole.models.permissions.hand_ins import may_mark_hand_in, may_read_comment, may_read_hand_in
from ecole.models.permissions.instructions import (
    may_edit_day_word,
    may_edit_instruction,
    may_read_correction,
    may_read_day_word,
    may_read_dictation,
    may_read_instruction,
)
from ecole.models.permissions.news import may_edit_news_item, may_read_news_item
from ecole.models.signed_in import SignedIn

# By the column that names the owner (ecole/models/attachment.py).
MAY_READ: dict[str, Callable[[SignedIn, Any], bool]] = {
    "instruction": may_read_instruction,
    "correction": may_read_correction,
    "dictation": may_read_dictation,
    "day_word": may_read_day_word,
    "hand_in": may_read_hand_in,
    "comment": may_read_comment,
    "news_item": may_read_news_item,
    "message": may_read_message,
    "box": may_read_box,
}


def may_read_attachment(who: SignedIn, attachment: Attachment) -> bool:
    return MAY_READ[attachment.owner_name](who, attachment.owner)


# Whoever writes the row writes what is said in its films and sounds.
MAY_EDIT: dict[str, Callable[[SignedIn, Any], bool]] = {
    "instruction": may_edit_instruction,
    "correction": lambda who, row: may_edit_instruction(who, row.instruction),
    "dictation": lambda who, row: may_edit_instruction(who, row.instruction),
    "day_word": may_edit_day_word,
    "hand_in": may_mark_hand_in,
    "comment": lambda who, row: may_mark_hand_in(who, row.hand_in),
    "news_item": may_edit_news_item,
    "message": may_moderate_message,
    "box": lambda who, row: may_edit_document(who, row.document),
}


def may_caption_attachment(who: SignedIn, attachment: Attachment) -> bool:
    """Captions and transcript of a film or a sound, by those who teach the class."""
    is_played = attachment.kind in ("audio", "video")
    return is_played and MAY_EDIT[attachment.owner_name](who, attachment.owner)


def may_prepare_attachment(who: SignedIn, attachment: Attachment) -> bool:
    """To ask again for what could not be made of a file, or to give it up: by the same."""
    return MAY_EDIT[attachment.owner_name](who, attachment.owner)
