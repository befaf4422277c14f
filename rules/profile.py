"""What an article is about: its words with weights, its names. Made once, kept with the article.

The profile is what comments are compared with; making it takes some milliseconds, comparing some microseconds.
"""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from rules.language.dictionary import frequencies, stop_words
from rules.language.verbs import is_verb
from rules.language.words import weight
from rules.names import Entities
from rules.text import Text
from rules.vocabulary import Article

#: Grows when the same article may get another profile: stored ones of another version are made anew. A test holds the
#: profile of one article against tests/rules/golden_profile.json, and says what to do when it has changed.
VERSION: Final = 4
#: Digits of a weight that are kept, so that a stored profile is the very one that was made.
DIGITS: Final = 4
#: How much more a word says of the article when it stands in one of these.
TITLE, LEDE, BODY = 3.0, 2.0, 1.0
SHORTEST_TOPIC: Final = 3
#: Numbers and measures in words say as little of a topic as digits do.
_NUMBERS: Final = frozenset(
    (
        "یک دو سه چهار پنج شش شیش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده پونزده شانزده شونزده هفده هجده "
        "هیجده نوزده بیست سی چهل پنجاه شصت هفتاد هشتاد نود صد دویست سیصد چهارصد پانصد پونصد ششصد هفتصد هشتصد نهصد "
        "هزار هزاران میلیون میلیونی میلیونها ملیون میلیارد میلیاردی همت تومان تومن تومنی ریال درصد درصدی ساله سالگی "
        "سالشه ساعته روزه ماهه ساعت دقیقه ثانیه هفته امسال پارسال دیروز امروز فردا دیشب امشب صبح عصر شب شبا روزا"
    ).split()
)
#: In hazm's corpus, from this many on a word is an ordinary one.
ORDINARY: Final = 20_000
#: Words of which it is remembered whether they say anything of a topic.
REMEMBERED: Final = 1 << 14
#: A body is read so far, in code points: what an article is about it says in its first pages.
LONGEST_BODY: Final = 20_000


class ProfileError(ValueError):
    """A stored profile is damaged, or was made by another version of the rules."""


@dataclass(frozen=True, slots=True)
class ArticleTexts:
    """The views of an article's texts, while its profile is being made. head: title, kicker, tags, category."""

    head: Text
    lede: Text
    body: Text

    @classmethod
    def of(cls, article: Article) -> "ArticleTexts":
        """The views of an article's texts."""
        return cls(
            head=Text(" . ".join((article.title, article.kicker, *article.tags, article.category))),
            lede=Text(article.lede),
            body=Text(article.body[:LONGEST_BODY]),
        )


@dataclass(frozen=True, slots=True)
class ArticleProfile:
    """What an article is about. Neither its texts nor their views are kept: there are hundreds of profiles in a worker.

    article_id, title, category: the article's own.
    topics: stem -> weight in the article (place × rarity × damped count), for every stem of every topical word.
    title_topics: the stems of title, kicker and tags.
    person_words: the single words of the persons' names; readers mostly use the surname alone.
    name_words: the same of all names, of bodies without the word before («شرکت»), and offices.
    entities: whom it speaks of.
    notes: what single rules want to know of the article, by rule id, as values that JSON knows.
    """

    article_id: str
    title: str
    category: str
    topics: Mapping[str, float]
    title_topics: frozenset[str]
    person_words: frozenset[str]
    name_words: frozenset[str]
    entities: Entities
    notes: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, article: Article, texts: ArticleTexts) -> "ArticleProfile":
        """Make the profile of an article, without the notes of rules; `rules.preparation` makes it with them."""
        parts = (texts.head, texts.lede, texts.body)
        topics: dict[str, float] = defaultdict(float)
        for text, place in zip(parts, (TITLE, LEDE, BODY), strict=True):
            for form, stems in zip(text.forms, text.stems, strict=True):
                if topical(form):
                    rarity = weight(form)
                    for stem in stems:
                        topics[stem] = max(topics[stem], place * rarity) + 0.1 * rarity
        entities = Entities.of(parts)
        persons = _person_words(entities)
        return cls(
            article_id=article.article_id,
            title=article.title,
            category=article.category,
            topics={stem: round(value, DIGITS) for stem, value in topics.items()},
            title_topics=topical_stems(texts.head),
            person_words=persons,
            name_words=persons | _body_words(entities),
            entities=entities,
        )

    def match(self, stems: Iterable[str]) -> float:
        """How well a word of a comment, given by its stems, fits the article: 0, or the weight of what they share."""
        topics = self.topics
        return max([topics.get(stem, 0.0) for stem in stems], default=0.0)

    def to_bytes(self) -> bytes:
        """The profile to be kept with the article, some kilobytes. The same profile gives the same bytes."""
        content = {
            "version": VERSION,
            "article": [self.article_id, self.title, self.category],
            "topics": self.topics,
            "title": sorted(self.title_topics),
            "persons": sorted(self.person_words),
            "names": sorted(self.name_words - self.person_words),
            "entities": self.entities.to_json(),
            "notes": self.notes,
        }
        return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))

    @classmethod
    def from_bytes(cls, stored: bytes) -> "ArticleProfile":
        """Read what `to_bytes` wrote. Raises ProfileError when it is damaged or of another version: make it anew."""
        try:
            content = json.loads(zlib.decompress(stored))
            if content["version"] != VERSION:
                message = f"made by version {content['version']}, not {VERSION}"
                raise ProfileError(message)
            persons = frozenset(content["persons"])
            article_id, title, category = content["article"]
            return cls(
                article_id=article_id,
                title=title,
                category=category,
                topics=content["topics"],
                title_topics=frozenset(content["title"]),
                person_words=persons,
                name_words=persons.union(content["names"]),
                entities=Entities.from_json(content["entities"]),
                notes=content["notes"],
            )
        except (zlib.error, ValueError, KeyError, TypeError, IndexError) as error:
            if isinstance(error, ProfileError):
                raise
            message = "damaged"
            raise ProfileError(message) from error


def _person_words(entities: Entities) -> frozenset[str]:
    """The words of the persons' names in all their forms: surnames, first names, «قره باغی» for «قره‌باغی».

    Of a nickname («سلطان سیمان») only what is no ordinary word.
    """
    words = (
        word
        for one in entities.all
        if one.kind == "person"
        for form in one.forms
        for word in form.split()
        if word in one.name or frequencies().get(word, 0) < ORDINARY
    )
    return frozenset(word for word in words if len(word) >= SHORTEST_TOPIC and word not in stop_words())


def _body_words(entities: Entities) -> frozenset[str]:
    """The words of the bodies' names without the word before («شرکت»), and offices."""
    found = {office.split()[0] for one in entities.all if one.kind in {"person", "office"} for office in one.offices}
    for one in entities.all:
        if one.kind in {"body", "team"}:
            words = one.name.split()
            found.update(words[1:] if words[0] in one.offices else words)
    return frozenset(found)


def topical_stems(text: Text) -> frozenset[str]:
    """The stems of all words that can say what a text is about."""
    return frozenset(
        stem for form, stems in zip(text.forms, text.stems, strict=True) if topical(form) for stem in stems
    )


@lru_cache(maxsize=REMEMBERED)
def topical(form: str) -> bool:
    """Whether a word can say what a text is about."""
    return (
        len(form) >= SHORTEST_TOPIC
        and not form.isdigit()
        and not form.isascii()
        and form not in _NUMBERS
        and form not in stop_words()
        and not is_verb(form)
    )
