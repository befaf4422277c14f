"""A picture of Persian digits, bent by the captcha package, dark on light."""

import base64
import io
from functools import cache
from importlib.resources import files
from typing import Any, Final

from captcha.image import ImageCaptcha
from PIL.Image import Image
from PIL.ImageDraw import ImageDraw
from PIL.ImageOps import expand

from service.puzzles.kinds import Chance, Puzzle, Wish
from service.puzzles.numbers import same_digits

#: Zero is left out: in Persian it is a dot, and the noise is made of dots.
DRAWN: Final = "123456789"
TO_PERSIAN: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
#: So dark that strokes, softened as they are, stand out from the light ground by 7:1 (their cores by 12:1).
INKS: Final = ((16, 35, 66), (72, 14, 36), (10, 50, 35), (52, 26, 68), (74, 32, 8), (24, 32, 36))
GROUND: Final = (248, 249, 250)
HEIGHT: Final = 72
WIDTH_OF_DIGIT: Final = 44
MORE_WHEN_HARD: Final = 2


def make(chance: Chance, wish: Wish) -> Puzzle:
    """A picture of so many digits, two more in hard times."""
    length = wish.length + (MORE_WHEN_HARD if wish.hard else 0)
    answer = chance.digits(DRAWN, length)
    picture = draw(answer, INKS[chance.below(len(INKS))])
    address = "data:image/png;base64," + base64.b64encode(picture).decode()
    return Puzzle(answer, {"image": address, "length": length})


def is_right(expected: str, typed: str, _key: bytes) -> bool:
    """Digits of any script, with spaces as one likes."""
    return same_digits(expected, typed)


def draw(answer: str, ink: tuple[int, int, int]) -> bytes:
    """The picture of an answer, as PNG."""
    painter = _painter(WIDTH_OF_DIGIT * max(5, len(answer)))
    picture = painter.generate_image(answer.translate(TO_PERSIAN), bg_color=GROUND, fg_color=(*ink, 255))
    out = io.BytesIO()
    picture.quantize(32).save(out, format="PNG")
    return out.getvalue()


class _Painter(ImageCaptcha):
    """Digits in full ink, apart from each other and in their own proportions, so that a person reads them at once."""

    lookup_table: list[int] = [min(255, 10 * light) for light in range(256)]  # noqa: RUF012 (dark inks stay opaque)
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
def _painter(width: int) -> _Painter:
    fonts = files("fontpkg_noto_sans_arabic").joinpath("files")
    paths = [str(font) for font in fonts.iterdir() if font.name.endswith(".ttf")]
    return _Painter(width, HEIGHT, fonts=paths, font_sizes=(54,))
