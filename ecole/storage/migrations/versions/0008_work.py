"""photos, voices and drawings that come back, comments"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

# On SQLite only INTEGER PRIMARY KEY is the row's own key; elsewhere 63 bits need BIGINT.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "hand_in_comment",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("hand_in_id", Id, nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("school_id", Id, nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_hand_in_comment_author_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "hand_in_id"],
            ["hand_in.school_id", "hand_in.id"],
            name=op.f("fk_hand_in_comment_school_id_hand_in_id_hand_in"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_hand_in_comment_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_in_comment")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_hand_in_comment_school_id_id")),
    )
    with op.batch_alter_table("hand_in_comment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_hand_in_comment_hand_in_id"), ["hand_in_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_hand_in_comment_school_id"), ["school_id"], unique=False
        )

    with op.batch_alter_table("hand_in", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_by_pupil", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("is_on_paper", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("given_back_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("seen_back_at", sa.DateTime(), nullable=True))
