"""Speak the digits of the audio captcha anew: `make voices`. Wants espeak-ng (Debian: apt install espeak-ng).

Each digit is spoken by four voices, cut to what can be heard, and kept at 8 kHz, mono, 8 bits: what the captcha
package mixes.
"""

import subprocess
import tempfile
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.signal import resample_poly

FOLDER = Path(__file__).parent.parent / "service" / "puzzles" / "voices"
#: As digits and not in words, for espeak reads «نه» as "no".
DIGITS = {"1": "۱", "2": "۲", "3": "۳", "4": "۴", "5": "۵", "6": "۶", "7": "۷", "8": "۸", "9": "۹"}
#: Names of espeak-ng's variants, with pitch (0..99) and words a minute.
SPEAKERS = {"m1": (45, 130), "m3": (35, 140), "f2": (50, 130), "f4": (60, 140)}
RATE = 8_000
QUIET = 0.02  # of the loudest sample: below it nobody hears anything
MARGIN = RATE // 50  # kept on both sides of what is heard, in samples
LOUDEST = 0.9

Sound = npt.NDArray[np.float64]


def main() -> None:
    """Speak every digit in every voice."""
    for digit, word in DIGITS.items():
        (FOLDER / digit).mkdir(parents=True, exist_ok=True)
        for speaker in SPEAKERS:
            write(FOLDER / digit / f"{speaker}.wav", trimmed(spoken(word, speaker)))
    files = list(FOLDER.rglob("*.wav"))
    print(f"{len(files)} voices, {sum(file.stat().st_size for file in files) // 1000} kB")


def spoken(word: str, speaker: str) -> Sound:
    """A word as espeak-ng says it, at our rate, in -1..1."""
    pitch, pace = SPEAKERS[speaker]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "word.wav"
        command = ["espeak-ng", "-v", f"fa+{speaker}", "-p", str(pitch), "-s", str(pace), "-w", str(path), word]
        subprocess.run(command, check=True)  # noqa: S603 (a fixed command)
        with wave.open(str(path)) as file:
            samples = np.frombuffer(file.readframes(-1), dtype="<i2").astype(np.float64) / 32768
            return np.asarray(resample_poly(samples, RATE, file.getframerate()), dtype=np.float64)


def trimmed(sound: Sound) -> Sound:
    """What can be heard of a sound, with a little silence around it."""
    heard = np.flatnonzero(np.abs(sound) > QUIET * np.abs(sound).max())
    return sound[max(0, heard[0] - MARGIN) : heard[-1] + MARGIN]


def write(path: Path, sound: Sound) -> None:
    """A sound as 8 bits without a sign, its loudest sample as loud as in all the others."""
    samples = np.round(sound / np.abs(sound).max() * LOUDEST * 127 + 128).astype(np.uint8)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


if __name__ == "__main__":
    main()
