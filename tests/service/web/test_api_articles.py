"""Articles as a publisher puts them."""

from typing import Any

import pytest

from service.usecases.make_site import SiteKeys
from tests.support import THREAD, Reader


def test_an_article_is_registered_once_and_changed_when_it_changed(
    reader: Reader, site: SiteKeys, each_database: str
) -> None:
    headers = {"Authorization": f"Bearer {site.secret_key}"}
    form = {
        "title": "عنوان",
        "tags": ["یک", "دو"],
        "published_at": "2026-02-01T08:42:00+03:30",
        "url": "https://a.ir/1",
    }

    def put(**changes: Any) -> tuple[int, bool, bool]:
        answer = reader.client.put("/v1/articles/1.a_b~c-d", json={**form, **changes}, headers=headers)
        return answer.status_code, answer.get_json()["created"], answer.get_json()["changed"]

    assert put() == (201, True, True)
    assert put() == (200, False, False)
    assert put(published_at="2026-02-01T05:12:00Z") == (200, False, False)
    assert put(title="عنوان دیگر") == (200, False, True)
    assert reader.client.get("/v1/articles/1.a_b~c-d").get_json() == {
        "article_id": "1.a_b~c-d",
        "title": "عنوان دیگر",
        "url": "https://a.ir/1",
        "comments_open": True,
        "published": 0,
    }


def test_closing_an_article_shows_in_its_thread_at_once(reader: Reader, site: SiteKeys, each_database: str) -> None:
    etag = reader.client.get(THREAD).headers["ETag"]
    headers = {"Authorization": f"Bearer {site.secret_key}"}
    body = {"title": "افزایش حقوق معلمان", "comments_open": False}
    reader.client.put("/v1/articles/5414189", json=body, headers=headers)
    answer = reader.client.get(THREAD, headers={"If-None-Match": etag})
    assert answer.get_json()["comments_open"] is False


@pytest.mark.parametrize("key", ["", "Bearer", "Bearer sk_wrong", "Basic abc", "Bearer پ"])
def test_an_article_is_only_taken_with_the_secret_key(reader: Reader, site: SiteKeys, key: str) -> None:
    answer = reader.client.put("/v1/articles/1", json={"title": "عنوان"}, headers={"Authorization": key})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    public = {"Authorization": f"Bearer {site.public_key}"}
    assert reader.client.put("/v1/articles/1", json={"title": "عنوان"}, headers=public).status_code == 401


def test_an_unknown_article_or_site_is_not_found(reader: Reader, site: SiteKeys, each_database: str) -> None:
    nul = ("/v1/articles/%00", "/v1/articles/%00/comments", "/v1/comments/%00/replies")
    named = ("/v1/articles/1", "/v1/articles/1/comments", f"{THREAD}?site=pk_other", "/v1/counts?ids=1&site=x")
    for path in named + nul:
        assert reader.client.get(path).status_code == 404
    assert reader.client.get(f"{THREAD}?site={site.public_key}").status_code == 200
