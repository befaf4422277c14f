"""Serves the web component: one script and a few files that it fetches, small, readable by pages of any origin."""

import gzip
import re
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256, sha384
from importlib.resources import files
from typing import Final

import brotli
from flask import Blueprint, Response, request

from service.errors import NotFoundError
from service.settings import Settings
from service.web import context
from service.web.bundle import FOLDER, bundle, small

ENTRY: Final = "v1.js"
TYPES: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
#: The entry may change with every release, and is asked for again soon.
ENTRY_CACHE: Final = "public, max-age=300, stale-while-revalidate=86400"
#: The address of the other files names their content, so they never change.
FILE_CACHE: Final = "public, max-age=31536000, immutable"

FIRST: Final = "define.js"
STYLES: Final = "embed.css"

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
#: Space around braces and marks, and after a colon; before one it may stand between two selectors.
_SPACE: Final = re.compile(r"\s*([{};,])\s*|(?<=:)\s+")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent: plain, and packed in each coding (the best first); etag tells versions apart."""

    body: bytes
    packed: dict[str, bytes]
    kind: str
    etag: str


@dataclass(frozen=True, slots=True)
class Assets:
    """The component: its joined modules, the files that they fetch, and a digest over all: versions never mix."""

    code: str
    by_name: dict[str, Asset]
    digest: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The script as it is sent. digest: its pinned address; integrity: as in the attribute (Subresource Integrity)."""

    asset: Asset
    digest: str
    integrity: str


def blueprint() -> Blueprint:
    """The component at `/embed/v1.js` and `/embed/<digest>/v1.js`, what it fetches under `/embed/<digest>/`."""
    assets = read_assets()
    embed = Blueprint("embed", __name__, url_prefix="/embed")

    def entry() -> Response:
        return _send(make_entry(context.current().settings).asset, ENTRY_CACHE)

    def file(digest: str, name: str) -> Response:
        if name == ENTRY:
            return pinned(digest)
        asset = assets.by_name.get(name)
        if asset is None:
            raise NotFoundError
        # Another release's address, while both are running: the file of this one will do, but not for a year.
        return _send(asset, FILE_CACHE if digest == assets.digest else ENTRY_CACHE)

    def pinned(digest: str) -> Response:
        ours = pin_entry(context.current().settings)
        if ours.digest != digest:
            raise NotFoundError  # another release's; with another content its integrity would not be that of the tag
        return _send(ours.asset, FILE_CACHE)

    embed.add_url_rule(f"/{ENTRY}", view_func=entry)
    embed.add_url_rule("/<digest>/<name>", view_func=file)
    return embed


@cache
def read_assets() -> Assets:
    """The component's files, joined, without their comments: readers' browsers have no use for them."""
    folder = files("service.web").joinpath("embed")
    names = sorted(entry.name for entry in folder.iterdir())
    sources = {name: folder.joinpath(name).read_text(encoding="utf-8") for name in names if _suffix(name) in TYPES}
    joined = bundle({name: source for name, source in sources.items() if name.endswith(".js")}, FIRST)
    # The common styles come first; the others' rules rest on them.
    sheets = sorted((name for name in sources if name.endswith(".css")), key=lambda name: (name != STYLES, name))
    sent = {
        **dict(zip(joined.later, small(*joined.later.values()), strict=True)),
        STYLES: "".join(lean(sources[name]) for name in sheets),
    }
    digest = sha256("\0".join([joined.code, *(f"{name}\0{text}" for name, text in sent.items())]).encode()).hexdigest()
    return Assets(
        joined.code, {name: make_asset(text, TYPES[_suffix(name)]) for name, text in sent.items()}, digest[:16]
    )


def lean(sheet: str) -> str:
    """A style sheet without its comments and the space that says nothing. Its texts have no braces or marks in them."""
    return _SPACE.sub(lambda found: found[1] or "", _COMMENT.sub("", sheet)).strip()


def make_asset(source: str, kind: str) -> Asset:
    """A source, made ready for sending."""
    body = source.encode()
    packed = {"br": brotli.compress(body), "gzip": gzip.compress(body, mtime=0)}
    return Asset(body, packed, kind, sha256(body).hexdigest()[:32])


def make_entry(settings: Settings) -> Entry:
    """The script behind the tag, at the address that follows every release."""
    return _entry(_options(settings), "")


def pin_entry(settings: Settings) -> Entry:
    """The same under an address that never changes: one folder deeper, named by its content."""
    return _entry(_options(settings), "../")


def _options(settings: Settings) -> str:
    advice = str(settings.preview).lower()
    return f"maxText: {settings.max_text_length}, maxName: {settings.max_name_length}, advice: {advice}"


@cache
def _entry(options: str, up: str) -> Entry:
    """up: the way from the script's folder to that of `v1.js`."""
    assets = read_assets()
    [source] = small(
        f'const {FOLDER} = new URL("{up or "./"}{assets.digest}/", import.meta.url).href;\n'
        f'{{\n{assets.code}\ndefine({{ base: new URL("{up}../", import.meta.url).href, {options} }});\n}}\n'
    )
    integrity = b64encode(sha384(source.encode()).digest()).decode()
    digest = sha256(source.encode()).hexdigest()[:16]
    return Entry(make_asset(source, TYPES[".js"]), digest, f"sha384-{integrity}")


def _send(asset: Asset, cache: str) -> Response:
    coding = next((one for one in asset.packed if request.accept_encodings.quality(one) > 0), "")
    response = Response(asset.packed.get(coding, asset.body), content_type=asset.kind)
    if coding:
        response.content_encoding = coding
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = cache
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.set_etag(asset.etag + (f"-{coding}" if coding else ""))
    response.make_conditional(request)
    return response


def _suffix(name: str) -> str:
    return name[name.rfind(".") :]
