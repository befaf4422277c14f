"""What is read out of a page."""

from dataclasses import dataclass
from datetime import datetime

from service.errors import ArticleUnreadableError


@dataclass(frozen=True, slots=True)
class PageArticle:
    """An article as its page gives it. Missing parts are empty; `published_at` is aware, or None.

    code: the publisher's own news code (کد خبر).
    body: paragraphs parted by an empty line, without the title, the lede and the comment form's own lines.
    """

    code: str
    title: str
    kicker: str = ""
    lede: str = ""
    body: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    url: str = ""
    published_at: datetime | None = None


def checked(article: PageArticle) -> PageArticle:
    """The article itself when it has a title, a code and some text.

    Raises ArticleUnreadableError that names everything missing.
    """
    missing = [
        name
        for name, value in (
            ("عنوان خبر", article.title),
            ("متن خبر", article.lede or article.body),
            ("«کد خبر»", article.code),
        )
        if not value
    ]
    if missing:
        detail = f"در این صفحه {' و '.join(missing)} پیدا نشد."
        raise ArticleUnreadableError(detail)
    return article
