"""The HTML form: JSON-LD and OpenGraph first, the page's own marks next, the running text by trafilatura."""

import re
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from lxml import etree
from lxml import html as lxml_html

from service.addresses import is_web_address
from service.article import ArticleForm
from service.pages.completeness import checked
from service.pages.lines import bare, clean_lines, ends_article, find_code, find_tags, fold, is_label
from service.pages.metadata import read_metadata
from service.pages.moments import find_date_line, is_date_line, moment_in

_COMMENTS: Final = re.compile(
    r"(?:(?:user|reader|post|news|article)s?[-_])?(?:comments?|replies|respond|disqus|nazar(?:at)?|didgah)(?:[-_]\w+)*",
    re.IGNORECASE,
)
_FURNITURE: Final = ("form", "nav", "nazer-comments", "dialog", "script", "style", "template")
_WRAPPERS: Final = ("html", "body", "main", "article")
_KICKER: Final = re.compile(r"kicker|r(?:o|oo|u)-?titr|(?:over|up|sup)-?title", re.IGNORECASE)
_LEDE: Final = re.compile(r"lead|lede|lid|intro-?text|introduction|summary|news-?lead", re.IGNORECASE)
_BLOCKS: Final = frozenset(
    ("p", "div", "li", "ul", "ol", "br", "tr", "td", "time", "section", "header", "footer", "article")
) | {f"h{level}" for level in range(1, 7)}
_SILENT: Final = frozenset(("noscript", "title"))
_PATH_CODE: Final = re.compile(r"/(\d{4,12})(?=/|$|-|\.)")
_CODE_PARAMETERS: Final = ("id", "newsid", "nid", "code")
_SHORTENED: Final = ("…", "...")
_HALF_SPACE: Final = "\u200c"
_STAND_INS: Final = tuple(map(chr, range(0x16A0, 0x16EB)))  # runes: letters, and no Persian page has all of them
_LEAST: Final = 0.5  # of the length of JSON-LD's body; with less, the extraction has missed the article


def read_html(text: str, expected: str = "") -> ArticleForm:
    """Read an HTML page. expected: as in `read_page`. Raises ArticleUnreadableError."""
    tree = _parse(text)
    if tree is None:
        return checked(ArticleForm(code="", title=""))
    metadata = read_metadata(tree)
    meta = metadata.article
    named = expected and any(element.get("article") == expected for element in tree.iter("nazer-comments"))
    _drop_furniture(tree)
    lines = _visible_lines(tree)
    heading = _words(tree.find(".//h1"))
    # Metadata often adds the site's name to the title; the heading inside of it is the title itself.
    title = heading if heading and bare(heading) in bare(meta.title) else meta.title
    title = title or heading or metadata.window_title
    kicker = _marked(tree, _KICKER) or meta.kicker
    lede = _marked(tree, _LEDE) or meta.lede
    date_at = find_date_line(lines)
    return checked(
        ArticleForm(
            code=(expected if named else "") or meta.code or find_code(lines) or _code_of_address(meta.url),
            title=title,
            kicker=kicker,
            lede=lede,
            body=_body(tree, meta.body, (title, kicker, lede)),
            category=meta.category,
            tags=meta.tags or find_tags(lines),
            url=meta.url if is_web_address(meta.url) else "",  # a path alone, or another scheme, is no link
            published_at=meta.published_at or (None if date_at is None else moment_in(lines[date_at])),
        )
    )


def _parse(text: str) -> Any:
    # lxml refuses a str that declares its encoding; bytes under a parser that knows better it takes.
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    content = text.replace("\x00", "").encode("utf-8", errors="replace")
    try:
        return lxml_html.document_fromstring(content, parser=parser)
    except etree.ParserError:  # nothing in it
        return None


def _names(element: Any) -> list[str]:
    return [*element.get("class", "").split(), *element.get("id", "").split()]


def _drop_furniture(tree: Any) -> None:
    for element in [found for found in tree.iter(etree.Element) if found.tag not in _WRAPPERS]:
        marked = element.tag in _FURNITURE or any(_COMMENTS.fullmatch(name) for name in _names(element))
        # A careless class on a wrapper must not cost the article.
        if marked and element.getparent() is not None and element.find(".//h1") is None:
            element.drop_tree()


def _visible_lines(tree: Any) -> list[str]:
    pieces: list[str] = []
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        if element.tag in _BLOCKS:
            pieces.append("\n")
        if event == "start" and element.tag in _SILENT:
            walker.skip_subtree()
        elif event == "start":
            pieces.append(_one_line(element.text))
        else:
            pieces.append(_one_line(element.tail))
    return clean_lines("".join(pieces))


def _one_line(text: str | None) -> str:
    # A line break in the source is a space to the reader.
    return (text or "").replace("\n", " ").replace("\r", " ")


def _words(element: Any) -> str:
    return "" if element is None else " ".join(_one_line(element.text_content()).split())


def _marked(tree: Any, name: re.Pattern[str]) -> str:
    found = (element for element in tree.iter(etree.Element) if any(name.fullmatch(mark) for mark in _names(element)))
    return next(filter(None, map(_words, found)), "")


def _body(tree: Any, of_metadata: str, without: tuple[str, ...]) -> str:
    # Imported here: it takes a third of a second. `extract` reads what it is given and fetches nothing.
    from trafilatura import extract

    page = etree.tostring(tree, encoding="unicode", method="html")
    # It drops U+200C as "unprintable", and with it every half-space, so a printable sign stands in for it meanwhile.
    stand_in = next(sign for sign in _STAND_INS if sign not in page)
    page = page.replace(_HALF_SPACE, stand_in)
    extracted = extract(page, include_comments=False, include_tables=False, include_images=False, include_links=False)
    body = _paragraphs((extracted or "").replace(stand_in, _HALF_SPACE), without)
    promised = _paragraphs(of_metadata, without)
    return body if len(body) >= _LEAST * len(promised) else promised


def _paragraphs(text: str, without: tuple[str, ...]) -> str:
    known = {bare(part) for part in without}
    shortened = tuple(bare(part) for part in without if part.endswith(_SHORTENED))
    kept: list[str] = []
    for line in clean_lines(text):
        if kept and ends_article(line):
            break
        plain = bare(line)
        furniture = is_label(line, "furniture") or is_date_line(line) or ends_article(line)
        if furniture or plain in known or (shortened and plain.startswith(shortened) and not kept):
            continue
        kept.append(line)
    return "\n\n".join(kept)


def _code_of_address(url: str) -> str:
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    for name in _CODE_PARAMETERS:
        if (value := query.get(name, [""])[0]).isdigit():
            return fold(value)
    found = _PATH_CODE.findall(parts.path)
    return found[0] if found else ""
