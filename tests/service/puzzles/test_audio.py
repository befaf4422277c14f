"""Spoken digits, and the files of the voices."""

import base64
import io
import wave
from pathlib import Path

from service.puzzles import Chance, Puzzle, Wish, audio

VOICES = Path(audio.__file__).parent / "voices"


def sound_of(puzzle: Puzzle) -> wave.Wave_read:
    kind, _, encoded = puzzle.shown["audio"].partition(",")
    assert kind == "data:audio/wav;base64"
    opened: wave.Wave_read = wave.open(io.BytesIO(base64.b64decode(encoded)), "rb")  # noqa: SIM115 (the test closes it)
    return opened


def test_a_puzzle_is_a_sound_that_browsers_play_with_time_to_type() -> None:
    puzzle = audio.make(Chance("token"), Wish(5, b""))
    with sound_of(puzzle) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (8000, 1, 1)
        assert 5 < sound.getnframes() / 8000 < 14
    assert len(puzzle.answer) == puzzle.shown["length"] == 5
    assert len(audio.make(Chance("token"), Wish(5, b"", hard=True)).answer) == 7


def test_the_same_digits_never_sound_the_same() -> None:
    spoken = {bytes(audio._Speaker(Chance(f"{number}")).generate("11111")) for number in range(4)}  # noqa: SLF001
    assert len(spoken) == 4


def test_the_digits_are_louder_than_the_murmur() -> None:
    murmur = audio._murmur()  # noqa: SLF001 (what is mixed is what is tested)

    def loudness(sound: bytes | bytearray) -> float:
        return float((sum((one - 128) ** 2 for one in sound) / len(sound)) ** 0.5)

    quietest = min(loudness(voice) for voices in audio._voices().values() for voice in voices)  # noqa: SLF001
    assert quietest > 3 * loudness(murmur)


def test_there_are_four_voices_for_each_digit_and_they_are_small() -> None:
    files = list(VOICES.glob("?/*.wav"))
    assert {file.parent.name for file in files} == set(audio.SPOKEN)
    assert all(len(list((VOICES / digit).iterdir())) == 4 for digit in audio.SPOKEN)
    assert sum(file.stat().st_size for file in files) <= 300_000
    for file in files:
        with wave.open(str(file)) as sound:
            assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (8000, 1, 1)
