"""A picture of Persian digits, and a sealed token that knows the answer. Issuing one writes nothing."""

import io
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from captcha.image import ImageCaptcha
from PIL.Image import Image
from PIL.ImageDraw import ImageDraw
from PIL.ImageOps import expand

from service.usecases.challenges import Sealed, seal
from service.world import World

#: Zero is left out: in Persian it is a dot, and the noise is made of dots.
DRAWN: Final = "123456789"
TO_PERSIAN: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
#: Dark enough on the light ground: at least 7:1.
INKS: Final = ((27, 58, 107), (107, 27, 58), (20, 83, 60), (84, 44, 107), (120, 53, 15), (38, 50, 56))
GROUND: Final = (248, 249, 250)
SIZE: Final = (220, 72)


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the reader gets. image: PNG. expires_in: in seconds."""

    token: str
    image: bytes
    length: int
    expires_in: int


def issue_captcha(world: World, key: bytes, *, length: int, seconds: int) -> Challenge:
    """A fresh challenge with that many digits, to be answered within that many seconds."""
    challenge_id = world.new_id()
    number = int.from_bytes(sha256(world.new_token().encode()).digest())
    answer = ""
    for _ in range(length):
        number, place = divmod(number, len(DRAWN))
        answer += DRAWN[place]
    token = seal(key, Sealed(challenge_id, answer, world.now() + timedelta(seconds=seconds)))
    return Challenge(token, draw(answer, INKS[number % len(INKS)]), length, seconds)


def draw(answer: str, ink: tuple[int, int, int]) -> bytes:
    """The picture of an answer, as PNG."""
    picture = _painter().generate_image(answer.translate(TO_PERSIAN), bg_color=GROUND, fg_color=(*ink, 255))
    out = io.BytesIO()
    picture.quantize(32).save(out, format="PNG")
    return out.getvalue()


class _Painter(ImageCaptcha):
    """Digits in full ink, apart from each other and in their own proportions, so that a person reads them at once."""

    lookup_table: list[int] = [min(255, 6 * light) for light in range(256)]  # noqa: RUF012 (dark inks stay opaque)
    character_rotate = (-24, 24)
    word_space_probability = 0.4  # the rest of the digits get a gap before them
    word_offset_dx = 0.0

    def _draw_character(self, c: str, draw: ImageDraw, color: Any) -> Image:
        drawn = super()._draw_character(c, draw, color)
        if c == " ":
            return drawn
        # The library stretches each glyph to the box of its line: a one becomes a bar. Undo that.
        left, top, right, bottom = self.truefonts[0].getbbox(c)
        size = (int(1.2 * (right - left)) + 2, int(1.1 * (bottom - top)))
        return expand(drawn.resize(size), border=(7, 0))


@cache
def _painter() -> _Painter:
    fonts = files("fontpkg_noto_sans_arabic").joinpath("files")
    paths = [str(font) for font in fonts.iterdir() if font.name.endswith(".ttf")]
    return _Painter(*SIZE, fonts=paths, font_sizes=(54,))
