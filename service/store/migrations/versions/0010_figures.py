"""Indices of the dashboard: it counts comments by time without reading them, and decisions by time.

Revision: 0010
Follows: 0009
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step on. The longer index serves whom the shorter one did."""
    op.create_index(
        "ix_comment_site_pk_created_at_article_pk_language",
        "comment",
        ["site_pk", "created_at", "article_pk", "language"],
    )
    op.drop_index("ix_comment_site_pk_created_at", table_name="comment")
    op.create_index("ix_decision_created_at", "decision", ["created_at"])


def downgrade() -> None:
    """Take that step back."""
    op.drop_index("ix_decision_created_at", table_name="decision")
    op.create_index("ix_comment_site_pk_created_at", "comment", ["site_pk", "created_at"])
    op.drop_index("ix_comment_site_pk_created_at_article_pk_language", table_name="comment")
