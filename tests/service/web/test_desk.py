"""The pages of the desk."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.article import ArticleForm
from service.status import Status
from service.usecases.make_site import SiteForm, make_site
from service.usecases.register_article import register_article
from service.web.context import Context
from service.web.desk.guard import local_path
from tests.desk_support import AtDesk, Shelf, finding

VECTORS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}",
    "</textarea><svg onload=alert(1)>",
    "&lt;b&gt;",
]


def text_of(desk: AtDesk, path: str, address: str = "/desk") -> str:
    return " ".join(" ".join(node.text_content().split()) for node in desk.page(address).xpath(path))


def test_nobody_gets_in_without_a_session(client: FlaskClient) -> None:
    response = client.get("/desk?tab=published")
    assert response.status_code == 303
    assert response.location == "/desk/login?next=/desk?tab%3Dpublished"
    assert client.post("/desk/comments/x/decision").status_code == 303


def test_a_made_up_token_opens_nothing(client: FlaskClient, each_database: str) -> None:
    for token in ("", "x", "\u200c", "a" * 3000):
        client.set_cookie("nazer_desk", token)
        assert client.get("/desk").status_code == 303


def test_the_queue_shows_what_is_needed_to_decide(maryam: AtDesk, shelf: Shelf, each_database: str) -> None:
    parent = shelf.comment("نظر پدر", Status.PUBLISHED, author_name="کاوه")
    shelf.comment("تو احمقی", parent_id=parent, findings=(finding(spans=((3, 7),), score=0.93),))

    assert text_of(maryam, "//div[@class='text']") == "تو احمقی"
    assert text_of(maryam, "//mark[@class='rule-insult']") == "احمق"
    assert "۹۳٪" in text_of(maryam, "//ul[@class='reasons']")
    assert "کاوه" in text_of(maryam, "//blockquote")
    assert "نظر پدر" in text_of(maryam, "//blockquote")
    assert "خبر 5414189" in text_of(maryam, "//div[@class='beside']//summary")
    assert "لید خبر" in text_of(maryam, "//div[@class='beside']//details/p")
    assert "۱۲ بهمن ۱۴۰۴، ۱۲:۱۲ (لحظه‌ای پیش)" in text_of(maryam, "//article/header")


def test_a_comment_in_finglish_has_its_persian_reading_beside_it(maryam: AtDesk, shelf: Shelf) -> None:
    details = (("suggestion", "قیمت‌ها بالا رفت <b>\u202e"),)
    shelf.comment("gheymata bala raft", findings=(finding("persian", 0.8, message="finglish", details=details),))
    shelf.comment("قیمت‌ها بالا رفت", findings=(finding(),))
    (reading,) = maryam.page().xpath("//div[@class='reading']")
    assert " ".join(reading.text_content().split()) == "خوانش فارسی (کار ماشین): قیمت‌ها بالا رفت <b>U+202E"
    assert reading.xpath(".//b") == []


def test_where_a_comment_would_belong_is_linked_when_its_address_is_one_of_the_web(
    maryam: AtDesk, shelf: Shelf, each_database: str
) -> None:
    shelf.article("7")
    shelf.article("8", url="javascript:alert(1)")
    for details in (
        (("elsewhere", "<i>نان گران شد"), ("elsewhere_id", "7")),
        (("elsewhere_id", "7"),),
        (("elsewhere", "برف بارید"), ("elsewhere_id", "8")),
        (("elsewhere", "که دیگر نیست"), ("elsewhere_id", "404")),
        (("elsewhere", "بی‌نشانی"),),
        (("elsewhere_id", "404"),),
    ):
        shelf.comment(findings=(finding("relevance", 0.7, message="unrelated", details=details),))
    lines = maryam.page().xpath("//p[@class='elsewhere']")
    assert [line.xpath("string(bdi | a/bdi)") for line in lines] == [
        "<i>نان گران شد", "خبر 7", "برف بارید", "که دیگر نیست", "بی‌نشانی"
    ]  # fmt: skip
    assert [line.xpath("string(a/@href)") for line in lines] == ["https://news.example/7"] * 2 + [""] * 3
    assert all(line.text_content().startswith("شاید دربارهٔ این خبر باشد:") for line in lines)


def test_another_sites_article_of_the_same_code_is_not_linked(maryam: AtDesk, shelf: Shelf, nazer: Context) -> None:
    with nazer.database.transaction() as session:
        make_site(session, nazer.world, SiteForm("other"))
        register_article(session, nazer.world, 2, ArticleForm("7", "دیگر", url="https://other.example/7"))
    details = (("elsewhere", "نان گران شد"), ("elsewhere_id", "7"))
    shelf.comment(findings=(finding("relevance", 0.7, message="unrelated", details=details),))
    (line,) = maryam.page().xpath("//p[@class='elsewhere']")
    assert (line.xpath("string(bdi)"), line.xpath("a")) == ("نان گران شد", [])


def test_the_reason_that_fits_the_surest_rule_is_chosen_already(maryam: AtDesk, shelf: Shelf) -> None:
    shelf.comment(findings=(finding("advert", 0.7), finding("relevance", 0.9)))
    shelf.comment(findings=())
    assert maryam.page().xpath("//input[@type='radio'][@checked]/@value") == ["relevance"]


def test_every_form_carries_token_revision_and_way_back(maryam: AtDesk, shelf: Shelf) -> None:
    shelf.comment()
    shelf.comment()
    page = maryam.page("/desk?rule=insult")
    forms = page.xpath("//article//form[@method='post']")
    assert len(forms) == 12
    for form in forms:
        fields = form.fields
        assert fields["csrf"] == maryam.csrf
        assert fields["revision"] == "1"
        assert fields["back"] == "/desk?rule=insult"
    decisions = [form for form in forms if form.action.endswith("/decision")]
    assert [form.fields["next"] for form in decisions] == ["c2", "c2", "c2", "", "", ""]


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_that_readers_or_publishers_write_becomes_markup(
    maryam: AtDesk, shelf: Shelf, vector: str, app: Flask
) -> None:
    shelf.article("evil", title=vector, lede=vector, url="javascript:alert(1)")
    parent = shelf.comment(vector, Status.PUBLISHED, article="evil", author_name=vector)
    odd = finding(vector, message=vector, spans=((1, 4),))
    shelf.comment(vector, article="evil", author_name=vector, parent_id=parent, findings=(odd,))
    maryam.decide("c2", "rejected", reason="other", note=vector)
    for address in ("/desk?done=c2", "/desk?tab=refused", "/desk?tab=decided", "/desk?tab=published"):
        page = maryam.page(address)
        assert (
            page.xpath("//body//script | //img | //svg | //@onerror | //@onload | //a[contains(@href, 'script:')]")
            == []
        )
        assert "49" not in page.text_content()
    assert text_of(maryam, "//div[@class='text']", "/desk?tab=decided") == vector
    assert text_of(maryam, "//h2/bdi", "/desk?tab=decided") == vector

    for address in (f"/desk?rule={vector}", "/desk?article=" + vector.replace("&", "%26")):
        assert maryam.page(address).xpath("//body//script | //img | //svg") == []


def test_no_page_has_inline_script_or_style(maryam: AtDesk, shelf: Shelf) -> None:
    shelf.comment()
    for address in ("/desk", "/desk?tab=decided", "/desk/comments/c1", "/desk/templates", "/desk/bulk?pick=c1:1", "/desk/login"):
        html = maryam.client.get(address, follow_redirects=True).get_data(as_text=True)
        assert "<style" not in html
        assert " style=" not in html
        assert "<script>" not in html


def test_desk_pages_have_strict_headers(maryam: AtDesk, client: FlaskClient) -> None:
    answers = (
        maryam.client.get("/desk"),
        maryam.client.post("/desk/comments/x/decision"),
        client.get("/desk"),
        client.get("/desk/login"),
    )
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;")
        assert "form-action 'self'; frame-ancestors 'none'" in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_filters_and_pages_are_links_that_keep_each_other(maryam: AtDesk, shelf: Shelf) -> None:
    for _ in range(23):
        shelf.comment()
    page = maryam.page("/desk?rule=insult&article=5414189")
    assert len(page.xpath("//article")) == 20
    (following,) = page.xpath("//a[@rel='next']/@href")
    assert following == "/desk?rule=insult&article=5414189&after=c20"
    assert maryam.ids(following) == ["c21", "c22", "c23"]
    assert "۲۳ نظر از ۲۳" in text_of(maryam, "//p[@class='sum']", "/desk?rule=insult")


@pytest.mark.parametrize(
    "address",
    [
        "/desk?tab=nothing",
        "/desk?tab=%00&rule=%00&article=%00&after=%00&done=%00&q=%00&author=%00&language=%00&section=%00",
        "/desk?band=x&age=x&sort=x&by=nothing&like=nothing",
        "/desk?tab=decided&sort=risk&after=nothing&q=%22%27%2A",
        "/desk/templates?site=999",
        "/desk?after=%ED%A0%80&rule=%FF",
        "/desk/",
        "/desk?article=nothing",
        "/desk?done=nothing",
    ],
)
def test_odd_addresses_show_a_page(maryam: AtDesk, address: str, each_database: str) -> None:
    assert maryam.client.get(address).status_code == 200


def test_an_empty_queue_says_so(maryam: AtDesk) -> None:
    assert "صف خالی است" in text_of(maryam, "//section[@id='queue']")


def test_shelves_offer_what_can_be_done(maryam: AtDesk, shelf: Shelf) -> None:
    for status in Status:
        shelf.comment(status=status)

    def offers(tab: str) -> list[str]:
        return [
            str(value) for value in maryam.page(f"/desk?tab={tab}").xpath("//article//input[@name='becomes']/@value")
        ]

    assert offers("held") == ["published", "rejected", "rejected"]
    assert offers("published") == ["held", "removed", "removed"]
    assert sorted(offers("refused")) == ["held", "published"]


def test_a_finding_of_a_rule_that_is_no_more_is_still_shown(maryam: AtDesk, shelf: Shelf) -> None:
    shelf.comment(findings=(finding("gone", message="too-old"),))
    assert "too-old" in text_of(maryam, "//ul[@class='reasons']")


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil",
        "",
        "/a b",
    ],
)
def test_only_local_paths_are_redirected_to(target: str) -> None:
    assert local_path(target, "/desk") == "/desk"
    assert local_path("/desk?tab=held", "/") == "/desk?tab=held"
