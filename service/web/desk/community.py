"""The desk's dealings with readers at a glance, and what a site makes of a reader's past."""

import sqlalchemy as sa
from flask import Blueprint
from werkzeug.wrappers import Response

from service.roles import Act
from service.store.standing import ConductRules, conduct_of
from service.store.tables import Site
from service.usecases.set_conduct import MOST, set_conduct
from service.web import context
from service.web.desk import guard
from service.web.desk.community_frame import back_to, number, page
from service.web.desk.guard import who


def routes(desk: Blueprint) -> None:
    """`/desk/community`."""
    desk.add_url_rule("/community", "community", overview)
    desk.add_url_rule("/community/<int(max=2147483647):site_pk>/conduct", "set_conduct", set_rules, methods=["POST"])


def overview() -> str:
    """Show the way to each room, and what each site makes of a reader's past."""
    with context.reading() as session:
        sites = [
            (site.pk, site.name, conduct_of(session.connection(), site.pk))
            for site in session.execute(sa.select(Site.pk, Site.name).order_by(Site.pk))
        ]
    return page("community.html", sites=sites, most=MOST)


def set_rules(site_pk: int) -> Response:
    """Keep what a site makes of a reader's past."""
    guard.demand(Act.POLICY)
    wanted = ConductRules(*(number(name) for name in ConductRules.__dataclass_fields__))
    with context.transaction() as session:
        set_conduct(session, context.current().world, who().moderator_pk, site_pk, wanted)
    return back_to("desk.community", "conduct.done")
