"""Full text on both databases: an FTS5 table that triggers keep on SQLite, a GIN index on PostgreSQL.

Words are compared as `folding` writes them; each is found by its beginning, so that endings do not matter.
"""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
from rapidfuzz import fuzz
from sqlalchemy.orm import Session

import rules
from service.store.folding import LONGEST_WORD, words_of
from service.store.tables import Comment

#: More words than these narrow nothing further.
MOST_WORDS: Final = 12
#: From this likeness on, of 100, two comments say the same; among how many candidates it is looked for.
ALIKE: Final = 85
CANDIDATES: Final = 2000
#: The words of a comment that its likes are looked for by: the longest ones.
TELLING: Final = 5
_FTS: Final = sa.table("comment_search", sa.column("rowid"))
_CONFIG: Final = sa.literal_column("'simple'::regconfig")


def matches(session: Session, text: str) -> sa.ColumnElement[bool] | None:
    """Whether a comment has all the words of what was typed; None when no word was typed."""
    words = words_of(text)[:MOST_WORDS]
    return _match(session, [_alternatives(parts) for parts in words]) if words else None


def alike(session: Session, site_pk: int, author_name: str, text: str) -> list[int]:
    """Keys of a site's comments that say nearly the same, newest first, the comment itself among them."""
    words = sorted({"".join(parts)[:LONGEST_WORD] for parts in words_of(text)}, key=lambda word: (-len(word), word))
    if not words:
        query = sa.select(Comment.pk, Comment.text).where(Comment.author_name == author_name, Comment.text == text)
    else:
        match = _match(session, [((word,),) for word in words[:TELLING]], prefix=False)
        query = sa.select(Comment.pk, Comment.text).where(match)
    query = query.where(Comment.site_pk == site_pk).order_by(Comment.pk.desc()).limit(CANDIDATES)
    wanted = rules.fold(text)
    found = session.execute(query).all()
    return [key for key, said in found if fuzz.ratio(wanted, rules.fold(said), score_cutoff=ALIKE)]


def _alternatives(parts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """A word is found as it is and, where it has half-spaces, also written apart."""
    whole = ("".join(parts)[:LONGEST_WORD],)
    return (whole, tuple(part[:LONGEST_WORD] for part in parts)) if len(parts) > 1 else (whole,)


def _match(
    session: Session, words: Sequence[tuple[tuple[str, ...], ...]], *, prefix: bool = True
) -> sa.ColumnElement[bool]:
    # Words are letters and digits only (`folding`), so that none of them can be read as an operator.
    if session.get_bind().dialect.name == "postgresql":
        query = _written(words, "'{}':*" if prefix else "'{}'", " & ", " | ")
        document: Any = sa.func.to_tsvector(_CONFIG, Comment.folded)
        result: sa.ColumnElement[bool] = document.op("@@")(sa.func.to_tsquery(_CONFIG, query))
        return result
    query = _written(words, '"{}"*' if prefix else '"{}"', " AND ", " OR ")
    found = sa.select(_FTS.c.rowid).where(sa.literal_column("comment_search").op("MATCH")(query))
    return Comment.pk.in_(found)


def _written(words: Sequence[tuple[tuple[str, ...], ...]], word: str, both: str, either: str) -> str:
    return both.join(
        "(" + either.join("(" + both.join(word.format(part) for part in parts) + ")" for parts in choices) + ")"
        for choices in words
    )
