"""prepare(article) -> profile: what every rule wants to know of an article, found once and kept with it."""

import dataclasses

from rules.catalogue import CATALOGUE
from rules.profile import ArticleProfile, ArticleTexts
from rules.reading import Rule
from rules.vocabulary import Article


def prepare(article: Article, catalogue: tuple[Rule, ...] = CATALOGUE) -> ArticleProfile:
    """Make the profile of an article with the notes of all rules; some milliseconds."""
    texts = ArticleTexts.of(article)
    profile = ArticleProfile.of(article, texts)
    notes = {rule.id: rule.prepare(texts, profile) for rule in catalogue if rule.prepare}
    return dataclasses.replace(profile, notes=notes)
