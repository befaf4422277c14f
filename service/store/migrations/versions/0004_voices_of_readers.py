"""Readers vote, report, edit, withdraw and appeal; comments are pinned and picked.

Revision: 0004
Follows: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step on."""
    op.create_table(
        "appeal",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("comment_pk", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moderator_pk", sa.Integer(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["comment_pk"], ["comment.pk"], name=op.f("fk_appeal_comment_pk_comment")),
        sa.ForeignKeyConstraint(["moderator_pk"], ["moderator.pk"], name=op.f("fk_appeal_moderator_pk_moderator")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_appeal")),
        sa.UniqueConstraint("comment_pk", name=op.f("uq_appeal_comment_pk")),
    )
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.create_index("ix_appeal_answered_at_pk", ["answered_at", "pk"], unique=False)
    op.create_table(
        "comment_version",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("comment_pk", sa.Integer(), nullable=False),
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
                name="version_status",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_pk"], ["comment.pk"], name=op.f("fk_comment_version_comment_pk_comment")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_comment_version")),
    )
    with op.batch_alter_table("comment_version", schema=None) as batch_op:
        batch_op.create_index("ix_comment_version_comment_pk_pk", ["comment_pk", "pk"], unique=False)
    op.create_table(
        "report",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("comment_pk", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["comment_pk"], ["comment.pk"], name=op.f("fk_report_comment_pk_comment")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_report")),
        sa.UniqueConstraint("comment_pk", "reader", name=op.f("uq_report_comment_pk_reader")),
    )
    op.create_table(
        "vote",
        sa.Column("comment_pk", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_pk"], ["comment.pk"], name=op.f("fk_vote_comment_pk_comment")),
        sa.PrimaryKeyConstraint("comment_pk", "reader", name=op.f("pk_vote")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reader", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("likes", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("dislikes", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("replies", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("reports", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("pinned", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("picked", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("newsroom", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("set_aside_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("language", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("folded", sa.Text(), server_default="", nullable=False))
        batch_op.create_index(
            "ix_comment_article_pk_parent_pk_likes_pk", ["article_pk", "parent_pk", "likes", "pk"], unique=False
        )
        batch_op.create_index(
            "ix_comment_article_pk_parent_pk_replies_pk", ["article_pk", "parent_pk", "replies", "pk"], unique=False
        )
        batch_op.create_index(
            "ix_comment_reports_pk",
            ["reports", "pk"],
            unique=False,
            sqlite_where=sa.text("reports > 0"),
            postgresql_where=sa.text("reports > 0"),
        )
        batch_op.create_index("ix_comment_site_pk_reader_pk", ["site_pk", "reader", "pk"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_comment_set_aside_by_moderator"), "moderator", ["set_aside_by"], ["pk"]
        )
    op.execute(
        "UPDATE comment SET replies = (SELECT count(*) FROM comment AS reply"
        " WHERE reply.root_pk = comment.pk AND reply.status = 'published') WHERE parent_pk IS NULL"
    )


def downgrade() -> None:
    """Take the step back. Votes, reports, appeals and earlier versions are lost."""
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_comment_set_aside_by_moderator"), type_="foreignkey")
        batch_op.drop_index("ix_comment_site_pk_reader_pk")
        batch_op.drop_index(
            "ix_comment_reports_pk", sqlite_where=sa.text("reports > 0"), postgresql_where=sa.text("reports > 0")
        )
        batch_op.drop_index("ix_comment_article_pk_parent_pk_replies_pk")
        batch_op.drop_index("ix_comment_article_pk_parent_pk_likes_pk")
        batch_op.drop_column("folded")
        batch_op.drop_column("language")
        batch_op.drop_column("set_aside_by")
        batch_op.drop_column("newsroom")
        batch_op.drop_column("picked")
        batch_op.drop_column("pinned")
        batch_op.drop_column("reports")
        batch_op.drop_column("replies")
        batch_op.drop_column("dislikes")
        batch_op.drop_column("likes")
        batch_op.drop_column("edited_at")
        batch_op.drop_column("reader")
    op.drop_table("vote")
    op.drop_table("report")
    with op.batch_alter_table("comment_version", schema=None) as batch_op:
        batch_op.drop_index("ix_comment_version_comment_pk_pk")
    op.drop_table("comment_version")
    with op.batch_alter_table("appeal", schema=None) as batch_op:
        batch_op.drop_index("ix_appeal_answered_at_pk")
    op.drop_table("appeal")
