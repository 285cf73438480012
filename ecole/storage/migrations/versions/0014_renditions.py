"""lighter renditions of files, captions and transcripts"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

# On SQLite only INTEGER PRIMARY KEY is the row's own key; elsewhere 63 bits need BIGINT.
Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    rendition = op.create_table(
        "rendition",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("source_key", sa.String(length=64), nullable=False),
        sa.Column("profile", sa.String(length=20), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("blob_key", sa.String(length=64), nullable=True),
        sa.Column("mime", sa.String(length=100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("failure", sa.String(length=30), nullable=False),
        sa.Column("account_id", Id, nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("ready_at", sa.DateTime(), nullable=True),
        sa.Column("school_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_rendition_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_rendition_school_id_school")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rendition")),
        sa.UniqueConstraint("school_id", "id", name=op.f("uq_rendition_school_id_id")),
        sa.UniqueConstraint(
            "school_id",
            "source_key",
            "profile",
            "page",
            name=op.f("uq_rendition_school_id_source_key_profile_page"),
        ),
    )
    with op.batch_alter_table("rendition", schema=None) as batch_op:
        for column in ("blob_key", "school_id", "source_key"):
            batch_op.create_index(batch_op.f(f"ix_rendition_{column}"), [column], unique=False)
    _carry_small_pictures(rendition)
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_column("small_key")
        batch_op.add_column(
            sa.Column("plays", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        batch_op.add_column(sa.Column("captions_key", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("transcript", sa.Text(), server_default="", nullable=False))


def _carry_small_pictures(rendition: sa.Table) -> None:
    """The small pictures already drawn, which were noted on each attachment."""
    attachment = sa.table(
        "attachment",
        sa.column("school_id"),
        sa.column("blob_key"),
        sa.column("small_key"),
        sa.column("created_at", sa.DateTime()),
    )
    made = sa.select(
        attachment.c.school_id,
        attachment.c.blob_key,
        sa.func.max(attachment.c.small_key).label("small_key"),
        sa.func.max(attachment.c.created_at).label("created_at"),
    ).where(attachment.c.small_key.is_not(None))
    for row in (
        op.get_bind().execute(made.group_by(attachment.c.school_id, attachment.c.blob_key)).all()
    ):
        op.execute(
            rendition.insert().values(
                id=secrets.randbits(62),
                school_id=row.school_id,
                source_key=row.blob_key,
                profile="small",
                page=0,
                blob_key=row.small_key,
                mime="image/webp",
                size=0,
                failure="",
                created_at=row.created_at,
                ready_at=row.created_at,
            )
        )
