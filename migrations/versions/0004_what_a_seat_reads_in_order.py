"""what a seat reads, in order."""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None
CLAIMED = sa.text('claimed_by IS NOT NULL')


def upgrade() -> None:
    op.create_index('ix_matter_constituency', 'matter', ['constituency_code', 'id'], unique=False)
    op.create_index('ix_matter_owner', 'matter', ['claimed_by', 'id', 'constituency_code'], unique=False,
                    sqlite_where=CLAIMED, postgresql_where=CLAIMED)


def downgrade() -> None:
    op.drop_index('ix_matter_owner', 'matter', sqlite_where=CLAIMED, postgresql_where=CLAIMED)
    op.drop_index('ix_matter_constituency', 'matter')
