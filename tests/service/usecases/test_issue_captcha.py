"""Pictures of Persian digits."""

import io

from PIL import Image, ImageFont

from service.usecases import issue_captcha
from service.usecases.challenges import unseal
from service.world import World

KEY = b"k" * 32


def test_a_challenge_has_a_picture_a_token_and_its_length(world: World) -> None:
    challenge = issue_captcha.issue_captcha(world, KEY, length=6, seconds=60)
    sealed = unseal(KEY, challenge.token)
    assert sealed is not None
    assert len(sealed.answer) == challenge.length == 6
    assert set(sealed.answer) <= set("123456789")
    assert challenge.expires_in == 60
    with Image.open(io.BytesIO(challenge.image)) as picture:
        assert (picture.format, picture.size) == ("PNG", issue_captcha.SIZE)


def test_every_challenge_is_another(world: World) -> None:
    made = [issue_captcha.issue_captcha(world, KEY, length=5, seconds=60) for _ in range(10)]
    assert len({one.token for one in made}) == 10
    assert len({unseal(KEY, one.token).answer for one in made}) > 5  # type: ignore[union-attr]


def test_the_font_really_has_persian_digits() -> None:
    font = issue_captcha._painter().truefonts[0]  # noqa: SLF001 (the font is what is tested)
    missing = bytes(font.getmask("\U0010fffd"))
    drawn = {bytes(font.getmask(digit)) for digit in "۰۱۲۳۴۵۶۷۸۹"}
    assert len(drawn) == 10
    assert missing not in drawn
    assert isinstance(font, ImageFont.FreeTypeFont)


def test_the_ink_is_dark_on_a_light_ground() -> None:
    with Image.open(io.BytesIO(issue_captcha.draw("88888", issue_captcha.INKS[0]))) as picture:
        lights = sorted(picture.convert("L").tobytes())
    assert lights[len(lights) // 50] < 110
    assert lights[len(lights) // 2] > 235
