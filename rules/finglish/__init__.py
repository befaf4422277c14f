"""Persian written in Latin letters (Finglish), read back into Persian letters.

    transliterate("chera hichkas javab nemide?").text  # «چرا هیچ‌کس جواب نمی‌ده؟»

A noisy channel: how likely the words are one after the other, and how likely they are spelt so. Both are learned by
`python -m rules.training.finglish`, whose report says how well it reads.

Known misses
    Names that no list has are read letter by letter, and s, z, t, gh and h stand for several letters. Where Finglish
    does not tell «کم» from «کام» or «خر» from «خوار», the commoner word in that place is taken. Ezafe after a vowel
    («khane ye ma») is read as «یه». Words run together are not taken apart.
"""

from rules.finglish.text import Transliteration, transliterate

__all__ = ["Transliteration", "transliterate"]
