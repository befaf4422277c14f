"""Captchas over HTTP: what a reader is given, and what is demanded of the one that a comment comes with."""

from datetime import timedelta
from typing import Any, Final

from flask import g, request
from sqlalchemy.exc import SQLAlchemyError

from service.errors import Fault, InvalidInputError
from service.messages import say
from service.puzzles import Demand, Kind, Stance, choose, demand, offered, seen
from service.readers import new_reader, write_reader
from service.usecases.challenges import unseal
from service.usecases.issue_captcha import Terms, issue_captcha
from service.web import pressure
from service.web.bodies import IDENTIFIER
from service.web.context import current
from service.web.readers import current_reader, newcomer_key

#: What works in a browser that runs no scripts, and has only one form to send.
PLAIN: Final = (Kind.IMAGE, Kind.AUDIO, Kind.QUESTION)


def read_kind() -> Kind | None:
    """The kind that the query asks for; None when it leaves that to us. Raises InvalidInputError."""
    asked = request.args.get("kind")
    if asked is None:
        return None
    if asked not in set(Kind):
        raise InvalidInputError([Fault("/kind", "unknown-kind", say("fault.unknown-kind"))])
    return Kind(asked)


def named_site() -> str:
    """The public key of the site that a challenge is asked for; empty when that is none, and no comment will take it.

    A captcha needs no database: while that is away, the name is believed, and looked at when the comment comes.
    """
    named = request.args.get("site")
    try:
        g.site = current().sites.find(named)
    except SQLAlchemyError:
        return named if named and IDENTIFIER.fullmatch(named) else ""
    return g.site.public_key if g.site else ""


def first_challenge(site: str, asked: Kind | None) -> dict[str, Any]:
    """A captcha for somebody who begins to write; who comes for the first time gets a reader's token along with it."""
    now, stance = current(), stance_of(site)
    menu = offered(_kinds(), stance)
    challenge = _challenge(site, choose(menu, asked), menu, stance)
    if current_reader() is None:
        challenge["reader"] = write_reader(now.keys.reader, new_reader(now.world))
    return challenge


def plain_challenge(site: str, asked: Kind | None) -> dict[str, Any]:
    """A captcha for the page without scripts, which needs no reader's token: it could not keep one.

    site: from the page's address; what cannot be a key makes a challenge that is good for no site.
    """
    named = site if IDENTIFIER.fullmatch(site) else ""
    stance = stance_of(named)
    menu = offered(_kinds(plain=True), stance)
    return _challenge(named, choose(menu, asked), menu, stance)


def plain_menu(site: str) -> tuple[Kind, ...]:
    """The kinds that a reader may choose from on the page without scripts, the preferred one first; never none."""
    return offered(_kinds(plain=True), stance_of(site))


def another(site: str, token: str, *, suspect: bool, plain: bool = False) -> dict[str, Any]:
    """A captcha after one that did not serve: of the same kind where that may be, but never work, which is over.

    plain: for the page without scripts.
    """
    stance, kinds = stance_of(site, suspect=suspect), _kinds(plain=plain)
    menu = offered(kinds, stance)
    return _challenge(site, choose(seen(menu) or seen(kinds) or menu, kind_of(token)), menu, stance)


def demand_of(site: str, *, suspect: bool, plain: bool = False) -> Demand:
    """What the captcha of a comment that comes in now must be; plain: one from the page without scripts."""
    stance = stance_of(site, suspect=suspect)
    return demand(offered(_kinds(plain=plain), stance), stance)


def kind_of(token: str) -> Kind | None:
    """The kind of the challenge with this token; None for a token that is none of ours."""
    sealed = unseal(current().keys.captcha, token)
    return sealed.kind if sealed else None


def is_hasty(token: str) -> bool:
    """Whether a challenge came back sooner than anybody reads and types. Known readers have nothing to type."""
    now, reader = current(), current_reader()
    sealed = unseal(now.keys.captcha, token)
    if sealed is None or (reader is not None and reader.is_known):
        return False
    return now.world.now() - sealed.issued_at < timedelta(seconds=now.settings.captcha_least_seconds)


def note_submission(site: str) -> None:
    """One more comment has come in, whatever becomes of it."""
    pressure.note("site", site)
    reader = current_reader()
    if reader is None or not reader.is_known:
        pressure.note("newcomers", newcomer_key())


def note_failure(kind: str) -> None:
    """A captcha was not answered rightly; only what may have been a guess is counted."""
    if kind == "wrong":
        pressure.note("guesses", newcomer_key())


def stance_of(site: str, *, suspect: bool = False) -> Stance:
    """What is known of who sends this request, and of the hour."""
    reader, newcomer = current_reader(), newcomer_key()
    known = reader is not None and reader.is_known
    return Stance(
        known=known,
        flood=pressure.is_high("site", site) or (not known and pressure.is_high("newcomers", newcomer)),
        guessing=pressure.is_high("guesses", newcomer),
        suspect=suspect,
    )


def _kinds(*, plain: bool = False) -> tuple[Kind, ...]:
    """The publisher's, in their order; plain: without scripts there is a picture where nothing else would work."""
    kinds = tuple(map(Kind, current().settings.kinds_of_captcha))
    return tuple(kind for kind in kinds if kind in PLAIN) or (Kind.IMAGE,) if plain else kinds


def _challenge(site: str, kind: Kind, menu: tuple[Kind, ...], stance: Stance) -> dict[str, Any]:
    now = current()
    terms = Terms(site, kind, now.settings.captcha_length, now.settings.captcha_seconds, stance.hard)
    challenge = issue_captcha(now.world, now.keys.captcha, terms)
    return {
        "token": challenge.token,
        "kind": challenge.kind,
        "kinds": list(menu),
        **challenge.shown,
        "expires_in": challenge.expires_in,
    }
