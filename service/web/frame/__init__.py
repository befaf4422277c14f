"""The iframe variant: a page that hosts the component, for publishers who run no scripts of others on their own pages.

It may be framed by the site's origins and by nobody else. It tells its height, and what happens, to the page around it
when that has asked, by a small script of ours (`resize.js`) that a publisher may add; without it the frame scrolls.
"""

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256, sha384
from importlib.resources import files
from typing import Final

from flask import Blueprint, Response, make_response, render_template, request

from service.addresses import is_web_address
from service.errors import NotFoundError
from service.messages import say
from service.store.sites import KnownSite
from service.web.api import site_of_query
from service.web.embed import FILE_CACHE
from service.web.limits import limited
from service.web.payloads import is_identifier

TYPES: Final = {"inside.js": "text/javascript", "resize.js": "text/javascript", "frame.css": "text/css"}
#: Attributes of the element that the frame's address may carry.
HANDED_ON: Final = ("order", "theme", "locale", "advice")
_PLAIN: Final = frozenset("abcdefghijklmnopqrstuvwxyz-")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of the frame. integrity: as in the attribute (Subresource Integrity)."""

    body: bytes
    digest: str
    integrity: str


def blueprint() -> Blueprint:
    """`/embed/frame`, and its files under `/embed/frame/<digest>/`."""
    room = Blueprint("frame", __name__, url_prefix="/embed/frame")
    room.add_url_rule("", view_func=page)
    room.add_url_rule("/<digest>/<name>", view_func=file)
    return room


@limited("read")
def page() -> Response:
    """The page in the frame."""
    site, article = site_of_query(), request.args.get("article", "")
    if not is_identifier(article):
        raise NotFoundError(say("article.unknown"))
    url = request.args.get("url", "")
    given = {name: request.args.get(name, "") for name in HANDED_ON}
    response = make_response(
        render_template(
            "frame.html",
            article=article,
            site=site,
            origins=" ".join(sorted(site.origins)),
            url=url if is_web_address(url) else "",
            given={name: value for name, value in given.items() if value and set(value) <= _PLAIN},
            address_of=address_of,
        )
    )
    response.headers["Content-Security-Policy"] = policy(site)
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def file(digest: str, name: str) -> Response:
    """A file that the page, or the page around it, asks for; its address names its content."""
    if name not in TYPES or read(name).digest != digest:
        raise NotFoundError
    response = Response(read(name).body, content_type=f"{TYPES[name]}; charset=utf-8")
    response.headers["Cache-Control"] = FILE_CACHE
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def policy(site: KnownSite) -> str:
    """Scripts, styles and calls from here; framed by the site. Whoever has no origins is framed by nobody.

    Old browsers' `X-Frame-Options` cannot name other origins: there is none, or it would forbid what this allows.
    """
    ancestors = " ".join(sorted(site.origins)) or "'none'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
        f"form-action 'none'; frame-ancestors {ancestors}; require-trusted-types-for 'script'"
    )


def address_of(name: str) -> str:
    """One of the frame's files, as seen from the folder of the page."""
    return f"frame/{read(name).digest}/{name}"


@cache
def read(name: str) -> Sheet:
    """A file out of the package."""
    body = files(__name__).joinpath(name).read_bytes()
    return Sheet(body, sha256(body).hexdigest()[:16], f"sha384-{b64encode(sha384(body).digest()).decode()}")
