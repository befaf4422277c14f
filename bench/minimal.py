"""The least that could be called a comment server: Flask and sqlite3, no rules, no captcha, no cache, no limits.

Served like ours (granian, two workers), with the same durability: what it costs less than ours is what ours does more.
"""

import json
import os
import sqlite3
import threading
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, request

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS comment (
    id INTEGER PRIMARY KEY, thread TEXT NOT NULL, parent INTEGER, author TEXT NOT NULL, text TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE INDEX IF NOT EXISTS comment_thread ON comment (thread, id);
"""


def connect(path: str) -> sqlite3.Connection:
    """Open the database: write-ahead log, synced at each commit."""
    connection = sqlite3.connect(path, timeout=15, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def prepare(path: Path) -> None:
    """Make the table."""
    with connect(str(path)) as connection:
        connection.executescript(SCHEMA)


def application() -> Flask:
    """The server, for `granian --factory`."""
    app = Flask("minimal")
    path = os.environ["MINIMAL_DATABASE"]
    local = threading.local()

    def database() -> sqlite3.Connection:
        if not hasattr(local, "connection"):
            local.connection = connect(path)
        connection: sqlite3.Connection = local.connection
        return connection

    @app.post("/<thread>")
    def post(thread: str) -> Response:
        given = json.loads(request.get_data())
        text, author = str(given["text"]).strip(), str(given.get("author") or "")
        if not text:
            return Response(status=422)
        row = (thread, given.get("parent"), author, text)
        insert = "INSERT INTO comment (thread, parent, author, text) VALUES (?, ?, ?, ?)"
        return _json({"id": database().execute(insert, row).lastrowid, "text": text, "author": author}, 201)

    @app.get("/<thread>")
    def read(thread: str) -> Response:
        select = "SELECT id, parent, author, text, created_at FROM comment WHERE thread = ? ORDER BY id"
        roots: list[dict[str, Any]] = []
        known: dict[int, list[dict[str, Any]]] = {}
        for pk, parent, author, text, created_at in database().execute(select, (thread,)):
            node: dict[str, Any] = {"id": pk, "author": author, "text": text, "created_at": created_at, "replies": []}
            known[pk] = node["replies"]
            known.get(parent, roots).append(node)
        return _json({"comments": roots})

    @app.get("/")
    def counts() -> Response:
        wanted = request.args.get("ids", "").split(",")
        places = ",".join("?" * len(wanted))
        select = f"SELECT thread, COUNT(*) FROM comment WHERE thread IN ({places}) GROUP BY thread"  # noqa: S608 (marks)
        return _json(dict(database().execute(select, wanted).fetchall()))

    return app


def _json(body: object, status: int = 200) -> Response:
    return Response(json.dumps(body, ensure_ascii=False), status, content_type="application/json")
