"""groups of pupils"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# On SQLite only INTEGER PRIMARY KEY is the row's own key; elsewhere 63 bits need BIGINT.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "pupil_group",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("classroom_id", Id, nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("school_id", Id, nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "classroom_id"],
            ["classroom.school_id", "classroom.id"],
            name=op.f("fk_pupil_group_school_id_classroom_id_classroom"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_pupil_group_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pupil_group")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_pupil_group_school_id_id")),
    )
    with op.batch_alter_table("pupil_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pupil_group_classroom_id"), ["classroom_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_pupil_group_school_id"), ["school_id"], unique=False)

    op.create_table(
        "pupil_group_member",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("group_id", Id, nullable=False),
        sa.Column("pupil_id", Id, nullable=False),
        sa.Column("school_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "group_id"],
            ["pupil_group.school_id", "pupil_group.id"],
            name=op.f("fk_pupil_group_member_school_id_group_id_pupil_group"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "pupil_id"],
            ["pupil.school_id", "pupil.id"],
            name=op.f("fk_pupil_group_member_school_id_pupil_id_pupil"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_pupil_group_member_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pupil_group_member")),
        sa.UniqueConstraint(
            "group_id", "pupil_id", name=op.f("uq_pupil_group_member_group_id_pupil_id")
        ),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_pupil_group_member_school_id_id")),
    )
    with op.batch_alter_table("pupil_group_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pupil_group_member_pupil_id"), ["pupil_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_pupil_group_member_school_id"), ["school_id"], unique=False
        )
