"""Pictures of Persian digits."""

import base64
import io

from PIL import Image, ImageFont

from service.puzzles import Chance, Wish, image


def test_a_puzzle_has_a_picture_and_its_length_and_more_digits_in_hard_times() -> None:
    for hard, length in ((False, 6), (True, 8)):
        puzzle = image.make(Chance("token"), Wish(6, b"", hard))
        assert len(puzzle.answer) == puzzle.shown["length"] == length
        assert set(puzzle.answer) <= set("123456789")
        with Image.open(io.BytesIO(base64.b64decode(puzzle.shown["image"].partition(",")[2]))) as picture:
            assert (picture.format, picture.size) == ("PNG", (image.WIDTH_OF_DIGIT * length, image.HEIGHT))


def test_the_font_really_has_persian_digits() -> None:
    font = image._painter(220).truefonts[0]  # noqa: SLF001 (the font is what is tested)
    missing = bytes(font.getmask("\U0010fffd"))
    drawn = {bytes(font.getmask(digit)) for digit in "۰۱۲۳۴۵۶۷۸۹"}
    assert len(drawn) == 10
    assert missing not in drawn
    assert isinstance(font, ImageFont.FreeTypeFont)


def contrast(ink: tuple[int, ...], ground: tuple[int, ...]) -> float:
    def light(colour: tuple[int, ...]) -> float:
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (part / 255 for part in colour)]
        return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    return (light(ground) + 0.05) / (light(ink) + 0.05)


def test_every_ink_stands_out_from_the_ground_by_twelve_to_one() -> None:
    assert all(contrast(ink, image.GROUND) >= 12 for ink in image.INKS)


def test_strokes_as_they_are_sent_stand_out_by_seven_to_one() -> None:
    for ink in image.INKS:
        with Image.open(io.BytesIO(image.draw("88888", ink))) as picture:
            points = list(zip(*[iter(picture.convert("RGB").tobytes())] * 3, strict=True))
        strokes = sorted(contrast(point, image.GROUND) for point in points if sum(point) < sum(image.GROUND) / 2)
        assert strokes[len(strokes) // 2] >= 7  # of their pixels; the edges are softer
