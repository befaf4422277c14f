"""The desk finds comments by their words, by author, by language, and by who set them aside.

Revision: 0007
Follows: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

#: On SQLite a table of its own keeps the words; triggers keep it up to date, whoever writes.
SQLITE = (
    "CREATE VIRTUAL TABLE comment_search USING fts5("
    "folded, content='comment', content_rowid='pk', tokenize='unicode61 remove_diacritics 0', prefix='3')",
    "CREATE TRIGGER comment_search_insert AFTER INSERT ON comment BEGIN"
    " INSERT INTO comment_search(rowid, folded) VALUES (new.pk, new.folded); END",
    "CREATE TRIGGER comment_search_delete AFTER DELETE ON comment BEGIN"
    " INSERT INTO comment_search(comment_search, rowid, folded) VALUES ('delete', old.pk, old.folded); END",
    "CREATE TRIGGER comment_search_update AFTER UPDATE OF folded ON comment BEGIN"
    " INSERT INTO comment_search(comment_search, rowid, folded) VALUES ('delete', old.pk, old.folded);"
    " INSERT INTO comment_search(rowid, folded) VALUES (new.pk, new.folded); END",
    "INSERT INTO comment_search(comment_search) VALUES ('rebuild')",
)
POSTGRESQL = "CREATE INDEX comment_search ON comment USING gin (to_tsvector('simple'::regconfig, folded))"


def upgrade() -> None:
    """Bring the schema one step on. Comments that are there are found after `nazer desk reindex`."""
    op.create_index("ix_article_category", "article", ["category"])
    op.create_index("ix_comment_author_name_pk", "comment", ["author_name", "pk"])
    for name, column, where in (
        ("ix_comment_set_aside_by_pk", "set_aside_by", "set_aside_by IS NOT NULL"),
        ("ix_comment_language_pk", "language", "language <> ''"),
    ):
        op.create_index(
            name, "comment", [column, "pk"], sqlite_where=sa.text(where), postgresql_where=sa.text(where)
        )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(POSTGRESQL)
        return
    for statement in SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Take the step back."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX comment_search")
    else:
        for name in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER comment_search_{name}")
        op.execute("DROP TABLE comment_search")
    op.drop_index("ix_comment_language_pk", "comment")
    op.drop_index("ix_comment_set_aside_by_pk", "comment")
    op.drop_index("ix_comment_author_name_pk", "comment")
    op.drop_index("ix_article_category", "article")
