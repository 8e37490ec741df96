"""the roster has a mark."""

from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

TABLES = ("seat", "absence", "group_chat", "street", "station", "constituency", "community", "body")
CHANGED = """
CREATE OR REPLACE FUNCTION roster_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO setting (key, value) VALUES ('roster', '{"mark": 1}')
    ON CONFLICT (key) DO UPDATE SET value = jsonb_build_object('mark', (setting.value ->> 'mark')::bigint + 1);
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    """Let PostgreSQL count the changes of the roster; on SQLite the file's one owner knows of them."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(CHANGED)
    for table in TABLES:
        op.execute(f"CREATE TRIGGER roster_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
                   "FOR EACH STATEMENT EXECUTE FUNCTION roster_changed()")


def downgrade() -> None:
    """Take the triggers away; the mark stays, for a number that came back would mean another roster."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("DROP FUNCTION roster_changed() CASCADE")
