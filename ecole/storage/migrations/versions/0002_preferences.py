"""how each person likes to read"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for name, length in (("language", 8), ("comfort", 40)):
        op.add_column(
            "account", sa.Column(name, sa.String(length=length), server_default="", nullable=False)
        )
