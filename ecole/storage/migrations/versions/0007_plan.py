"""the plan: for whom, in what order, the word of the day, corrections, dictations, live classes"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# On SQLite only INTEGER PRIMARY KEY is the row's own key; elsewhere 63 bits need BIGINT.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


INSTRUCTION = sa.table(
    "instruction",
    sa.column("id", Id),
    sa.column("title"),
    sa.column("subject"),
    sa.column("body"),
    sa.column("folded"),
)


def upgrade() -> None:
    op.create_table(
        "day_word",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("classroom_id", Id, nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("day_on", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("school_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_day_word_author_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "classroom_id"],
            ["classroom.school_id", "classroom.id"],
            name=op.f("fk_day_word_school_id_classroom_id_classroom"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_day_word_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_word")),
        sa.UniqueConstraint("classroom_id", "day_on", name=op.f("uq_day_word_classroom_id_day_on")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_day_word_school_id_id")),
    )
    with op.batch_alter_table("day_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_day_word_day_on"), ["day_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_day_word_school_id"), ["school_id"], unique=False)

    op.create_table(
        "live_class",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("classroom_id", Id, nullable=False),
        sa.Column("author_id", Id, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("address", sa.String(length=1000), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("school_id", Id, nullable=False),
        sa.Column("level", sa.String(length=20), server_default="", nullable=False),
        sa.Column("group_id", Id, nullable=True),
        sa.Column("pupil_id", Id, nullable=True),
        sa.Column("folded", sa.Text(), server_default="", nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_live_class_author_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "classroom_id"],
            ["classroom.school_id", "classroom.id"],
            name=op.f("fk_live_class_school_id_classroom_id_classroom"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "group_id"],
            ["pupil_group.school_id", "pupil_group.id"],
            name=op.f("fk_live_class_school_id_group_id_pupil_group"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id", "pupil_id"],
            ["pupil.school_id", "pupil.id"],
            name=op.f("fk_live_class_school_id_pupil_id_pupil"),
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_live_class_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_class")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_live_class_school_id_id")),
    )
    with op.batch_alter_table("live_class", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_live_class_classroom_id"), ["classroom_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_live_class_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_live_class_pupil_id"), ["pupil_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_live_class_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_live_class_starts_at"), ["starts_at"], unique=False)

    op.create_table(
        "correction",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("instruction_id", Id, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("opens_at", sa.DateTime(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("school_id", Id, nullable=False),
        sa.Column("folded", sa.Text(), server_default="", nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["school_id", "instruction_id"],
            ["instruction.school_id", "instruction.id"],
            name=op.f("fk_correction_school_id_instruction_id_instruction"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_correction_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("instruction_id", name=op.f("uq_correction_instruction_id")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_correction_school_id_id")),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_school_id"), ["school_id"], unique=False)

    op.create_table(
        "dictation",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("instruction_id", Id, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("school_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["school_id", "instruction_id"],
            ["instruction.school_id", "instruction.id"],
            name=op.f("fk_dictation_school_id_instruction_id_instruction"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_dictation_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dictation")),
        sa.UniqueConstraint("instruction_id", name=op.f("uq_dictation_instruction_id")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_dictation_school_id_id")),
    )
    with op.batch_alter_table("dictation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dictation_school_id"), ["school_id"], unique=False)

    with op.batch_alter_table("instruction", schema=None) as batch_op:
        batch_op.add_column(sa.Column("position", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("is_optional", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("level", sa.String(length=20), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("group_id", Id, nullable=True))
        batch_op.add_column(sa.Column("pupil_id", Id, nullable=True))
        batch_op.add_column(sa.Column("folded", sa.Text(), server_default="", nullable=False))
        batch_op.create_index(batch_op.f("ix_instruction_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_instruction_pupil_id"), ["pupil_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_instruction_school_id_pupil_id_pupil"),
            "pupil",
            ["school_id", "pupil_id"],
            ["school_id", "id"],
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_instruction_school_id_group_id_pupil_group"),
            "pupil_group",
            ["school_id", "group_id"],
            ["school_id", "id"],
        )

    with op.batch_alter_table("instruction_link", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("why", sa.String(length=200), server_default="", nullable=False)
        )

    _fold_what_is_there()


def _fold_what_is_there() -> None:
    """The words that a search finds, for the instructions written before there was one."""
    bind = op.get_bind()
    for row in bind.execute(sa.select(INSTRUCTION)).all():
        words = " ".join((row.title, row.subject, row.body)).replace("\u2019", "'").casefold()
        plain = "".join(
            letter
            for letter in unicodedata.normalize("NFKD", words)
            if not unicodedata.combining(letter)
        )
        bind.execute(
            INSTRUCTION.update()
            .where(INSTRUCTION.c.id == row.id)
            .values(folded=" ".join(plain.split()))
        )
