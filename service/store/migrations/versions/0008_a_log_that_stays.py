"""Rows of the log can be added, and neither changed nor taken out, whoever asks the database.

Revision: 0008
Follows: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SAYS = "log_entry is append-only"


def upgrade() -> None:
    """Bring the schema one step on."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION log_entry_stays() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{_SAYS}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER log_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION log_entry_stays()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER log_entry_no_{act.lower()} BEFORE {act} ON log_entry "
            f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
        )


def downgrade() -> None:
    """Take the step back."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER log_entry_stays ON log_entry")
        op.execute("DROP FUNCTION log_entry_stays()")
        return
    for act in ("update", "delete"):
        op.execute(f"DROP TRIGGER log_entry_no_{act}")
