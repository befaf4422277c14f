"""What the rules want to know of an article, found once and kept beside it.

Revision: 0003
Follows: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step on. Articles that are there already are prepared when they are first needed."""
    op.create_table(
        "article_profile",
        sa.Column("article_pk", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_pk"], ["article.pk"], name=op.f("fk_article_profile_article_pk_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_pk", name=op.f("pk_article_profile")),
    )


def downgrade() -> None:
    """Take the step back. Nothing is lost: profiles are made of the articles."""
    op.drop_table("article_profile")
