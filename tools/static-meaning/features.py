"""Text to rows of the table of vectors. src/search/meaning/static-model.ts does the same; a test compares them.

A word has its own row where the vocabulary knows it, and the rows of the n-grams of `<word>`, which share buckets.
"""

import re
import unicodedata

BUCKETS = 16_384
SHORTEST, LONGEST = 3, 5


def words(text: str) -> list[str]:
    """Runs of letters and digits, lower case, without accents and possessives."""
    folded = unicodedata.normalize("NFD", text.lower().replace("\u2019", "'").replace("`", "'"))
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    plain = re.sub(r"'s\b", "", plain).replace("'", "")
    return re.findall(r"[a-z0-9]+", plain)


def bucket(gram: str) -> int:
    """FNV-1a of the characters, 32 bits."""
    code = 0x811C9DC5
    for c in gram:
        code = ((code ^ ord(c)) * 0x01000193) & 0xFFFFFFFF
    return code % BUCKETS


def grams(word: str) -> list[int]:
    """Buckets of the n-grams of a word, one for each n-gram."""
    framed = f"<{word}>"
    return [
        bucket(framed[i : i + n]) for n in range(SHORTEST, LONGEST + 1) for i in range(len(framed) - n + 1)
    ]
