"""The text form: what an agency's page gives when it is copied into a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from service.article import ArticleForm
from service.pages.completeness import checked
from service.pages.lines import (
    SHORT,
    bare,
    clean_lines,
    ends_article,
    find_code,
    find_desk,
    find_tags,
    find_url,
    is_label,
    labels,
    trail,
)
from service.pages.moments import find_date_line, is_date_line, moment_in

_PARAGRAPH: Final = 140  # characters; a title is shorter
_TITLE: Final = 220
_LONG_TITLE: Final = 110
_KICKER: Final = 90
_SHORT_KICKER: Final = 45
_REPEATED_WITHIN: Final = 3  # lines
_BODY_STARTS: Final = ("بهگزارش", "بهنقلاز", "بهگفته")  # bare
_HEAD: Final = 4  # kicker, title, lede, and one that nobody foresaw


@dataclass(frozen=True, slots=True)
class Story:
    """The article's own lines, in their parts."""

    kicker: str
    title: str
    lede: str
    body: str


def read_text(text: str) -> ArticleForm:
    """Read the copied text of a page. Raises ArticleUnreadableError."""
    lines = clean_lines(text)
    date_at = find_date_line(lines)
    story = read_story(lines, date_at)
    return checked(
        ArticleForm(
            code=find_code(lines),
            title=story.title,
            kicker=story.kicker,
            lede=story.lede,
            body=story.body,
            category=find_desk(lines),
            tags=find_tags(lines),
            url=find_url(lines),
            published_at=None if date_at is None else moment_in(lines[date_at]),
        )
    )


def read_story(lines: Sequence[str], date_at: int | None) -> Story:
    """Part the article's lines from the page's furniture, and them into kicker, title, lede and body."""
    before = [] if date_at is None else own_lines(lines[:date_at])
    after = own_lines(lines[0 if date_at is None else date_at + 1 : _end(lines)])
    if before and (not after or _opens_body(after[0])):
        # The title stands above the date.
        return _story_above(before, after)
    at = _title_at(after)
    if at is None:
        return Story("", "", "", "")
    kicker = after[at - 1] if at and _may_be_kicker(after[at - 1], sure=at == 1 and date_at is not None) else ""
    return _story(kicker, after[at], after[at + 1 :])


def own_lines(lines: Sequence[str]) -> list[str]:
    """Lines without furniture: menus, breadcrumbs, dates, codes, share buttons."""
    kept: list[str] = []
    for line in lines:
        in_head = not any(is_paragraph(earlier) for earlier in kept)
        if is_label(line, "furniture") or ends_article(line) or (in_head and _is_head_furniture(line)):
            continue
        kept.append(line)
    return kept


def is_paragraph(line: str) -> bool:
    """Whether a line is running text, not a heading."""
    return len(line) > _PARAGRAPH or (len(line) >= SHORT // 2 and line.endswith((".", "؟", "!", "…")))


def _is_head_furniture(line: str) -> bool:
    return (
        is_label(line, "menu")
        or is_date_line(line)
        or (len(steps := trail(line)) > 1 and all(bare(step) in labels("menu") for step in steps[:-1]))
    )


def _end(lines: Sequence[str]) -> int:
    seen_text = False
    for at, line in enumerate(lines):
        ends = ends_article(line)
        if ends and seen_text:
            return at
        seen_text = seen_text or (is_paragraph(line) and not ends)
    return len(lines)


def _opens_body(line: str) -> bool:
    return is_paragraph(line) or bare(line).startswith(_BODY_STARTS)


def _title_at(lines: Sequence[str]) -> int | None:
    if not lines:
        return None
    for at, line in enumerate(lines[: len(lines) - 1]):
        if is_paragraph(line):
            break
        nearby = [bare(other) for other in lines[at + 1 : at + 1 + _REPEATED_WITHIN]]
        # A lede may be repeated too, but it is long and no kicker stands before it.
        is_lede = at > 0 and len(line) > _LONG_TITLE and not _is_marked(lines[at - 1])
        if len(line) <= _TITLE and bare(line) in nearby and not is_lede:
            return at
    return 1 if _first_is_kicker(lines) else 0


def _first_is_kicker(lines: Sequence[str]) -> bool:
    if len(lines) > 1 and _is_marked(lines[0]):
        return True
    # No mark: three lines before «به گزارش …» are kicker, title and lede.
    opening = next((at for at, line in enumerate(lines[:_HEAD]) if bare(line).startswith(_BODY_STARTS)), 0)
    return opening == _HEAD - 1 and len(lines[0]) <= min(_SHORT_KICKER, len(lines[1])) and not is_paragraph(lines[1])


def _is_marked(line: str) -> bool:
    return len(line) <= _KICKER and line.endswith(("؛", ":", ";", "/"))


def _may_be_kicker(line: str, *, sure: bool) -> bool:
    return _is_marked(line) or (sure and len(line) <= _KICKER)


def _story_above(head: list[str], rest: list[str]) -> Story:
    lede = [head.pop()] if len(head) > 1 and is_paragraph(head[-1]) else []
    title = head.pop()
    while head and bare(head[-1]) == bare(title):
        head.pop()
    kicker = head[-1] if head and _is_marked(head[-1]) else ""
    return _story(kicker, title, lede + rest)


def _story(kicker: str, title: str, rest: Sequence[str]) -> Story:
    known = {bare(kicker), bare(title)}
    text = [line for line in rest if bare(line) not in known]
    opening = next((at for at, line in enumerate(text[:_REPEATED_WITHIN]) if bare(line).startswith(_BODY_STARTS)), None)
    # Without «به گزارش …» the first paragraph is the lede, if anything follows it.
    length = opening if opening is not None else min(1, len(text) - 1)
    lede = list(dict.fromkeys(text[: max(length, 0)]))
    body = [line for line in text[max(length, 0) :] if bare(line) not in {bare(line) for line in lede}]
    return Story(kicker, title, " ".join(lede), "\n\n".join(body))
