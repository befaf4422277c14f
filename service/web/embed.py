"""Serves the web component: plain ES modules, small, cached for long, readable by pages of any origin."""

import gzip
import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256, sha384
from importlib.resources import files
from typing import Final

from flask import Blueprint, Response, request

from service.errors import NotFoundError
from service.settings import Settings
from service.web import context

ENTRY: Final = "v1.js"
TYPES: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
#: The entry may change with every release, and is asked for again soon.
ENTRY_CACHE: Final = "public, max-age=300, stale-while-revalidate=86400"
#: A module's address names its content, so it never changes.
MODULE_CACHE: Final = "public, max-age=31536000, immutable"

#: Modules that most readers never need: fetched when they do.
LAZY: Final = frozenset({"advice.js", "appeal.js", "english.js", "pow.js", "sound.js"})

_COMMENT: Final = re.compile(r"^[ \t]*(/\*.*?\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE)
_MARGIN: Final = re.compile(r"^[ \t\n]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent: its bytes, plain and compressed, and what tells one version from another."""

    body: bytes
    zipped: bytes
    kind: str
    etag: str


@dataclass(frozen=True, slots=True)
class Assets:
    """The component's files by name, and one digest over all of them: versions never mix."""

    by_name: dict[str, Asset]
    digest: str


@dataclass(frozen=True, slots=True)
class Pinned:
    """An entry whose content a tag vouches for. integrity: as in the attribute (Subresource Integrity)."""

    source: str
    digest: str
    integrity: str


def blueprint() -> Blueprint:
    """The component at `/embed/v1.js` and `/embed/<digest>/v1.js`, its modules under `/embed/<digest>/`."""
    assets = read_assets()
    embed = Blueprint("embed", __name__, url_prefix="/embed")

    def entry() -> Response:
        source = write_entry(assets, context.current().settings)
        return _send(make_asset(source, TYPES[".js"]), ENTRY_CACHE)

    def module(digest: str, name: str) -> Response:
        if name == ENTRY:
            return pinned(digest)
        asset = assets.by_name.get(name)
        if asset is None:
            raise NotFoundError
        # Another release's address, while both are running: the file of this one will do, but not for a year.
        return _send(asset, MODULE_CACHE if digest == assets.digest else ENTRY_CACHE)

    def pinned(digest: str) -> Response:
        ours = pin_entry(assets, context.current().settings)
        if ours.digest != digest:
            raise NotFoundError  # another release's; with another content its integrity would not be that of the tag
        return _send(make_asset(ours.source, TYPES[".js"]), MODULE_CACHE)

    embed.add_url_rule(f"/{ENTRY}", view_func=entry)
    embed.add_url_rule("/<digest>/<name>", view_func=module)
    return embed


def read_assets() -> Assets:
    """The component's files out of the package, without their comments: readers' browsers have no use for them."""
    folder = files("service.web").joinpath("embed")
    sources = {
        entry.name: lean(entry.read_text(encoding="utf-8"))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if _suffix(entry.name) in TYPES
    }
    digest = sha256("\0".join(f"{name}\0{source}" for name, source in sources.items()).encode()).hexdigest()[:16]
    return Assets({name: make_asset(source, TYPES[_suffix(name)]) for name, source in sources.items()}, digest)


def lean(source: str) -> str:
    """A source without comments that stand on lines of their own, without margins and empty lines.

    Texts that span lines would suffer; the component has none (a test sees to it).
    """
    return _MARGIN.sub("", _COMMENT.sub("", source))


def make_asset(source: str, kind: str) -> Asset:
    """A source, made ready for sending."""
    body = source.encode()
    return Asset(body, gzip.compress(body, mtime=0), kind, sha256(body).hexdigest()[:32])


def write_entry(assets: Assets, settings: Settings) -> str:
    """The module behind the script tag: it names all that are not lazy, so that a browser asks for them at once."""
    return "\n".join(
        [
            f'import {{ define }} from "./{assets.digest}/define.js";',
            *_imports(assets.digest, assets.by_name),
            "define({",
            'base: new URL("../", import.meta.url).href,',
            f"maxText: {settings.max_text_length},",
            f"maxName: {settings.max_name_length},",
            "});",
            "",
        ]
    )


def pin_entry(assets: Assets, settings: Settings) -> Pinned:
    """The entry under an address that never changes: one folder deeper, named by its content."""
    source = write_entry(assets, settings).replace(f'"./{assets.digest}/', f'"../{assets.digest}/')
    source = source.replace('new URL("../",', 'new URL("../../",')
    integrity = b64encode(sha384(source.encode()).digest()).decode()
    return Pinned(source, sha256(source.encode()).hexdigest()[:16], f"sha384-{integrity}")


def _imports(digest: str, names: Iterable[str]) -> list[str]:
    at_once = (name for name in names if name.endswith(".js") and name != "define.js" and name not in LAZY)
    return [f'import "./{digest}/{name}";' for name in at_once]


def _send(asset: Asset, cache: str) -> Response:
    zipped = request.accept_encodings.quality("gzip") > 0
    response = Response(asset.zipped if zipped else asset.body, content_type=asset.kind)
    if zipped:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = cache
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.set_etag(asset.etag + ("-gz" if zipped else ""))
    response.make_conditional(request)
    return response


def _suffix(name: str) -> str:
    return name[name.rfind(".") :]
