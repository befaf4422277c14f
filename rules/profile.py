"""What an article is about: its words with weights, its names. Made once, kept with the article.

The profile is what comments are compared with; making it takes some milliseconds, comparing some microseconds.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rules.language.dictionary import stop_words
from rules.language.verbs import is_verb
from rules.language.words import weight
from rules.names import find_names
from rules.text import Text
from rules.vocabulary import Article

#: How much more a word says of the article when it stands in one of these.
TITLE, LEDE, BODY = 3.0, 2.0, 1.0
SHORTEST_TOPIC: Final = 3
#: Words of which it is remembered whether they say anything of a topic.
REMEMBERED: Final = 1 << 14
#: A body is read so far, in code points: what an article is about it says in its first pages.
LONGEST_BODY: Final = 20_000


@dataclass(frozen=True, slots=True)
class ArticleProfile:
    """What an article is about. The views of its texts are not kept: there are hundreds of profiles in a worker.

    topics: stem -> weight in the article (place × rarity × damped count), for every stem of every topical word.
    title_topics: the stems of title, kicker and tags.
    person_words: the single words of the persons' names; readers mostly use the surname alone.
    name_words: the same of all names, of bodies without the word before («شرکت»), and offices.
    """

    article: Article
    topics: dict[str, float]
    title_topics: frozenset[str]
    person_words: frozenset[str]
    name_words: frozenset[str]

    @classmethod
    def of(cls, article: Article) -> "ArticleProfile":
        """Make the profile of an article."""
        head = Text(" . ".join((article.title, article.kicker, *article.tags, article.category)))
        lede = Text(article.lede)
        body = Text(article.body[:LONGEST_BODY])
        topics: dict[str, float] = defaultdict(float)
        for text, place in ((head, TITLE), (lede, LEDE), (body, BODY)):
            for form, stems in zip(text.forms, text.stems, strict=True):
                if topical(form):
                    rarity = weight(form)
                    for stem in stems:
                        topics[stem] = max(topics[stem], place * rarity) + 0.1 * rarity
        title = topical_stems(head)
        names = [name for text in (head, lede, body) for name in find_names(text)]
        persons = {word for name in names if name.kind == "person" for word in name.form.split()}
        # «قره‌باغی» is also written «قره باغی».
        persons.update(
            part
            for text in (head, lede, body)
            for word in text.words
            if word.form in persons
            for part in word.parts
            if len(part) >= SHORTEST_TOPIC and part not in stop_words()
        )
        others = {word for name in names if name.kind == "body" for word in name.form.split()[1:]}
        others.update(name.form for name in names if name.kind == "office")
        return cls(article, dict(topics), title, frozenset(persons), frozenset(persons | others))

    def match(self, stems: Iterable[str]) -> float:
        """How well a word of a comment, given by its stems, fits the article: 0, or the weight of what they share."""
        topics = self.topics
        return max([topics.get(stem, 0.0) for stem in stems], default=0.0)


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
        and form not in stop_words()
        and not is_verb(form)
    )
