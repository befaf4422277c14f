"""The page in an iframe: who may frame it, what it may do, and what a publisher pastes."""

import base64
import hashlib
import re

import pytest
from flask.testing import FlaskClient

from service.usecases.make_site import SiteKeys
from service.web import frame
from tests.support import ORIGIN

PAGE = "/embed/frame"


def directives(policy: str) -> dict[str, str]:
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


def test_the_sites_origins_may_frame_it_and_nobody_else(client: FlaskClient, site: SiteKeys) -> None:
    answer = client.get(PAGE, query_string={"site": site.public_key, "article": "5414189"})
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    policy = directives(answer.headers["Content-Security-Policy"])
    assert policy["frame-ancestors"] == ORIGIN
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers  # it can name no origins, and would forbid what the policy allows
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in answer.headers


def test_the_page_hosts_the_component_and_a_link_for_browsers_without_scripts(
    client: FlaskClient, site: SiteKeys
) -> None:
    query = {
        "site": site.public_key,
        "article": "5414189",
        "theme": "dark",
        "order": "oldest",
        "url": "https://news.example/7",
    }
    page = client.get(PAGE, query_string=query).text
    assert f'<nazer-comments article="5414189" site="{site.public_key}" url="https://news.example/7"' in page
    assert 'theme="dark"' in page
    assert 'order="oldest"' in page
    assert f'href="../c/{site.public_key}/5414189"' in page
    assert f'data-origins="{ORIGIN}"' in page
    for path in re.findall(r'(?:src|href)="([\w./]+\.(?:js|css))"', page):
        assert client.get(f"/embed/{path}").status_code == 200, path


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", '"><script>alert(1)</script>'),
        ("url", "javascript:alert(1)"),
        ("order", "newest onload=x"),
        ("locale", "FA"),
    ],
)
def test_what_is_no_value_of_an_attribute_is_left_out(
    client: FlaskClient, site: SiteKeys, name: str, value: str
) -> None:
    page = client.get(PAGE, query_string={"site": site.public_key, "article": "5414189", name: value}).text
    assert f"{name}=" not in page[page.index("<nazer-comments") :]


@pytest.mark.parametrize(
    "query", [{"article": "5414189", "site": "pk_nobody"}, {"article": ""}, {}, {"article": '"><script>'}]
)
def test_of_an_unknown_site_or_an_impossible_article_there_is_none(
    client: FlaskClient, site: SiteKeys, query: dict[str, str]
) -> None:
    assert client.get(PAGE, query_string=query).status_code == 404


def test_a_file_never_changes_under_its_address_and_its_tag_vouches_for_it(client: FlaskClient) -> None:
    for name, kind in frame.TYPES.items():
        sheet = frame.read(name)
        answer = client.get(f"{PAGE}/{sheet.digest}/{name}")
        assert answer.mimetype == kind
        assert answer.cache_control.immutable
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert sheet.integrity == "sha384-" + base64.b64encode(hashlib.sha384(answer.data).digest()).decode()


@pytest.mark.parametrize("path", ["0123456789abcdef/resize.js", "{digest}/__init__.py", "{digest}/inside.css"])
def test_there_is_nothing_else(client: FlaskClient, path: str) -> None:
    assert client.get(f"{PAGE}/{path.format(digest=frame.read('resize.js').digest)}").status_code == 404
