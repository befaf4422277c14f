"""Everything put together, top to bottom. Importing this opens nothing; `create_app` does."""

from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import rules
from service.fetching import Fetcher
from service.keys import Keys
from service.logs import open_log
from service.settings import Settings
from service.store.archives import Archives
from service.store.bans import BanList
from service.store.database import open_database
from service.store.policies import Policies
from service.store.profiles import Profiles
from service.store.recents import Recents
from service.store.sites import SiteDirectory
from service.store.threads import ThreadReader
from service.web import (
    api,
    api_authors,
    api_voices,
    complaint,
    desk,
    discovery,
    embed,
    envelope,
    feeds,
    frame,
    health,
    limits,
    pages,
    problems,
)
from service.web.comments import page as comments_page
from service.web.context import EXTENSION, Context
from service.world import World


def create_app(
    settings: Settings,
    world: World,
    *,
    engine: "rules.Engine | None" = None,
    log: Any = None,
    fetcher: Fetcher | None = None,
) -> Flask:
    """The service. Connects to the database when the first request comes; never migrates.

    engine: judges submissions; made of the policy file that the settings name when it is not given.
    log: where the lines go; standard error when it is not given.
    fetcher: fetches publishers' pages; one that goes to public addresses only when it is not given.
    """
    database = open_database(settings.database_url)
    profiles = Profiles(database)
    engine = engine or rules.Engine(rules.load_policy(settings.policy_file or None))
    context = Context(
        settings=settings,
        world=world,
        engine=engine,
        database=database,
        keys=Keys.from_secret(settings.secret_key),
        sites=SiteDirectory(database.looker, world.now),
        threads=ThreadReader(database),
        profiles=profiles,
        archives=Archives(database, profiles, world.now, settings.archive_articles),
        recents=Recents(),
        bans=BanList(database.looker, world.now),
        policies=Policies(engine, database.looker),
    )
    app = Flask("service.web")
    app.extensions[EXTENSION] = context
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.config["MAX_CONTENT_LENGTH"] = max(settings.max_body_bytes, api.MAX_ARTICLE_BYTES)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    envelope.install(app, log or open_log(settings.log_level))
    problems.install(app)
    for module in (health, api, api_voices, api_authors, pages, comments_page, complaint, feeds, embed, frame, desk):
        app.register_blueprint(module.blueprint())
    app.register_blueprint(discovery.blueprint(fetcher or discovery.own_fetcher(settings)))
    app.register_blueprint(desk.door())
    if settings.demo:
        from service.web import demo

        app.register_blueprint(demo.blueprint())
    limits.install(app, settings, world.now)  # last: it wraps the views that are there
    return app
