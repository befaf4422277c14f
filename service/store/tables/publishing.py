"""Publishers: their sites, articles, and what readers see of the threads below."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from service.store.tables.base import Base


class Site(Base):
    """A publisher's site."""

    __tablename__ = "site"

    pk: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str] = mapped_column(unique=True)  # in the page's source; names the site, proves nothing
    secret_hash: Mapped[str] = mapped_column(unique=True)  # SHA-256 of the key that the CMS sends
    origins: Mapped[list[str]]  # pages that may embed the form: scheme://host[:port]
    domains: Mapped[list[str]]  # own domains; links to them are no adverts
    created_at: Mapped[datetime]


class Article(Base):
    """An article as the publisher gave it, under the publisher's own news code (کد خبر)."""

    __tablename__ = "article"
    __table_args__ = (sa.UniqueConstraint("site_pk", "code"), sa.Index("ix_article_category", "category"))

    pk: Mapped[int] = mapped_column(primary_key=True)
    site_pk: Mapped[int] = mapped_column(sa.ForeignKey("site.pk"))
    code: Mapped[str]
    title: Mapped[str]
    kicker: Mapped[str]
    lede: Mapped[str]
    body: Mapped[str]
    category: Mapped[str]
    tags: Mapped[list[str]]
    url: Mapped[str]
    published_at: Mapped[datetime | None]
    comments_open: Mapped[bool]  # as the publisher says
    desk_mode: Mapped[str] = mapped_column(default="")  # as the desk says: a service.article.DeskMode; empty: nothing
    digest: Mapped[str]  # of what the publisher gave; tells an unchanged PUT
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    site: Mapped[Site] = relationship()


class ArticleProfile(Base):
    """What the rules want to know of an article, found once. A row that is missing, old or damaged is made anew."""

    __tablename__ = "article_profile"

    article_pk: Mapped[int] = mapped_column(sa.ForeignKey("article.pk", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[str]  # of the article that it was made from
    content: Mapped[bytes]  # as `rules.ArticleProfile.to_bytes` writes it


class Thread(Base):
    """The counts of an article's thread and the version of what readers see; one row an article."""

    __tablename__ = "thread"

    article_pk: Mapped[int] = mapped_column(sa.ForeignKey("article.pk"), primary_key=True)
    version: Mapped[int]  # grows whenever the visible thread changes; the ETag is made of it
    published: Mapped[int]
    held: Mapped[int]
