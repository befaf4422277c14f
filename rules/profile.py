"""What an article is about: its words with weights, its names. Made once, kept with the article.

The profile is what comments are compared with; making it takes some milliseconds, comparing some microseconds.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from rules.names import find_names
from rules.text import Text
from rules.vocabulary import Article
from rules.words import is_verb, stems, stop_words, weight

#: How much more a word says of the article when it stands in one of these.
TITLE, LEDE, BODY = 3.0, 2.0, 1.0
SHORTEST_TOPIC: Final = 3
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
            for form in text.forms:
                if topical(form):
                    rarity = weight(form)
                    for stem in stems(form):
                        topics[stem] = max(topics[stem], place * rarity) + 0.1 * rarity
        title = frozenset(stem for form in head.forms if topical(form) for stem in stems(form))
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
