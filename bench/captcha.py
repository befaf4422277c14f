"""Can a machine read the captcha's pictures out of the box? `python -m bench.captcha`.

Draws pictures, has tesseract read them (Debian: apt install tesseract-ocr tesseract-ocr-fas), once for each way of
preparing them that costs an attacker nothing, and counts the numbers that it read as a whole. A picture counts as read
when any of the ways reads it. `--sheets FOLDER` writes contact sheets of fifty, for people to look at.
"""

import argparse
import io
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from service.puzzles import Chance, image
from service.puzzles.numbers import latin_digits
from service.world import real_world

PICTURES: Final = 200
LENGTH: Final = 5
CONTROL: Final = "48215"
ON_A_SHEET: Final = 50
COLUMNS: Final = 5
DIGITS: Final = "0123456789۰۱۲۳۴۵۶۷۸۹"
#: Language of tesseract's data, its page mode (7: one line, 8: one word, 13: one line, nothing assumed).
READERS: Final = (("fas", 7), ("fas", 8), ("fas", 13), ("eng", 7), ("eng", 8))
#: Between ink and ground. The noise is thinner than strokes: a median of so many points, in a picture thrice as large.
MIDDLE: Final = 140
MEDIAN: Final = 9
PREPARED: Final = ("large", "sharp", "clean")
ALIKE: Final = str.maketrans("٤٥٦", "456")


def main() -> None:
    """Draw, read, count."""
    parser = argparse.ArgumentParser(description="Can a machine read the captcha's pictures out of the box?")
    parser.add_argument("--pictures", type=int, default=PICTURES)
    parser.add_argument("--hard", action="store_true", help="those of a flood")
    parser.add_argument("--sheets", type=Path, help="a folder for contact sheets of fifty, with their answers")
    asked = parser.parse_args()
    drawn = [draw(hard=asked.hard) for _ in range(asked.pictures)]
    if asked.sheets:
        write_sheets(asked.sheets, drawn)
        return
    report(drawn)


def draw(*, hard: bool) -> tuple[str, Image.Image]:
    """A number and its picture."""
    chance = Chance(real_world().new_token())
    answer = chance.digits(image.DRAWN, LENGTH + (image.MORE_WHEN_HARD if hard else 0))
    ink = image.INKS[chance.below(len(image.INKS))]
    return answer, Image.open(io.BytesIO(image.draw(answer, ink))).convert("L")


def report(drawn: list[tuple[str, Image.Image]]) -> None:
    """Count what each way of reading gets right, and what any of them does."""
    found: set[int] = set()
    control = clear_control()
    with tempfile.TemporaryDirectory() as folder:
        for language, mode in READERS:
            seen = read_by_machine(Path(folder), control, language, mode)
            for way in PREPARED:
                right = {
                    number
                    for number, (answer, picture) in enumerate(drawn)
                    if read_by_machine(Path(folder), prepared(picture, way), language, mode) == answer
                }
                found |= right
                print(f"tesseract {language} --psm {mode}, {way}: {len(right)} of {len(drawn)}")
            print(f"  (of the same font without any noise it reads {CONTROL} as {seen or 'nothing'})")
    print(f"read by any of them: {len(found)} of {len(drawn)} ({100 * len(found) / len(drawn):.1f} %)")


def clear_control() -> Image.Image:
    """A number in the captcha's font, straight and on clear ground: what tesseract can do at all."""
    picture = Image.new("L", (image.WIDTH_OF_DIGIT * LENGTH, image.HEIGHT), 248)
    font = image._painter(picture.width).truefonts[0]  # noqa: SLF001 (the font is what is measured)
    ImageDraw.Draw(picture).text((10, -5), CONTROL.translate(image.TO_PERSIAN), font=font, fill=40)
    return prepared(picture, "large")


def prepared(picture: Image.Image, way: str) -> Image.Image:
    """Three times as large, which tesseract likes; sharp: in black and white; clean: dots and thin lines gone, too."""
    large = picture.resize((picture.width * 3, picture.height * 3), Image.Resampling.LANCZOS)
    if way != "large":
        large = large.point(lambda light: 255 if light > MIDDLE else 0)
    if way == "clean":
        large = large.filter(ImageFilter.MedianFilter(MEDIAN))
    return ImageOps.expand(large, border=30, fill=248)


def read_by_machine(folder: Path, picture: Image.Image, language: str, mode: int) -> str:
    """What tesseract reads, as Latin digits."""
    path = folder / "picture.png"
    picture.save(path)
    command = ["tesseract", str(path), "-", "-l", language, "--psm", str(mode)]
    command += ["-c", f"tessedit_char_whitelist={DIGITS}"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 (a fixed command)
    return "".join(char for char in latin_digits(done.stdout.translate(ALIKE)) if char.isdigit())


def write_sheets(folder: Path, drawn: list[tuple[str, Image.Image]]) -> None:
    """Contact sheets of fifty pictures, and the answers beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(drawn), ON_A_SHEET):
        part = drawn[start : start + ON_A_SHEET]
        width, height = part[0][1].width + 8, part[0][1].height + 8
        sheet = Image.new("L", (COLUMNS * width, -(-len(part) // COLUMNS) * height), 200)
        for place, (_, picture) in enumerate(part):
            sheet.paste(picture, (place % COLUMNS * width + 4, place // COLUMNS * height + 4))
        name = f"sheet-{start // ON_A_SHEET + 1}"
        sheet.save(folder / f"{name}.png")
        rows = [part[at : at + COLUMNS] for at in range(0, len(part), COLUMNS)]
        answers = "\n".join(" ".join(answer for answer, _ in row) for row in rows)
        (folder / f"{name}.txt").write_text(f"{answers}\n")


if __name__ == "__main__":
    main()
