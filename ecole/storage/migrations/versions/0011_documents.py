"""documents written together"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

# On SQLite only INTEGER PRIMARY KEY is the row's own key; elsewhere 63 bits need BIGINT.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("classroom_id", Id, nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("pupils_may_write", sa.Boolean(), nullable=False),
        sa.Column("families_may_write", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("school_id", Id, nullable=False),
        sa.Column("folded", sa.Text(), server_default="", nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_document_author_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "classroom_id"],
            ["classroom.school_id", "classroom.id"],
            name=op.f("fk_document_school_id_classroom_id_classroom"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_document_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_document_school_id_id")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_document_classroom_id"), ["classroom_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_document_school_id"), ["school_id"], unique=False)

    op.create_table(
        "box",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("document_id", Id, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("hidden_at", sa.DateTime(), nullable=True),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("school_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "document_id"],
            ["document.school_id", "document.id"],
            name=op.f("fk_box_school_id_document_id_document"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_box_school_id_school")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_box_school_id_id")),
    )
    with op.batch_alter_table("box", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_box_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_box_school_id"), ["school_id"], unique=False)

    op.create_table(
        "document_operation",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("document_id", Id, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("pupil_id", Id, nullable=True),
        sa.Column("operation", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("school_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_document_operation_author_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "document_id"],
            ["document.school_id", "document.id"],
            name=op.f("fk_document_operation_school_id_document_id_document"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "pupil_id"],
            ["pupil.school_id", "pupil.id"],
            name=op.f("fk_document_operation_school_id_pupil_id_pupil"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_document_operation_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_operation")),
        sa.UniqueConstraint(
            "document_id", "key", name=op.f("uq_document_operation_document_id_key")
        ),
        sa.UniqueConstraint(
            "document_id", "sequence", name=op.f("uq_document_operation_document_id_sequence")
        ),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_document_operation_school_id_id")),
    )
    with op.batch_alter_table("document_operation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_document_operation_school_id"), ["school_id"], unique=False
        )

    op.create_table(
        "document_version",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("document_id", Id, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("pupil_id", Id, nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("school_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_document_version_author_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "document_id"],
            ["document.school_id", "document.id"],
            name=op.f("fk_document_version_school_id_document_id_document"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "pupil_id"],
            ["pupil.school_id", "pupil.id"],
            name=op.f("fk_document_version_school_id_pupil_id_pupil"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_document_version_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_version")),
        sa.UniqueConstraint(
            "document_id", "sequence", name=op.f("uq_document_version_document_id_sequence")
        ),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_document_version_school_id_id")),
    )
    with op.batch_alter_table("document_version", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_document_version_school_id"), ["school_id"], unique=False
        )

    op.create_table(
        "box_owner",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("box_id", Id, nullable=False),
        sa.Column("pupil_id", Id, nullable=False),
        sa.Column("school_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "box_id"],
            ["box.school_id", "box.id"],
            name=op.f("fk_box_owner_school_id_box_id_box"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "pupil_id"],
            ["pupil.school_id", "pupil.id"],
            name=op.f("fk_box_owner_school_id_pupil_id_pupil"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_box_owner_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box_owner")),
        sa.UniqueConstraint("box_id", "pupil_id", name=op.f("uq_box_owner_box_id_pupil_id")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_box_owner_school_id_id")),
    )
    with op.batch_alter_table("box_owner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_box_owner_pupil_id"), ["pupil_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_box_owner_school_id"), ["school_id"], unique=False)

    op.create_table(
        "box_version",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("box_id", Id, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("pupil_id", Id, nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("school_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_box_version_author_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "box_id"],
            ["box.school_id", "box.id"],
            name=op.f("fk_box_version_school_id_box_id_box"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "pupil_id"],
            ["pupil.school_id", "pupil.id"],
            name=op.f("fk_box_version_school_id_pupil_id_pupil"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_box_version_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box_version")),
        sa.UniqueConstraint("box_id", "revision", name=op.f("uq_box_version_box_id_revision")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_box_version_school_id_id")),
    )
    with op.batch_alter_table("box_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_box_version_school_id"), ["school_id"], unique=False)
