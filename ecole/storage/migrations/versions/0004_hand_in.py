"""work that comes back"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# On SQLite only INTEGER PRIMARY KEY is the row's own key; elsewhere 63 bits need BIGINT.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "hand_in",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("instruction_id", Id, nullable=False),
        sa.Column("pupil_id", Id, nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("school_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_hand_in_author_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "instruction_id"],
            ["instruction.school_id", "instruction.id"],
            name=op.f("fk_hand_in_school_id_instruction_id_instruction"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "pupil_id"],
            ["pupil.school_id", "pupil.id"],
            name=op.f("fk_hand_in_school_id_pupil_id_pupil"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_hand_in_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_in")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_hand_in_school_id_id")),
    )
    with op.batch_alter_table("hand_in", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_hand_in_instruction_id"), ["instruction_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_hand_in_pupil_id"), ["pupil_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hand_in_school_id"), ["school_id"], unique=False)
