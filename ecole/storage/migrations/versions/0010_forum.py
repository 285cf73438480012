"""the forum"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

# On SQLite only INTEGER PRIMARY KEY is the row's own key; elsewhere 63 bits need BIGINT.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "forum_settings",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("classroom_id", Id, nullable=False),
        sa.Column("families_may_open", sa.Boolean(), nullable=False),
        sa.Column("approves_families", sa.Boolean(), nullable=False),
        sa.Column("approves_pupils", sa.Boolean(), nullable=False),
        sa.Column("slow_minutes", sa.Integer(), nullable=False),
        sa.Column("opens_minute", sa.Integer(), nullable=True),
        sa.Column("closes_minute", sa.Integer(), nullable=True),
        sa.Column("school_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "classroom_id"],
            ["classroom.school_id", "classroom.id"],
            name=op.f("fk_forum_settings_school_id_classroom_id_classroom"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_forum_settings_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_settings")),
        sa.UniqueConstraint("classroom_id", name=op.f("uq_forum_settings_classroom_id")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_forum_settings_school_id_id")),
    )
    with op.batch_alter_table("forum_settings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_forum_settings_school_id"), ["school_id"], unique=False
        )

    op.create_table(
        "topic",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("classroom_id", Id, nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("pupils_may_write", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_message_at", sa.DateTime(), nullable=False),
        sa.Column("school_id", Id, nullable=False),
        sa.Column("folded", sa.Text(), server_default="", nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_topic_author_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "classroom_id"],
            ["classroom.school_id", "classroom.id"],
            name=op.f("fk_topic_school_id_classroom_id_classroom"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_topic_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_topic_school_id_id")),
    )
    with op.batch_alter_table("topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_classroom_id"), ["classroom_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_topic_school_id"), ["school_id"], unique=False)

    op.create_table(
        "message",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("topic_id", Id, nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("pupil_id", Id, nullable=True),
        sa.Column("reply_to_id", Id, nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("hidden_at", sa.DateTime(), nullable=True),
        sa.Column("hidden_by_id", Id, nullable=True),
        sa.Column("school_id", Id, nullable=False),
        sa.Column("folded", sa.Text(), server_default="", nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_message_author_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["hidden_by_id"], ["account.id"], name=op.f("fk_message_hidden_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "pupil_id"],
            ["pupil.school_id", "pupil.id"],
            name=op.f("fk_message_school_id_pupil_id_pupil"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "topic_id"],
            ["topic.school_id", "topic.id"],
            name=op.f("fk_message_school_id_topic_id_topic"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_message_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_message_school_id_id")),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_message_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "message_report",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("message_id", Id, nullable=False),
        sa.Column("account_id", Id, nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("school_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_message_report_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "message_id"],
            ["message.school_id", "message.id"],
            name=op.f("fk_message_report_school_id_message_id_message"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_message_report_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_report")),
        sa.UniqueConstraint(
            "message_id", "account_id", name=op.f("uq_message_report_message_id_account_id")
        ),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_message_report_school_id_id")),
    )
    with op.batch_alter_table("message_report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_message_report_school_id"), ["school_id"], unique=False
        )
