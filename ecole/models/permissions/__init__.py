"""Who may do what to which row: pure functions of the person asking and the row, a noun a file."""

from ecole.models.permissions.attachments import (
    may_caption_attachment,
    may_prepare_attachment,
    may_read_attachment,
)
from ecole.models.permissions.documents import (
    may_edit_document,
    may_read_box,
    may_read_document,
    may_send_to_box,
    may_write_box,
    may_write_document,
)
from ecole.models.permissions.forum import (
    may_moderate_message,
    may_moderate_topic,
    may_own_message,
    may_reach_message,
    may_reach_topic,
    may_read_message,
    may_read_topic,
    may_report_message,
)
from ecole.models.permissions.groups import may_edit_group
from ecole.models.permissions.hand_ins import (
    may_answer,
    may_mark_hand_in,
    may_own_hand_in,
    may_read_comment,
    may_read_hand_in,
    may_remove_comment,
    may_turn_photo,
)
from ecole.models.permissions.instructions import (
    may_copy_instruction,
    may_edit_day_word,
    may_edit_instruction,
    may_edit_live_class,
    may_read_correction,
    may_read_day_word,
    may_read_dictation,
    may_read_instruction,
    may_read_live_class,
    may_tick,
)
from ecole.models.permissions.news import may_edit_news_item, may_read_news_item
from ecole.models.permissions.school import (
    may_run_school,
    may_teach,
    may_teach_pupil,
    may_visit,
)
from ecole.models.permissions.uploads import may_send_upload

__all__ = [
    "may_answer",
    "may_caption_attachment",
    "may_copy_instruction",
    "may_edit_day_word",
    "may_edit_document",
    "may_edit_group",
    "may_edit_instruction",
    "may_edit_live_class",
    "may_edit_news_item",
    "may_mark_hand_in",
    "may_moderate_message",
    "may_moderate_topic",
    "may_own_hand_in",
    "may_own_message",
    "may_prepare_attachment",
    "may_reach_message",
    "may_reach_topic",
    "may_read_attachment",
    "may_read_box",
    "may_read_comment",
    "may_read_correction",
    "may_read_day_word",
    "may_read_dictation",
    "may_read_document",
    "may_read_hand_in",
    "may_read_instruction",
    "may_read_live_class",
    "may_read_message",
    "may_read_news_item",
    "may_read_topic",
    "may_remove_comment",
    "may_report_message",
    "may_run_school",
    "may_send_to_box",
    "may_send_upload",
    "may_teach",
    "may_teach_pupil",
    "may_tick",
    "may_turn_photo",
    "may_visit",
    "may_write_box",
    "may_write_document",
]
