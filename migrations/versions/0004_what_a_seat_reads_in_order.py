"""what a seat reads, in order."""

from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_matter_constituency', 'matter', ['constituency_code', 'id'], unique=False)
    op.create_index('ix_matter_owner', 'matter', ['claimed_by', 'id', 'constituency_code'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_matter_owner', 'matter')
    op.drop_index('ix_matter_constituency', 'matter')
