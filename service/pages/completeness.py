"""What an article read out of a page must have."""

from service.article import ArticleForm
from service.errors import ArticleUnreadableError


def checked(article: ArticleForm) -> ArticleForm:
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
