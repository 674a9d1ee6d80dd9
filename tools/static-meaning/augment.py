"""Makes of an official name what somebody might type: a slip, a word less, a few words around it."""

import random

FILLERS = [
    phrase.split()
    for phrase in (
        "i have|my|the|a|severe|bad|very bad|really|feeling|feel|felt|having|got|some|slight|sudden|constant|chronic|"
        "always|i am|extreme|in my|problem with|problems with|lots of|a lot of|history of|due to|with|could not|"
        "unexplained|mild|all the time|patient with|terrible|a little|every day|at night"
    ).split("|")
]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# In front of a word: it is met by its n-grams only, as a word nobody knows.
UNKNOWN = "\0"


def slip(word: str, chance: random.Random) -> str:
    if len(word) < 4:
        return word
    i = chance.randrange(1, len(word))
    match chance.randrange(5):
        case 0:
            return word[:i] + word[i + 1 :]
        case 1:
            return word[:i] + word[i] + word[i:]
        case 2 if i < len(word) - 1:
            return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        case 3:
            return word[:i] + chance.choice(LETTERS) + word[i + 1 :]
        case _:
            return word[:i] + chance.choice("aeiou") + word[i + 1 :]


def augmented(source: tuple[str, ...], kind: str, chance: random.Random) -> list[str]:
    out = list(source)
    if len(out) > 2 and (kind == "self" or chance.random() < 0.15):
        most = len(out) // 2 if kind == "self" else 1
        for _ in range(chance.randint(1, max(1, most))):
            out.pop(chance.randrange(len(out)))
    if chance.random() < 0.2:
        at = max(range(len(out)), key=lambda i: len(out[i])) if chance.random() < 0.5 else chance.randrange(len(out))
        out[at] = slip(out[at], chance) if chance.random() < 0.6 else UNKNOWN + out[at]
    if chance.random() < 0.15:
        filler = chance.choice(FILLERS)
        out = [*filler, *out] if chance.random() < 0.7 else [*out, *filler]
    return out
