"""jobs that take minutes, and whose process does them"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("is_heavy", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("claimed_by", sa.String(length=120), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("resumes_at", sa.DateTime(), nullable=True))
