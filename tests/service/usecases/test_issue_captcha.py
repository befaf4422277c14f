"""Challenges of every kind, and what their tokens hold."""

import pytest

from service.puzzles import Kind
from service.usecases.challenges import unseal
from service.usecases.issue_captcha import Challenge, Terms, issue_captcha
from service.world import World

KEY = b"k" * 32


def issue(world: World, kind: Kind, **more: bool) -> Challenge:
    return issue_captcha(world, KEY, Terms("pk_news", kind, 5, 60, **more))


@pytest.mark.parametrize("kind", list(Kind))
def test_a_token_holds_the_kind_the_site_and_the_answer(world: World, kind: Kind) -> None:
    challenge = issue(world, kind)
    sealed = unseal(KEY, challenge.token)
    assert sealed is not None
    assert (sealed.kind, sealed.site, challenge.kind, challenge.expires_in) == (kind, "pk_news", kind, 60)
    assert sealed.answer
    assert sealed.answer not in challenge.token


@pytest.mark.parametrize("kind", [Kind.IMAGE, Kind.AUDIO, Kind.QUESTION])
def test_every_challenge_is_another(world: World, kind: Kind) -> None:
    made = [issue(world, kind) for _ in range(10)]
    assert len({one.token for one in made}) == 10
    assert len({unseal(KEY, one.token).answer for one in made}) > 5  # type: ignore[union-attr]
