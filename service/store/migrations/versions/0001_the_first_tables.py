"""The first tables.

Revision: 0001
Follows: nothing
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step on."""
    op.create_table(
        "moderator",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_moderator")),
        sa.UniqueConstraint("username", name=op.f("uq_moderator_username")),
    )
    op.create_table(
        "site",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("domains", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_site")),
        sa.UniqueConstraint("name", name=op.f("uq_site_name")),
        sa.UniqueConstraint("public_key", name=op.f("uq_site_public_key")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_site_secret_hash")),
    )
    op.create_table(
        "spent_captcha",
        sa.Column("challenge_id", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("challenge_id", name=op.f("pk_spent_captcha")),
    )
    with op.batch_alter_table("spent_captcha", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spent_captcha_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "article",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("site_pk", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kicker", sa.Text(), nullable=False),
        sa.Column("lede", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("comments_open", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["site_pk"], ["site.pk"], name=op.f("fk_article_site_pk_site")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_article")),
        sa.UniqueConstraint("site_pk", "code", name=op.f("uq_article_site_pk_code")),
    )
    op.create_table(
        "desk_session",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("moderator_pk", sa.Integer(), nullable=False),
        sa.Column("csrf_token", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["moderator_pk"], ["moderator.pk"], name=op.f("fk_desk_session_moderator_pk_moderator")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_desk_session")),
    )
    with op.batch_alter_table("desk_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_session_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "comment",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("site_pk", sa.Integer(), nullable=False),
        sa.Column("article_pk", sa.Integer(), nullable=False),
        sa.Column("parent_pk", sa.Integer(), nullable=True),
        sa.Column("root_pk", sa.Integer(), nullable=True),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "published",
                "held",
                "rejected",
                "withdrawn",
                "removed",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("risk", sa.Double(), nullable=False),
        sa.Column("client_key", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("fragment", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_pk"], ["article.pk"], name=op.f("fk_comment_article_pk_article")),
        sa.ForeignKeyConstraint(["parent_pk"], ["comment.pk"], name=op.f("fk_comment_parent_pk_comment")),
        sa.ForeignKeyConstraint(["root_pk"], ["comment.pk"], name=op.f("fk_comment_root_pk_comment")),
        sa.ForeignKeyConstraint(["site_pk"], ["site.pk"], name=op.f("fk_comment_site_pk_site")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_comment")),
        sa.UniqueConstraint("id", name=op.f("uq_comment_id")),
        sa.UniqueConstraint("site_pk", "client_key", name=op.f("uq_comment_site_pk_client_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index("ix_comment_article_pk_parent_pk_pk", ["article_pk", "parent_pk", "pk"], unique=False)
        batch_op.create_index("ix_comment_root_pk_status_pk", ["root_pk", "status", "pk"], unique=False)
        batch_op.create_index("ix_comment_site_pk_created_at", ["site_pk", "created_at"], unique=False)
        batch_op.create_index("ix_comment_status_pk", ["status", "pk"], unique=False)
        batch_op.create_index("ix_comment_status_risk_pk", ["status", "risk", "pk"], unique=False)

    op.create_table(
        "thread",
        sa.Column("article_pk", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_pk"], ["article.pk"], name=op.f("fk_thread_article_pk_article")),
        sa.PrimaryKeyConstraint("article_pk", name=op.f("pk_thread")),
    )
    op.create_table(
        "decision",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("comment_pk", sa.Integer(), nullable=False),
        sa.Column("moderator_pk", sa.Integer(), nullable=False),
        sa.Column(
            "was",
            sa.Enum(
                "published",
                "held",
                "rejected",
                "withdrawn",
                "removed",
                name="was",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "became",
            sa.Enum(
                "published",
                "held",
                "rejected",
                "withdrawn",
                "removed",
                name="became",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_pk"], ["comment.pk"], name=op.f("fk_decision_comment_pk_comment")),
        sa.ForeignKeyConstraint(["moderator_pk"], ["moderator.pk"], name=op.f("fk_decision_moderator_pk_moderator")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index("ix_decision_comment_pk_pk", ["comment_pk", "pk"], unique=False)

    op.create_table(
        "event",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("comment_pk", sa.Integer(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_pk"], ["comment.pk"], name=op.f("fk_event_comment_pk_comment")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_event")),
    )
    op.create_table(
        "judgement",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("comment_pk", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("publish", "hold", "reject", name="outcome", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("policy_version", sa.Text(), nullable=False),
        sa.Column("degraded", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_pk"], ["comment.pk"], name=op.f("fk_judgement_comment_pk_comment")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_judgement")),
    )
    with op.batch_alter_table("judgement", schema=None) as batch_op:
        batch_op.create_index("ix_judgement_comment_pk_pk", ["comment_pk", "pk"], unique=False)


def downgrade() -> None:
    """Take the step back."""
    with op.batch_alter_table("judgement", schema=None) as batch_op:
        batch_op.drop_index("ix_judgement_comment_pk_pk")

    op.drop_table("judgement")
    op.drop_table("event")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index("ix_decision_comment_pk_pk")

    op.drop_table("decision")
    op.drop_table("thread")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index("ix_comment_status_risk_pk")
        batch_op.drop_index("ix_comment_status_pk")
        batch_op.drop_index("ix_comment_site_pk_created_at")
        batch_op.drop_index("ix_comment_root_pk_status_pk")
        batch_op.drop_index("ix_comment_article_pk_parent_pk_pk")

    op.drop_table("comment")
    with op.batch_alter_table("desk_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_session_expires_at"))

    op.drop_table("desk_session")
    op.drop_table("article")
    with op.batch_alter_table("spent_captcha", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spent_captcha_expires_at"))

    op.drop_table("spent_captcha")
    op.drop_table("site")
    op.drop_table("moderator")
