"""The component's files: right types, long caching, readable by any page, and nothing else is."""

import base64
import gzip
import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient

from service.settings import Settings
from service.web.embed import lean, make_entry, pin_entry, read_assets

NAMES = sorted(read_assets().by_name)


@pytest.fixture
def digest() -> str:
    return read_assets().digest


def test_the_entry_is_the_whole_component_but_for_what_it_fetches_from_its_release(
    client: FlaskClient, digest: str
) -> None:
    answer = client.get("/embed/v1.js")

    assert answer.mimetype == "text/javascript"
    assert f'new URL("./{digest}/",import.meta.url)' in answer.text
    assert "customElements.define" in answer.text
    assert not re.search(r"^import\b|from\s*\"", answer.text, re.MULTILINE)
    assert NAMES == ["dialogs.js", "discover.js", "embed.css", "english.js", "pow.js", "sound.js"]


def test_the_script_is_one_that_a_browser_can_read(settings: Settings, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no Node")
    scripts = {"v1.mjs": make_entry(settings).asset}
    scripts |= {f"{name}.mjs": asset for name, asset in read_assets().by_name.items() if name.endswith(".js")}
    for name, asset in scripts.items():
        (tmp_path / name).write_bytes(asset.body)
        read = subprocess.run([node, "--check", name], cwd=tmp_path, check=False, capture_output=True, text=True)
        assert read.returncode == 0, read.stderr


def test_the_entry_carries_the_limits_of_the_settings(client: FlaskClient) -> None:
    assert "maxText:2e3,maxName:60" in client.get("/embed/v1.js").text


def test_the_entry_is_asked_for_again_soon_and_another_file_never(client: FlaskClient, digest: str) -> None:
    entry, file = client.get("/embed/v1.js"), client.get(f"/embed/{digest}/embed.css")

    assert entry.cache_control.max_age == 300
    assert file.cache_control.max_age == 31536000
    assert file.cache_control.immutable


def test_a_file_of_another_release_is_answered_but_not_kept_for_long(client: FlaskClient) -> None:
    answer = client.get("/embed/0123456789abcdef/embed.css")

    assert answer.status_code == 200
    assert answer.cache_control.max_age == 300


def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, digest: str) -> None:
    for path in ("/embed/v1.js", f"/embed/{digest}/embed.css"):
        first = client.get(path)
        for etag in (first.headers["ETag"], f"W/{first.headers['ETag']}"):  # a proxy that compresses weakens it
            again = client.get(path, headers={"If-None-Match": etag})

            assert (again.status_code, again.data) == (304, b"")


def test_pages_of_any_origin_may_read_these_files_and_no_others(client: FlaskClient, digest: str) -> None:
    headers = {"Origin": "https://somewhere.example"}

    for path in ("/embed/v1.js", f"/embed/{digest}/english.js", f"/embed/{digest}/embed.css"):
        assert client.get(path, headers=headers).headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/healthz", headers=headers).headers


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)],
)
def test_files_are_sent_compressed_to_those_who_take_it(
    client: FlaskClient, digest: str, accepted: str, coding: str, unpack: Callable[[bytes], bytes]
) -> None:
    path = f"/embed/{digest}/english.js"
    plain, zipped = client.get(path), client.get(path, headers={"Accept-Encoding": accepted})

    assert zipped.headers["Content-Encoding"] == coding
    assert unpack(zipped.data) == plain.data
    assert "Accept-Encoding" in zipped.vary
    assert plain.headers["ETag"] != zipped.headers["ETag"]


@pytest.mark.parametrize("name", ["missing.js", "element.js", "thread.css", "..%2fembed.py", "__init__.py"])
def test_there_is_nothing_else(client: FlaskClient, digest: str, name: str) -> None:
    assert client.get(f"/embed/{digest}/{name}").status_code == 404


def test_what_a_reader_may_come_to_load_is_small_all_together(settings: Settings) -> None:
    """The script, the styles and all that is fetched later, but for English: who asks for that loads two kB more."""
    if find_spec("minify") is None:  # not imported: it brings Go's threads along
        pytest.skip("not on this system: no wheels")
    sizes = {name: len(asset.packed["br"]) for name, asset in read_assets().by_name.items()}
    sizes["v1.js"] = len(make_entry(settings).asset.packed["br"])
    assert sum(sizes.values()) - sizes["english.js"] <= 25_000


def test_what_is_fetched_when_it_is_needed_is_there(client: FlaskClient, digest: str) -> None:
    for name in NAMES:
        assert client.get(f"/embed/{digest}/{name}").status_code == 200


def test_comments_and_space_are_left_out_and_styles_stay() -> None:
    source = '/*\n * Says.\n */\na :is(b, c) + d::after {\n  content: "! "; /* b */\n  margin: calc(1em + 2px) 0;\n}\n'

    assert lean(source) == 'a :is(b,c) + d::after{content:"! ";margin:calc(1em + 2px) 0;}'


def test_no_text_of_the_style_sheets_has_marks_that_space_is_taken_from() -> None:
    for sheet in files("service.web").joinpath("embed").iterdir():
        if sheet.name.endswith(".css"):
            for text in re.findall(r'"[^"\n]*"', sheet.read_text(encoding="utf-8")):
                assert not re.search(r"[{};,:/*]", text), f"{sheet.name}: {text}"


def test_every_part_that_a_page_may_style_is_in_the_documentation() -> None:
    folder = files("service.web").joinpath("embed")
    sources = "".join(entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".js"))
    named = re.findall(r"""\bpart: ["`]([^"`]+)["`]""", sources)
    parts = {part for names in named for part in names.split() if "$" not in part}
    text = (Path(__file__).parents[3] / "docs" / "embedding.md").read_text(encoding="utf-8")

    assert {"root", "like", "comment"} & parts
    assert sorted(part for part in parts if f"`{part}`" not in text) == []


def test_a_pinned_entry_never_changes_and_is_what_its_tag_vouches_for(client: FlaskClient, settings: Settings) -> None:
    pinned = pin_entry(settings)
    answer = client.get(f"/embed/{pinned.digest}/v1.js")
    assert answer.mimetype == "text/javascript"
    assert answer.cache_control.immutable
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert pinned.integrity == "sha384-" + base64.b64encode(hashlib.sha384(answer.data).digest()).decode()
    zipped = client.get(f"/embed/{pinned.digest}/v1.js", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(zipped.data) == answer.data


def test_a_pinned_entry_says_the_same_as_the_other_from_one_folder_deeper(
    client: FlaskClient, settings: Settings
) -> None:
    pinned = pin_entry(settings)
    deeper = client.get("/embed/v1.js").text.replace('new URL("../"', 'new URL("../../"').replace('URL("./', 'URL("../')
    assert client.get(f"/embed/{pinned.digest}/v1.js").text == deeper


def test_a_pinned_entry_of_another_release_or_other_settings_is_not_there(
    client: FlaskClient, settings: Settings
) -> None:
    other = pin_entry(replace(settings, max_text_length=7))
    assert other.digest != pin_entry(settings).digest
    for digest in (other.digest, "0123456789abcdef"):
        assert client.get(f"/embed/{digest}/v1.js").status_code == 404
