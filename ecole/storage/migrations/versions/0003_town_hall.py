"""the technician of the town hall"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column(
        "account",
        sa.Column("is_town_hall", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
