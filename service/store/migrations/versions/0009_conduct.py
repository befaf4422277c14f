"""How a site treats readers by what became of their earlier comments.

Revision: 0009
Follows: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step on."""
    op.create_table(
        "conduct",
        sa.Column("site_pk", sa.Integer(), nullable=False),
        sa.Column("first_held", sa.Integer(), nullable=False),
        sa.Column("trusted_from", sa.Integer(), nullable=False),
        sa.Column("strikes", sa.Integer(), nullable=False),
        sa.Column("strike_days", sa.Integer(), nullable=False),
        sa.Column("moderator_pk", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["moderator_pk"], ["moderator.pk"], name=op.f("fk_conduct_moderator_pk_moderator")),
        sa.ForeignKeyConstraint(["site_pk"], ["site.pk"], name=op.f("fk_conduct_site_pk_site")),
        sa.PrimaryKeyConstraint("site_pk", name=op.f("pk_conduct")),
    )


def downgrade() -> None:
    """Take the step back."""
    op.drop_table("conduct")
