"""when a device said that it is new"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    # Databases made while 0001 was being written may have the column already.
    columns = sa.inspect(op.get_bind()).get_columns("device")
    if "newcomer_at" not in {column["name"] for column in columns}:
        op.add_column("device", sa.Column("newcomer_at", sa.DateTime(), nullable=True))
