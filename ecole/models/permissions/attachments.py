"""A file is read by those who may read the row it belongs to, at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ecole.models.attachment import Attachment
from ecole.models.permissions.documents import may_read_box
from ecole.models.permissions.forum import may_read_message
from ecole.models.permissions.hand_ins import may_read_comment, may_read_hand_in
from ecole.models.permissions.instructions import (
    may_read_correction,
    may_read_day_word,
    may_read_dictation,
    may_read_instruction,
)
from ecole.models.permissions.news import may_read_news_item
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
