"""The component's files: right types, long caching, readable by any page, and nothing else is."""

import base64
import gzip
import hashlib
import re
from dataclasses import replace
from importlib.resources import files

import pytest
from flask.testing import FlaskClient

from service.settings import Settings
from service.web.embed import LAZY, lean, pin_entry, read_assets

NAMES = sorted(read_assets().by_name)


@pytest.fixture
def digest() -> str:
    return read_assets().digest


def test_the_entry_names_every_module_of_one_release_that_is_needed_at_once(client: FlaskClient, digest: str) -> None:
    answer = client.get("/embed/v1.js")
    named = re.findall(r'"\./([0-9a-f]+)/([\w.]+)"', answer.text)

    assert answer.mimetype == "text/javascript"
    assert {release for release, _ in named} == {digest}
    assert sorted({name for _, name in named}) == [name for name in NAMES if name.endswith(".js") and name not in LAZY]


def test_the_entry_carries_the_limits_of_the_settings(client: FlaskClient) -> None:
    assert "maxText: 2000," in client.get("/embed/v1.js").text


def test_the_entry_is_asked_for_again_soon_and_a_module_never(client: FlaskClient, digest: str) -> None:
    entry, module = client.get("/embed/v1.js"), client.get(f"/embed/{digest}/element.js")

    assert entry.cache_control.max_age == 300
    assert module.cache_control.max_age == 31536000
    assert module.cache_control.immutable


def test_a_module_of_another_release_is_answered_but_not_kept_for_long(client: FlaskClient) -> None:
    answer = client.get("/embed/0123456789abcdef/element.js")

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

    for path in ("/embed/v1.js", f"/embed/{digest}/element.js", f"/embed/{digest}/embed.css"):
        assert client.get(path, headers=headers).headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/healthz", headers=headers).headers


def test_files_are_sent_compressed_to_those_who_take_it(client: FlaskClient, digest: str) -> None:
    path = f"/embed/{digest}/strings.js"
    plain, zipped = client.get(path), client.get(path, headers={"Accept-Encoding": "gzip, br"})

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    assert "Accept-Encoding" in zipped.vary
    assert plain.headers["ETag"] != zipped.headers["ETag"]


@pytest.mark.parametrize("name", ["missing.js", "element.py", "..%2fembed.py", "__init__.py"])
def test_there_is_nothing_else(client: FlaskClient, digest: str, name: str) -> None:
    assert client.get(f"/embed/{digest}/{name}").status_code == 404


def test_what_a_reader_may_come_to_load_is_small_all_together() -> None:
    """All but English: who asks for that loads two kB more."""
    sizes = {name: len(asset.zipped) for name, asset in read_assets().by_name.items()}
    assert sum(sizes.values()) - sizes["english.js"] <= 25_000
    assert sum(size for name, size in sizes.items() if name in LAZY) <= 3_500


def test_what_is_fetched_when_it_is_needed_is_there(client: FlaskClient, digest: str) -> None:
    assert set(NAMES) >= LAZY
    for name in LAZY:
        assert client.get(f"/embed/{digest}/{name}").status_code == 200


def test_comments_and_margins_are_left_out_and_code_stays() -> None:
    source = (
        '/** Says. */\n\n/* a\n * b\n */\nconst a = "// no comment"; // stays\n  // goes\n  const b = `/* ${a} */`;\n'
    )

    assert lean(source) == 'const a = "// no comment"; // stays\nconst b = `/* ${a} */`;\n'


@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_code_is_lost(name: str) -> None:
    source = files("service.web").joinpath("embed", name).read_text(encoding="utf-8")
    code = [line.strip() for line in source.splitlines() if not re.match(r"\s*(/?\*|//|$)", line)]

    # Two rules of the style sheet begin with the star that comments go on with.
    assert [line for line in lean(source).splitlines() if not line.startswith("*")] == code


def test_a_pinned_entry_never_changes_and_is_what_its_tag_vouches_for(client: FlaskClient, settings: Settings) -> None:
    pinned = pin_entry(read_assets(), settings)
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
    pinned = pin_entry(read_assets(), settings)
    deeper = client.get("/embed/v1.js").text.replace('"./', '"../').replace('new URL("../"', 'new URL("../../"')
    assert client.get(f"/embed/{pinned.digest}/v1.js").text == deeper


def test_a_pinned_entry_of_another_release_or_other_settings_is_not_there(
    client: FlaskClient, settings: Settings
) -> None:
    other = pin_entry(read_assets(), replace(settings, max_text_length=7))
    assert other.digest != pin_entry(read_assets(), settings).digest
    for digest in (other.digest, "0123456789abcdef"):
        assert client.get(f"/embed/{digest}/v1.js").status_code == 404
