"""What the model is trained on: the file of export.ts as texts, pairs and groups of docs that are alike."""

import json
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from features import words


@dataclass(frozen=True)
class Pair:
    """A text and the text it should come to lie near; `doc` is the doc of the second, -1 where it is none."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    doc: int
    kind: str


@cache
def split(text: str) -> tuple[str, ...]:
    return tuple(words(text))


@dataclass
class Corpus:
    docs: list[str]
    systems: list[str]
    codes: list[str]
    names: list[tuple[str, int, str]]  # kind, doc, text
    lines: list[tuple[str, float, str, str]]  # dictionary: kind, weight, from, to
    sentences: list[tuple[str, list[int], str]]

    def counts(self) -> Counter:
        """How often each word stands in distinct texts."""
        found = Counter()
        for text in self.texts():
            found.update(split(text))
        return found

    def texts(self) -> list[str]:
        lines = (side for _, _, left, right in self.lines for side in (left, right))
        every = [*self.docs, *(t for _, _, t in self.names), *lines, *(t for _, _, t in self.sentences)]
        return list(dict.fromkeys(every))


def read(path: str) -> Corpus:
    corpus = Corpus([], [], [], [], [], [])
    with open(path, encoding="utf-8") as file:
        for row in map(json.loads, file):
            match row["is"]:
                case "doc":
                    corpus.docs.append(row["text"])
                    corpus.systems.append(row["system"])
                    corpus.codes.append(row["code"])
                case "name":
                    corpus.names.append((row["kind"], row["doc"], row["text"]))
                case "pair":
                    corpus.lines.append((row["kind"], row["weight"], row["from"], row["to"]))
                case "sentence":
                    corpus.sentences.append((row["section"], row["docs"], row["text"]))
    return corpus


# Explainer sections that say what their codes are; the others say what happens around them.
ABOUT = {"name", "alsoCalled", "summary", "symptoms", "description", "indications", "uses"}
# Kinds of names with far more rows than they have to say are thinned to this share.
THINNED = {"neoplasm": 0.3, "externalCause": 0.4, "drug": 0.3, "parent": 0.5}
TITLES_KEPT = {"icd10cm": 0.3, "icd10pcs": 0.6, "hcpcs": 1.0}


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


class Resolver:
    """The docs a dictionary's right side names: those with all its words in the fewest words."""

    def __init__(self, corpus: Corpus):
        named = [(len(split(t)), d, split(t)) for d, t in enumerate(corpus.docs)]
        named += [
            (len(split(t)) + 0.5, d, split(t)) for k, d, t in corpus.names if k in ("inclusionTerm", "index")
        ]
        self.named = named
        self.holding: dict[str, set[int]] = defaultdict(set)
        for i, (_, _, said) in enumerate(named):
            for word in said:
                self.holding[_singular(word)].add(i)

    def docs(self, text: str, most: int = 3) -> list[int]:
        lists = [self.holding.get(_singular(word), set()) for word in split(text)]
        if not lists:
            return []
        both = set.intersection(*sorted(lists, key=len))
        ranked = sorted(both, key=lambda i: (self.named[i][0], self.named[i][1]))[:12]
        return list(dict.fromkeys(self.named[i][1] for i in ranked))[:most]


def pairs_of(corpus: Corpus, seed: int) -> list[Pair]:
    chance = random.Random(seed)
    resolver = Resolver(corpus)
    pairs: list[Pair] = []

    def add(source: str, target: str, doc: int, kind: str) -> None:
        left, right = split(source), split(target)
        if left and right:
            pairs.append(Pair(left, right, doc, kind))

    for kind, doc, text in corpus.names:
        if chance.random() <= THINNED.get(kind, 1):
            add(text, corpus.docs[doc], doc, kind)
    for kind, _, left, right in corpus.lines:
        add(left, right, -1, "line")
        for doc in resolver.docs(right):
            add(left, corpus.docs[doc], doc, "line")
    for section, docs, text in corpus.sentences:
        if section in ABOUT:
            doc = chance.choice(docs[:4])
            add(text, corpus.docs[doc], doc, "sentence")
    for doc, text in enumerate(corpus.docs):
        if chance.random() < TITLES_KEPT.get(corpus.systems[doc], 1):
            add(text, text, doc, "self")
    return pairs


def alike(corpus: Corpus) -> dict[tuple[str, str], list[int]]:
    """Docs of one category: what begins with the same three characters of a code."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for doc, (system, code) in enumerate(zip(corpus.systems, corpus.codes)):
        groups[system, code[:3]].append(doc)
    return groups
