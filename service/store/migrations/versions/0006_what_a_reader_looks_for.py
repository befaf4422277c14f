"""Pinned comments of an article, and the votes of a reader, are found by an index.

Revision: 0006
Follows: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step on."""
    op.create_index(
        "ix_comment_article_pk_pinned",
        "comment",
        ["article_pk", "parent_pk", "pk"],
        sqlite_where=sa.text("pinned = 1"),
        postgresql_where=sa.text("pinned"),
    )
    op.create_index("ix_vote_reader_comment_pk", "vote", ["reader", "comment_pk"])


def downgrade() -> None:
    """Take the step back. Nothing is lost."""
    op.drop_index("ix_vote_reader_comment_pk", "vote")
    op.drop_index("ix_comment_article_pk_pinned", "comment")
