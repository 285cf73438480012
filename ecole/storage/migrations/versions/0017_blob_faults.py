"""stored files found missing or damaged"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "blob_fault",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("problem", sa.String(length=10), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_blob_fault")),
    )
