"""What an article is about: its words with weights, its names. Made once, kept with the article.

The profile is what comments are compared with; making it takes some milliseconds, comparing some microseconds.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rules.names import Name, find_names
from rules.text import Text
from rules.vocabulary import Article
from rules.words import is_verb, stems, stop_words, weight

#: How much more a word says of the article when it stands in one of these.
TITLE, LEDE, BODY = 3.0, 2.0, 1.0
SHORTEST_TOPIC: Final = 3


@dataclass(frozen=True)
class ArticleProfile:
    """What an article is about.

    topics: stem -> weight in the article (place × rarity × damped count), for every stem of every topical word.
    title_topics: the stems of title, kicker and tags.
    texts: title, kicker, lede and body with their views.
    """

    article: Article
    topics: dict[str, float]
    title_topics: frozenset[str]
    texts: tuple[Text, ...]

    @classmethod
    def of(cls, article: Article) -> "ArticleProfile":
        """Make the profile of an article."""
        head = Text(" . ".join((article.title, article.kicker, *article.tags, article.category)))
        lede = Text(article.lede)
        body = Text(article.body)
        topics: dict[str, float] = defaultdict(float)
        for text, place in ((head, TITLE), (lede, LEDE), (body, BODY)):
            for form in text.forms:
                if topical(form):
                    rarity = weight(form)
                    for stem in stems(form):
                        topics[stem] = max(topics[stem], place * rarity) + 0.1 * rarity
        title = frozenset(stem for form in head.forms if topical(form) for stem in stems(form))
        return cls(article, dict(topics), title, (head, lede, body))

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The persons and bodies that the article speaks of."""
        found: dict[str, Name] = {}
        for text in self.texts:
            for name in find_names(text):
                found.setdefault(name.form, name)
        return tuple(found.values())

    @cached_property
    def person_words(self) -> frozenset[str]:
        """The single words of the persons' names: readers mostly use the surname alone."""
        words = {word for name in self.names if name.kind == "person" for word in name.form.split()}
        # «قره‌باغی» is also written «قره باغی».
        words.update(
            part
            for text in self.texts
            for word in text.words
            if word.form in words
            for part in word.parts
            if len(part) >= SHORTEST_TOPIC and part not in stop_words()
        )
        return frozenset(words)

    @cached_property
    def name_words(self) -> frozenset[str]:
        """The single words of all names that stand for somebody: of persons, and of bodies without the word before."""
        words = set(self.person_words)
        for name in self.names:
            if name.kind == "body":
                words.update(name.form.split()[1:])
            elif name.kind == "office":
                words.add(name.form)
        return frozenset(words)

    def match(self, form: str) -> float:
        """How well a word of a comment fits the article: 0, or the weight of the stem that they share."""
        return max((self.topics.get(stem, 0.0) for stem in stems(form)), default=0.0)


def topical(form: str) -> bool:
    """Whether a word can say what a text is about."""
    return (
        len(form) >= SHORTEST_TOPIC
        and not form.isdigit()
        and not form.isascii()
        and form not in stop_words()
        and not is_verb(form)
    )
