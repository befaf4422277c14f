"""Fetches a page of a publisher's, and nothing else: whoever names the address is a reader, and may mean harm.

The name is looked up once, what it stands for is checked, and the connection goes to exactly that address.
"""

from service.fetching.origins import NotOfSiteError, Target, read_target
from service.fetching.pages import Fetcher, FetchError, Page
from service.fetching.places import is_loopback, is_public, look_up

__all__ = [
    "FetchError",
    "Fetcher",
    "NotOfSiteError",
    "Page",
    "Target",
    "is_loopback",
    "is_public",
    "look_up",
    "read_target",
]
