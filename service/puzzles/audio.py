"""Digits spoken in Persian, over a murmur, mixed by the captcha package: 8 kHz, mono, 8 bits.

The voices are small files beside this one; voices/README.md says how they were made.
"""

import base64
from functools import cache
from importlib.resources import files
from typing import Final

from captcha.audio import BEEP, END_BEEP, SILENCE, WAVE_SAMPLE_RATE, AudioCaptcha, change_sound, mix_wave

from service.puzzles.kinds import Chance, Puzzle, Wish
from service.puzzles.numbers import same_digits

SPOKEN: Final = "123456789"
MORE_WHEN_HARD: Final = 2
PAUSE: Final = WAVE_SAMPLE_RATE * 6 // 10  # the least between two digits, in samples: time to type one
PAUSE_SPREAD: Final = WAVE_SAMPLE_RATE // 2
MURMUR: Final = 0.4  # of the package's own loudness, at which a listener would have to guess
HISS: Final = bytes(126 + value % 5 for value in range(256))  # what a random byte sounds like: almost silence
MURMUR_SECONDS: Final = 8


def make(chance: Chance, wish: Wish) -> Puzzle:
    """So many digits, two more in hard times: some seven seconds, 60 kB."""
    length = wish.length + (MORE_WHEN_HARD if wish.hard else 0)
    answer = chance.digits(SPOKEN, length)
    spoken = bytes(_Speaker(chance).generate(answer))
    address = "data:audio/wav;base64," + base64.b64encode(spoken).decode()
    return Puzzle(answer, {"audio": address, "length": length})


def is_right(expected: str, typed: str, _key: bytes) -> bool:
    """Digits of any script, with spaces as one likes."""
    return same_digits(expected, typed)


class _Speaker(AudioCaptcha):
    """The package's mixer with our voices, shorter pauses, and a murmur that is not thrown sample by sample."""

    def __init__(self, chance: Chance) -> None:
        super().__init__(voicedir=str(files(__package__).joinpath("voices")))
        self._chance = chance
        self._cache = _voices()

    def create_wave_body(self, chars: str) -> bytearray:
        """One beep, the digits with pauses between them, two short beeps."""
        voices = [self._twist_pick(char) for char in chars]
        pauses = [PAUSE + self._chance.below(PAUSE_SPREAD) for _ in chars]
        sound = self.create_background_noise(sum(pauses) + sum(map(len, voices)) + PAUSE, chars)
        at = PAUSE
        for voice, pause in zip(voices, pauses, strict=True):
            sound[at : at + len(voice)] = mix_wave(voice, sound[at : at + len(voice)])
            at += len(voice) + pause
        return bytearray(BEEP + SILENCE + sound + END_BEEP)

    def create_background_noise(self, length: int, chars: str) -> bytearray:  # noqa: ARG002 (the package's signature)
        """A piece of the murmur, begun anywhere in it, under a hiss that is new each time."""
        murmur, begin = _murmur(), self._chance.below(MURMUR_SECONDS * WAVE_SAMPLE_RATE)
        piece = (murmur[begin:] + murmur * (1 + length // len(murmur)))[:length]
        hiss = self._chance.noise(length).translate(HISS)
        return bytearray(max(0, min(255, low + high - 128)) for low, high in zip(piece, hiss, strict=True))


@cache
def _voices() -> dict[str, list[bytearray]]:
    speaker = AudioCaptcha(voicedir=str(files(__package__).joinpath("voices")))
    speaker.load()
    return dict(speaker._cache)  # noqa: SLF001 (our subclass begins with it, so that files are read once)


@cache
def _murmur() -> bytearray:
    """Voices played backwards, as the package makes them, made once: it takes a fifth of a second."""
    speaker = AudioCaptcha(voicedir=str(files(__package__).joinpath("voices")))
    speaker.load()
    return change_sound(speaker.create_background_noise(MURMUR_SECONDS * WAVE_SAMPLE_RATE, SPOKEN), MURMUR)
