"""What the tests of bans, articles, appeals and complaints are written with: readers, and people at the desk."""

from dataclasses import dataclass, replace
from typing import Any

import lxml.html
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from service.readers import read_reader, write_reader
from service.roles import Role
from service.status import Status
from service.store.tables import Comment, LogEntry, Moderator
from service.web.context import Context
from tests.desk_support import AtDesk, Shelf
from tests.support import Reader, Someone


def text_of(response: TestResponse) -> str:
    """Everything that a page says."""
    page = lxml.html.document_fromstring(response.get_data(as_text=True))
    return " ".join(page.body.text_content().split())


@dataclass
class Room:
    """A site with an article, readers in front of it and people behind it."""

    app: Flask
    nazer: Context
    shelf: Shelf
    reader: Reader

    def someone(self, address: str = "127.0.0.1") -> Someone:
        return Someone(self.reader, address)

    def known(self, address: str = "127.0.0.1") -> Someone:
        """A reader in good standing."""
        one = self.someone(address)
        key = self.nazer.keys.reader
        said = read_reader(key, one.headers["Nazer-Reader"])
        assert said is not None
        one.headers = {"Nazer-Reader": write_reader(key, replace(said, good=5))}
        return one

    def at_desk(self, name: str = "maryam", role: Role = Role.EDITOR, **members: Any) -> AtDesk:
        sitting = self.shelf.at_desk(self.app, name, name)
        with self.nazer.database.transaction() as session:
            session.execute(sa.update(Moderator).where(Moderator.pk == sitting.pk).values(role=role.value, **members))
        return sitting

    def post(self, sitting: AtDesk, path: str, **form: Any) -> TestResponse:
        return sitting.client.post(f"/desk{path}", data={"csrf": sitting.csrf, **form})

    def done(self, sitting: AtDesk, path: str, **form: Any) -> str:
        """Post a form that does what it should; what the page after it says."""
        answer = self.post(sitting, path, **form)
        assert answer.status_code == 303, text_of(answer)
        return text_of(sitting.client.get(answer.location))

    def status_of(self, comment_id: str) -> Status:
        return self.shelf.status_of(comment_id)

    def ban(self, sitting: AtDesk, comment_id: str, *kinds: str, hours: int = 24, reason: str = "توهین پیاپی") -> None:
        self.done(sitting, "/bans", comment=comment_id, kind=list(kinds), hours=hours, reason=reason)

    def log(self) -> list[tuple[str, str]]:
        """Kinds and subjects of what was logged, in order."""
        with self.nazer.database.reading() as session:
            return [(row.kind, row.subject) for row in session.scalars(sa.select(LogEntry).order_by(LogEntry.pk))]

    def comment(self, comment_id: str) -> Comment:
        with self.nazer.database.reading() as session:
            found = session.scalars(sa.select(Comment).where(Comment.id == comment_id)).one()
            session.expunge_all()
        return found
