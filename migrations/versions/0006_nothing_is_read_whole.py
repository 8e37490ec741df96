"""nothing is read whole."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

INDEXES = (
    ('ix_attachment_event', 'attachment', 'event_id', 'event_id IS NOT NULL'),
    ('ix_attachment_path', 'attachment', 'path', 'path IS NOT NULL'),
    ('ix_audit_salt', 'audit', 'salt', 'details IS NOT NULL'),
    ('ix_card_person', 'card', 'person_id', 'person_id IS NOT NULL'),
    ('ix_clock_stopped', 'clock', 'stopped_at', 'stopped_at IS NOT NULL'),
    ('ix_dispatch_reply', 'dispatch', 'reply_event', 'reply_event IS NOT NULL'),
    ('ix_dispatch_sent_back', 'dispatch', 'id', "state = 'sent_back'"),
    ('ix_due_dead', 'due', 'id', "state = 'dead'"),
    ('ix_event_resident', 'event', 'person_id', 'seat_id IS NULL AND person_id IS NOT NULL'),
    ('ix_extension_matter_id', 'extension', 'matter_id', None),
    ('ix_follower_person_id', 'follower', 'person_id', None),
    ('ix_held_clock_id', 'held', 'clock_id', None),
    ('ix_held_matter_id', 'held', 'matter_id', None),
    ('ix_inbox_dead', 'inbox', 'id', "state = 'dead'"),
    ('ix_matter_closed', 'matter', 'closed_at', 'number IS NOT NULL'),
    ('ix_matter_confirmed', 'matter', 'confirmed_at', 'number IS NOT NULL'),
    ('ix_matter_submitted', 'matter', 'submitted_at', 'number IS NOT NULL'),
    ('ix_outbox_dead', 'outbox', 'id', "state = 'dead'"),
    ('ix_outbox_replies', 'outbox', 'reply_card_id', 'reply_card_id IS NOT NULL'),
    ('ix_person_menu', 'person', 'id', 'menu IS NOT NULL'),
    ('ix_promise_event_id', 'promise', 'event_id', None),
    ('ix_salt_subject', 'salt', 'subject', None),
    ('ix_walk_in_call_matter_id', 'walk_in_call', 'matter_id', None),
)
REFERENCE = ('fk_search_gram_matter_id_matter', 'search_gram', 'matter', ['matter_id'], ['id'])
"""For each draft that is deleted the database would look through all pairs of characters for what refers to it."""


def upgrade() -> None:
    for name, table, column, where in INDEXES:
        condition = {} if where is None else {'sqlite_where': sa.text(where), 'postgresql_where': sa.text(where)}
        op.create_index(name, table, [column], unique=False, **condition)
    if op.get_bind().dialect.name == 'sqlite':
        _copy_pairs('')
    else:
        op.drop_constraint(REFERENCE[0], 'search_gram', type_='foreignkey')


def downgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        _copy_pairs(', CONSTRAINT fk_search_gram_matter_id_matter FOREIGN KEY(matter_id) REFERENCES matter (id)')
    else:
        op.create_foreign_key(*REFERENCE)
    for name, table, _, _ in INDEXES:
        op.drop_index(name, table)


def _copy_pairs(reference: str) -> None:
    """SQLite takes no reference from a table: it is copied, in the order of its key."""
    op.execute('CREATE TABLE pairs (gram BIGINT NOT NULL, matter_id INTEGER NOT NULL, '
               f'CONSTRAINT pk_search_gram PRIMARY KEY (gram, matter_id){reference}) WITHOUT ROWID')
    op.execute('INSERT INTO pairs SELECT gram, matter_id FROM search_gram ORDER BY gram, matter_id')
    op.drop_table('search_gram')
    op.execute('ALTER TABLE pairs RENAME TO search_gram')
