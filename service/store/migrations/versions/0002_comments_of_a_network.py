"""An index for the last comments of a network, which the rule about repeats looks at.

Revision: 0002
Follows: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step on."""
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_comment_site_pk_network_created_at", ["site_pk", "network", "created_at"], unique=False
        )


def downgrade() -> None:
    """Take the step back."""
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index("ix_comment_site_pk_network_created_at")
