"""People of the desk: roles, second factor, claims, notes, log; bans, complaints, policies, words.

Revision: 0005
Follows: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema one step on. Who could sign in before may do everything, as before."""
    op.execute("DELETE FROM desk_session")  # everybody signs in again: sessions have names now
    op.create_table(
        "ban",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("site_pk", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moderator_pk", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["lifted_by"], ["moderator.pk"], name=op.f("fk_ban_lifted_by_moderator")),
        sa.ForeignKeyConstraint(["moderator_pk"], ["moderator.pk"], name=op.f("fk_ban_moderator_pk_moderator")),
        sa.ForeignKeyConstraint(["site_pk"], ["site.pk"], name=op.f("fk_ban_site_pk_site")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_ban")),
    )
    with op.batch_alter_table("ban", schema=None) as batch_op:
        batch_op.create_index("ix_ban_site_pk_kind_value", ["site_pk", "kind", "value"], unique=False)
    op.create_table(
        "desk_word",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("site_pk", sa.Integer(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("strength", sa.Integer(), nullable=False),
        sa.Column("exceptions", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("moderator_pk", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["moderator_pk"], ["moderator.pk"], name=op.f("fk_desk_word_moderator_pk_moderator")),
        sa.ForeignKeyConstraint(["site_pk"], ["site.pk"], name=op.f("fk_desk_word_site_pk_site")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_desk_word")),
    )
    with op.batch_alter_table("desk_word", schema=None) as batch_op:
        batch_op.create_index("ix_desk_word_site_pk_pk", ["site_pk", "pk"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("invited_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["invited_by"], ["moderator.pk"], name=op.f("fk_invitation_invited_by_moderator")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitation")),
    )
    op.create_table(
        "log_entry",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("moderator_pk", sa.Integer(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["moderator_pk"], ["moderator.pk"], name=op.f("fk_log_entry_moderator_pk_moderator")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_log_entry")),
    )
    op.create_table(
        "policy_version",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("site_pk", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("moderator_pk", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["moderator_pk"], ["moderator.pk"], name=op.f("fk_policy_version_moderator_pk_moderator")
        ),
        sa.ForeignKeyConstraint(["site_pk"], ["site.pk"], name=op.f("fk_policy_version_site_pk_site")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_policy_version")),
    )
    with op.batch_alter_table("policy_version", schema=None) as batch_op:
        batch_op.create_index("ix_policy_version_site_pk_section_pk", ["site_pk", "section", "pk"], unique=False)
    op.create_table(
        "template",
        sa.Column("site_pk", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("moderator_pk", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["moderator_pk"], ["moderator.pk"], name=op.f("fk_template_moderator_pk_moderator")),
        sa.ForeignKeyConstraint(["site_pk"], ["site.pk"], name=op.f("fk_template_site_pk_site")),
        sa.PrimaryKeyConstraint("site_pk", "reason", "language", name=op.f("pk_template")),
    )
    op.create_table(
        "claim",
        sa.Column("comment_pk", sa.Integer(), nullable=False),
        sa.Column("moderator_pk", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_pk"], ["comment.pk"], name=op.f("fk_claim_comment_pk_comment")),
        sa.ForeignKeyConstraint(["moderator_pk"], ["moderator.pk"], name=op.f("fk_claim_moderator_pk_moderator")),
        sa.PrimaryKeyConstraint("comment_pk", name=op.f("pk_claim")),
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_expires_at"), ["expires_at"], unique=False)
    op.create_table(
        "complaint",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("site_pk", sa.Integer(), nullable=False),
        sa.Column("comment_pk", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("moderator_pk", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["comment_pk"], ["comment.pk"], name=op.f("fk_complaint_comment_pk_comment")),
        sa.ForeignKeyConstraint(["moderator_pk"], ["moderator.pk"], name=op.f("fk_complaint_moderator_pk_moderator")),
        sa.ForeignKeyConstraint(["site_pk"], ["site.pk"], name=op.f("fk_complaint_site_pk_site")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_complaint")),
        sa.UniqueConstraint("id", name=op.f("uq_complaint_id")),
    )
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_answered_at_due_at", ["answered_at", "due_at"], unique=False)
    op.create_table(
        "note",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("comment_pk", sa.Integer(), nullable=False),
        sa.Column("moderator_pk", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_pk"], ["comment.pk"], name=op.f("fk_note_comment_pk_comment")),
        sa.ForeignKeyConstraint(["moderator_pk"], ["moderator.pk"], name=op.f("fk_note_moderator_pk_moderator")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_note")),
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index("ix_note_comment_pk_pk", ["comment_pk", "pk"], unique=False)
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.add_column(sa.Column("desk_mode", sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("judgement_pk", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("batch", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("undoes_pk", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_decision_batch"), ["batch"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_decision_undoes_pk_decision"), "decision", ["undoes_pk"], ["pk"])
        batch_op.create_foreign_key(
            batch_op.f("fk_decision_judgement_pk_judgement"), "judgement", ["judgement_pk"], ["pk"]
        )
    with op.batch_alter_table("desk_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("id", sa.Text(), nullable=False))
        batch_op.add_column(sa.Column("agent", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("network", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("is_whole", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False))
        batch_op.create_unique_constraint(batch_op.f("uq_desk_session_id"), ["id"])
    with op.batch_alter_table("moderator", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pseudonym", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("role", sa.Text(), server_default="owner", nullable=False))
        batch_op.add_column(sa.Column("totp_secret", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("totp_last", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("recovery_hashes", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take the step back. What the desk wrote in these tables is lost."""
    with op.batch_alter_table("moderator", schema=None) as batch_op:
        batch_op.drop_column("locked_at")
        batch_op.drop_column("recovery_hashes")
        batch_op.drop_column("totp_last")
        batch_op.drop_column("totp_secret")
        batch_op.drop_column("role")
        batch_op.drop_column("pseudonym")
    with op.batch_alter_table("desk_session", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_desk_session_id"), type_="unique")
        batch_op.drop_column("seen_at")
        batch_op.drop_column("is_whole")
        batch_op.drop_column("network")
        batch_op.drop_column("agent")
        batch_op.drop_column("id")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_decision_judgement_pk_judgement"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_decision_undoes_pk_decision"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_decision_batch"))
        batch_op.drop_column("undoes_pk")
        batch_op.drop_column("batch")
        batch_op.drop_column("judgement_pk")
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.drop_column("desk_mode")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index("ix_note_comment_pk_pk")
    op.drop_table("note")
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_answered_at_due_at")
    op.drop_table("complaint")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_expires_at"))
    op.drop_table("claim")
    op.drop_table("template")
    with op.batch_alter_table("policy_version", schema=None) as batch_op:
        batch_op.drop_index("ix_policy_version_site_pk_section_pk")
    op.drop_table("policy_version")
    op.drop_table("log_entry")
    op.drop_table("invitation")
    with op.batch_alter_table("desk_word", schema=None) as batch_op:
        batch_op.drop_index("ix_desk_word_site_pk_pk")
    op.drop_table("desk_word")
    with op.batch_alter_table("ban", schema=None) as batch_op:
        batch_op.drop_index("ix_ban_site_pk_kind_value")
    op.drop_table("ban")
