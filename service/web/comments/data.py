"""The page of comments for machines: the article and its comments in the words of schema.org."""

from typing import Any

from service.web.comments.thread import Part, Place
from service.web.comments.view import PUBLISHED, Links
from service.web.context import own_address


def describe(place: Place, part: Part, links: Links, article_url: str) -> dict[str, Any]:
    """The article with the comments that this page shows, nested, as a JSON-LD document.

    A comment that is no longer there keeps its place, without author and text, as on the page. To be written by
    Flask's `tojson`, which escapes what could end the script element.
    """
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": article_url or own_address(links.base),
        "url": article_url or own_address(links.base),
        "headline": place.title,
        "inLanguage": "fa",
        "discussionUrl": own_address(links.base),
        "commentCount": place.head.published,
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/CommentAction",
            "userInteractionCount": place.head.published,
        },
        "comment": _comments(part.documents, links),
    }


def _comments(documents: list[dict[str, Any]], links: Links) -> list[dict[str, Any]]:
    """Nested as the API has them; without recursion, for a quarrel may be a hundred replies deep."""
    described: list[dict[str, Any]] = []
    waiting = [(document, described) for document in reversed(documents)]
    while waiting:
        document, place = waiting.pop()
        one = _comment(document, links)
        place.append(one)
        if document["replies"]:
            inside: list[dict[str, Any]] = []
            one["comment"] = inside
            waiting += [(reply, inside) for reply in reversed(document["replies"])]
    return described


def _comment(document: dict[str, Any], links: Links) -> dict[str, Any]:
    address = own_address(links.to_comment(document["id"]))
    if document["status"] != PUBLISHED:
        return {"@type": "Comment", "@id": address, "url": address, "creativeWorkStatus": "Deleted"}
    described = {
        "@type": "Comment",
        "@id": address,
        "url": address,
        "text": document["text"],
        "datePublished": document["published_at"],
        "upvoteCount": document["likes"],
        "downvoteCount": document["dislikes"],
    }
    if document["edited_at"]:
        described["dateModified"] = document["edited_at"]
    if document["author_name"]:
        described["author"] = {"@type": "Person", "name": document["author_name"]}
    return described
