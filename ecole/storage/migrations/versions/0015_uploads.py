"""heavy files on their way, and the room a school has"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

# On SQLite only INTEGER PRIMARY KEY is the row's own key; elsewhere 63 bits need BIGINT.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "upload",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("account_id", Id, nullable=False),
        sa.Column("pupil_id", Id, nullable=False),
        sa.Column("classroom_id", Id, nullable=True),
        sa.Column("page", sa.String(length=400), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("school_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_upload_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "classroom_id"],
            ["classroom.school_id", "classroom.id"],
            name=op.f("fk_upload_school_id_classroom_id_classroom"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_upload_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_upload_school_id_id")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        for column in ("account_id", "classroom_id", "created_at", "school_id"):
            batch_op.create_index(batch_op.f(f"ix_upload_{column}"), [column], unique=False)
    with op.batch_alter_table("school", schema=None) as batch_op:
        for column, megabytes in (
            ("file_limit_mb", 500),
            ("class_quota_mb", 5_000),
            ("quota_mb", 20_000),
        ):
            batch_op.add_column(
                sa.Column(column, sa.Integer(), server_default=str(megabytes), nullable=False)
            )
