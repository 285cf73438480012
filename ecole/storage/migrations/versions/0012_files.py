"""files of everything that has some"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

# On SQLite only INTEGER PRIMARY KEY is the row's own key; elsewhere 63 bits need BIGINT.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

OWNERS = (
    "instruction",
    "correction",
    "dictation",
    "day_word",
    "hand_in",
    "comment",
    "news_item",
    "message",
    "box",
)
ONE_OWNER = " + ".join(f"CASE WHEN {name}_id IS NULL THEN 0 ELSE 1 END" for name in OWNERS) + " = 1"


def upgrade() -> None:
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("correction_id", Id, nullable=True))
        batch_op.add_column(sa.Column("dictation_id", Id, nullable=True))
        batch_op.add_column(sa.Column("day_word_id", Id, nullable=True))
        batch_op.add_column(sa.Column("hand_in_id", Id, nullable=True))
        batch_op.add_column(sa.Column("comment_id", Id, nullable=True))
        batch_op.add_column(sa.Column("news_item_id", Id, nullable=True))
        batch_op.add_column(sa.Column("message_id", Id, nullable=True))
        batch_op.add_column(sa.Column("box_id", Id, nullable=True))
        batch_op.add_column(sa.Column("small_key", sa.String(length=64), nullable=True))
        batch_op.add_column(
            sa.Column("caption", sa.String(length=200), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("rotation", sa.Integer(), server_default="0", nullable=False))
        batch_op.alter_column("instruction_id", existing_type=Id, nullable=True)
        batch_op.create_index(batch_op.f("ix_attachment_box_id"), ["box_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_comment_id"), ["comment_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_attachment_correction_id"), ["correction_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attachment_day_word_id"), ["day_word_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_attachment_dictation_id"), ["dictation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_attachment_hand_in_id"), ["hand_in_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_message_id"), ["message_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_attachment_news_item_id"), ["news_item_id"], unique=False
        )
        batch_op.drop_constraint(
            batch_op.f("fk_attachment_school_id_instruction_id_instruction"), type_="foreignkey"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_attachment_school_id_day_word_id_day_word"),
            "day_word",
            ["school_id", "day_word_id"],
            ["school_id", "id"],
            ondelete="CASCADE",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_attachment_school_id_hand_in_id_hand_in"),
            "hand_in",
            ["school_id", "hand_in_id"],
            ["school_id", "id"],
            ondelete="CASCADE",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_attachment_school_id_dictation_id_dictation"),
            "dictation",
            ["school_id", "dictation_id"],
            ["school_id", "id"],
            ondelete="CASCADE",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_attachment_school_id_comment_id_hand_in_comment"),
            "hand_in_comment",
            ["school_id", "comment_id"],
            ["school_id", "id"],
            ondelete="CASCADE",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_attachment_school_id_correction_id_correction"),
            "correction",
            ["school_id", "correction_id"],
            ["school_id", "id"],
            ondelete="CASCADE",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_attachment_school_id_instruction_id_instruction"),
            "instruction",
            ["school_id", "instruction_id"],
            ["school_id", "id"],
            ondelete="CASCADE",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_attachment_school_id_message_id_message"),
            "message",
            ["school_id", "message_id"],
            ["school_id", "id"],
            ondelete="CASCADE",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_attachment_school_id_news_item_id_news_item"),
            "news_item",
            ["school_id", "news_item_id"],
            ["school_id", "id"],
            ondelete="CASCADE",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_attachment_school_id_box_id_box"),
            "box",
            ["school_id", "box_id"],
            ["school_id", "id"],
            ondelete="CASCADE",
        )
        batch_op.create_check_constraint(batch_op.f("ck_attachment_one_owner"), ONE_OWNER)
