"""The tables. Text columns have no length limit; limits are the business of `web.payloads`."""

from service.store.tables.base import Base
from service.store.tables.comments import Appeal, Comment, CommentVersion, Judgement, Report, Vote
from service.store.tables.community import Ban, Complaint, Conduct
from service.store.tables.desk import Claim, Decision, DeskSession, Invitation, LogEntry, Moderator, Note, Template
from service.store.tables.outbox import Event, SpentCaptcha
from service.store.tables.publishing import Article, ArticleProfile, Site, Thread
from service.store.tables.rulebook import DeskWord, PolicyVersion

__all__ = [
    "Appeal",
    "Article",
    "ArticleProfile",
    "Ban",
    "Base",
    "Claim",
    "Comment",
    "CommentVersion",
    "Complaint",
    "Conduct",
    "Decision",
    "DeskSession",
    "DeskWord",
    "Event",
    "Invitation",
    "Judgement",
    "LogEntry",
    "Moderator",
    "Note",
    "PolicyVersion",
    "Report",
    "Site",
    "SpentCaptcha",
    "Template",
    "Thread",
    "Vote",
]
