"""Whether an article takes comments: the publisher says so, and the desk may only be stricter."""

from typing import Final, cast

import sqlalchemy as sa

from service.article import SHUT
from service.store.tables import Article

_article: Final = cast("sa.Table", Article.__table__)
#: Written out, no bound values: the statement is on every reader's path.
_SHUT: Final[tuple[sa.ColumnElement[str], ...]] = tuple(sa.literal_column(f"'{mode.value}'") for mode in SHUT)

#: The column `comments_open` as readers and their comments meet it.
TAKES_COMMENTS: Final[sa.Label[bool]] = sa.and_(_article.c.comments_open, _article.c.desk_mode.not_in(_SHUT)).label(
    "comments_open"
)
