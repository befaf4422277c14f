"""What a publisher pastes into a template: the script, the element, and the link for readers without JavaScript."""

from urllib.parse import quote

from markupsafe import Markup
from sqlalchemy.orm import Session

from service.commands.sites import find_site
from service.messages import say
from service.settings import Settings
from service.web.embed import ENTRY, pin_entry

_PINNED = Markup('<script type="module" src="{}" integrity="{}"></script>')
_FOLLOWING = Markup('<script type="module" src="{}"></script>')
_ELEMENT = Markup('<nazer-comments article="{}" site="{}">\n  <a href="{}">{}</a>\n</nazer-comments>')


def snippet(session: Session, settings: Settings, site_name: str, article: str, *, follow: bool) -> str:
    """Three lines of HTML. follow: without integrity, at the address that stays the same over upgrades.

    Raises NotFoundError when it is not clear which site is meant.
    """
    key = find_site(session, site_name).public_key
    address = settings.public_url.rstrip("/")
    entry = pin_entry(settings)
    script = _FOLLOWING.format(f"{address}/embed/{ENTRY}")
    if not follow:
        script = _PINNED.format(f"{address}/embed/{entry.digest}/{ENTRY}", entry.integrity)
    # Braces are the template's own words for the id: they stay as they are.
    page = f"{address}/c/{quote(key)}/{quote(article, safe='{} |')}"
    return f"{script}\n{_ELEMENT.format(article, key, page, say('thread.heading'))}"
